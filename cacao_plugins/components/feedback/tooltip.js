/** Tooltips: words that come while the mouse or the focus is on something, and go by Escape. */

const DELAY = 350;

class CacaoTooltip extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connectedCallback() {
    for (const kind of ["pointerenter", "pointerleave", "focusin", "focusout", "pointerdown"]) {
      this.addEventListener(kind, this);
    }
  }

  disconnectedCallback() {
    this.#hide();
  }

  /** @param {Event} event */
  handleEvent(event) {
    const { type } = event;
    if (type === "keydown") {
      if (/** @type {KeyboardEvent} */ (event).key !== "Escape") return;
      event.preventDefault(); // a dialog around it stays
      this.#hide();
    } else if (type === "pointerenter") {
      if (/** @type {PointerEvent} */ (event).pointerType !== "touch") this.#wait(() => this.#show(), DELAY);
    } else if (type === "focusin") {
      if (/** @type {Element} */ (event.target).matches(":focus-visible")) this.#show();
    } else if (type === "pointerdown") this.#hide();
    // The way from the thing to its words may lead over a gap.
    else this.#wait(() => this.#hide(), type === "pointerleave" ? 100 : 0);
  }

  /**
   * @param {() => void} act
   * @param {number} delay
   */
  #wait(act, delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, delay);
  }

  /** @returns {HTMLElement | null} */
  get #bubble() {
    return this.querySelector(":scope > [role=tooltip]");
  }

  #show() {
    clearTimeout(this.#timer);
    const bubble = this.#bubble;
    const about = this.firstElementChild;
    if (!bubble || bubble.matches(":popover-open")) return;
    /** @type {any} */ (bubble).showPopover({ source: about });
    document.addEventListener("keydown", this, true);
    if (!CSS.supports("position-area", "block-start") && about) {
      const box = about.getBoundingClientRect();
      const top = bubble.dataset.placement === "below" ? box.bottom + 6 : box.top - bubble.offsetHeight - 6;
      const left = box.left + (box.width - bubble.offsetWidth) / 2;
      const most = innerWidth - bubble.offsetWidth - 8;
      bubble.style.setProperty("top", `${Math.max(top, 8)}px`);
      bubble.style.setProperty("left", `${Math.max(Math.min(left, most), 8)}px`);
    }
  }

  #hide() {
    clearTimeout(this.#timer);
    document.removeEventListener("keydown", this, true);
    const bubble = this.#bubble;
    if (bubble?.matches(":popover-open")) bubble.hidePopover();
  }
}

if (!customElements.get("cacao-tooltip")) customElements.define("cacao-tooltip", CacaoTooltip);
