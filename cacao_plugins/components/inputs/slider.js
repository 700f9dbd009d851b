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

/** Two ends of one stretch, which do not cross. */
class RangeSlider extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const [low, high] = /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll("input"));
    const [from, to] = [Number(low.value), Number(high.value)];
    if (from > to) {
      if (event.target === low) low.value = high.value;
      else high.value = low.value;
    }
    // The server will say the same.
    const share = (/** @type {HTMLInputElement} */ end) =>
      `${(Number(end.value) - Number(end.min)) / (Number(end.max) - Number(end.min))}`;
    this.style.setProperty("--low", share(low));
    this.style.setProperty("--high", share(high));
    const { unit } = this.dataset;
    const shown = this.querySelector(".cacao-slider-value")?.firstChild;
    if (unit !== undefined && shown instanceof Text) shown.data = `${low.value}${unit} – ${high.value}${unit}`;
  }
}

customElements.define("cacao-range-slider", RangeSlider);
