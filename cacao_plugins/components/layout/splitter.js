/** Splitters: the line follows the pointer and the arrow keys; where it has come to is told once it rests. */

const STEP = 2;
const LEAP = 10;

class Splitter extends HTMLElement {
  connectedCallback() {
    for (const kind of ["pointerdown", "keydown"]) this.addEventListener(kind, this);
  }

  disconnectedCallback() {
    for (const kind of ["pointerdown", "keydown"]) this.removeEventListener(kind, this);
  }

  get line() {
    return /** @type {HTMLElement} */ (this.querySelector(":scope > [role=separator]"));
  }

  get told() {
    return /** @type {HTMLInputElement} */ (this.querySelector(":scope > input"));
  }

  get isColumn() {
    return this.dataset.direction === "column";
  }

  get isBackwards() {
    return !this.isColumn && getComputedStyle(this).direction === "rtl";
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.target !== this.line) return;
    if (event instanceof KeyboardEvent) this.press(event);
    else if (event instanceof PointerEvent && !event.button) this.grab(event);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const now = Number(this.line.getAttribute("aria-valuenow"));
    const [less, more] = this.isColumn ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
    const step = (event.shiftKey ? LEAP : STEP) * (this.isBackwards ? -1 : 1);
    /** @type {Record<string, number>} */
    const sizes = { [less]: now - step, [more]: now + step, Home: Number(this.told.min), End: Number(this.told.max) };
    if (sizes[event.key] === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.show(sizes[event.key]);
    this.tell();
  }

  /** @param {PointerEvent} event */
  grab(event) {
    event.preventDefault();
    const { line } = this;
    line.focus();
    line.setPointerCapture(event.pointerId);
    const box = this.getBoundingClientRect();
    /** @param {PointerEvent} move */
    const follow = (move) => {
      const part = this.isColumn ? (move.clientY - box.top) / box.height : (move.clientX - box.left) / box.width;
      this.show(100 * (this.isBackwards ? 1 - part : part));
    };
    const rest = () => {
      line.removeEventListener("pointermove", follow);
      line.removeEventListener("lostpointercapture", rest);
      this.tell();
    };
    line.addEventListener("pointermove", follow);
    line.addEventListener("lostpointercapture", rest);
  }

  /** @param {number} size in percent */
  show(size) {
    this.told.value = String(Math.round(size * 10) / 10); // the field keeps it within its bounds
    this.style.setProperty("--cacao-split", `${this.told.value}%`);
    this.line.setAttribute("aria-valuenow", String(Math.round(Number(this.told.value))));
  }

  tell() {
    this.told.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

if (!customElements.get("cacao-splitter")) customElements.define("cacao-splitter", Splitter);
