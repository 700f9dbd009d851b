/** Sliders: the number beside one follows the finger at once, before the server has heard of it. */

class Slider extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const { unit } = this.dataset;
    const shown = this.querySelector(".cacao-slider-value")?.firstChild;
    // The server will say the same, in the very same text.
    if (unit !== undefined && shown instanceof Text) {
      shown.data = /** @type {HTMLInputElement} */ (event.target).value + unit;
    }
  }
}

customElements.define("cacao-slider", Slider);
