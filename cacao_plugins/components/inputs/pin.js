/** Pins: only what may stand in a code, and a word to the server once it is whole. */

class Pin extends HTMLElement {
  constructor() {
    super();
    this.told = "";
  }

  connectedCallback() {
    for (const kind of ["input", "change"]) this.addEventListener(kind, this, true);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const line = /** @type {HTMLInputElement} */ (event.target);
    const length = Number(this.dataset.length);
    if (event.type === "change") {
      // The browser's own comes as the field is left; it has been told by then, or is not whole.
      if (event.isTrusted) event.stopPropagation();
      return;
    }
    const strange = this.dataset.kind === "digits" ? /[^0-9]/g : /[^\p{L}\p{N}]/gu;
    const code = line.value.replace(strange, "").slice(0, length);
    if (code !== line.value) line.value = code;
    if (code.length < length) this.told = "";
    else if (code !== this.told) {
      this.told = code;
      setTimeout(() => line.dispatchEvent(new Event("change", { bubbles: true }))); // behind the input itself
    }
  }
}

customElements.define("cacao-pin", Pin);
