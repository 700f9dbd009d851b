/** Text areas grow with their text, where style sheets cannot say so, and count it, where the server cannot. */

const GROWS = CSS.supports("field-sizing", "content");
const TEXT = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value"));

class TextArea extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    // The text area stands in it only once the page has been read that far.
    queueMicrotask(() => this.begin());
  }

  disconnectedCallback() {
    this.sizes?.disconnect();
    this.texts?.disconnect();
  }

  get area() {
    return this.querySelector("textarea");
  }

  handleEvent() {
    this.follow();
  }

  begin() {
    const { area } = this;
    this.follow();
    if (GROWS || !area) return;
    // Nothing tells of a text that a script puts in, so the area itself does.
    const put = (/** @type {string} */ text) => {
      TEXT.set?.call(area, text);
      this.follow();
    };
    Object.defineProperty(area, "value", { ...TEXT, set: put });
    this.texts = new MutationObserver(() => this.follow());
    this.texts.observe(area, { childList: true, characterData: true, subtree: true });
    // As soon as it is seen, and as wide as it is then. Its height may be the visitor's own choice.
    let width = 0;
    this.sizes = new ResizeObserver(() => {
      if (area.clientWidth !== width) this.follow();
      width = area.clientWidth;
    });
    this.sizes.observe(area);
  }

  /** Bring count and height to what the text is by now. */
  follow() {
    const { area } = this;
    if (!area) return;
    const counter = this.parentElement?.querySelector(":scope > [data-counts]")?.firstChild;
    if (counter instanceof Text) counter.data = `${area.textLength} / ${area.maxLength}`;
    if (GROWS) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  }
}

customElements.define("cacao-text-area", TextArea);

document.addEventListener("reset", ({ target }) => {
  const areas = /** @type {NodeListOf<TextArea>} */ (/** @type {Element} */ (target).querySelectorAll("cacao-text-area"));
  setTimeout(() => areas.forEach((area) => area.follow())); // it is emptied once all have heard of it
});
