/** Context menus: they open where the pointer is, or at what has the focus. */

const LONG_PRESS = 500;
const EDGE = 8;
/** Pixels by which a finger that rests may tremble. */
const SLACK = 10;

class ContextMenu extends HTMLElement {
  connectedCallback() {
    for (const kind of ["contextmenu", "keydown", "pointerdown"]) this.addEventListener(kind, this);
  }

  get owner() {
    return /** @type {HTMLElement} */ (this.querySelector(":scope > .cacao-context-owner"));
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {Element} */ (event.target);
    // One menu is enough where several lie in each other: the innermost.
    if (target.closest("cacao-context-menu") !== this || !this.owner.contains(target)) return;
    if (event instanceof KeyboardEvent) {
      if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return;
      event.preventDefault();
      const { left, bottom } = target.getBoundingClientRect();
      this.open(left, bottom);
    } else if (event.type === "pointerdown") this.wait(/** @type {PointerEvent} */ (event));
    else if (event instanceof MouseEvent) {
      event.preventDefault();
      this.open(event.clientX, event.clientY);
    }
  }

  /**
   * A long press of a finger is a right click, also where the browser does not say so. The menu comes as
   * the finger is lifted: one that is open by then would be closed by that.
   * @param {PointerEvent} event
   */
  wait(event) {
    if (event.pointerType !== "touch") return;
    const ending = new AbortController();
    /** @param {Event} later */
    const follow = (later) => {
      const { type, timeStamp } = later;
      const { clientX, clientY } = later instanceof MouseEvent ? later : event;
      if (type === "pointermove" && Math.hypot(clientX - event.clientX, clientY - event.clientY) < SLACK) return;
      ending.abort();
      if (type === "pointerup" && timeStamp - event.timeStamp >= LONG_PRESS) setTimeout(() => this.open(clientX, clientY));
    };
    for (const kind of ["pointerup", "pointercancel", "pointermove", "contextmenu"]) {
      addEventListener(kind, follow, { signal: ending.signal });
    }
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  open(x, y) {
    const menu = /** @type {HTMLElement} */ (this.querySelector(":scope > [role=menu]"));
    if (!menu.matches(":popover-open")) {
      if (!this.contains(document.activeElement)) this.owner.focus({ preventScroll: true });
      menu.showPopover();
    }
    // Measured while it is shown, so that it lies on the screen as a whole.
    const left = Math.max(EDGE, Math.min(x, innerWidth - menu.offsetWidth - EDGE));
    const top = Math.max(EDGE, Math.min(y, innerHeight - menu.offsetHeight - EDGE));
    menu.style.setProperty("left", `${left}px`);
    menu.style.setProperty("top", `${top}px`);
  }
}

if (!customElements.get("cacao-context-menu")) customElements.define("cacao-context-menu", ContextMenu);
