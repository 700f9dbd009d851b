/** Checkboxes of which it is told that some of what they stand for are checked. */

class CacaoCheckbox extends HTMLElement {
  static observedAttributes = ["data-mixed"];

  connectedCallback() {
    // Children stand in it only once the page has been read that far.
    queueMicrotask(() => this.attributeChangedCallback());
  }

  attributeChangedCallback() {
    const field = this.querySelector("input");
    if (field) field.indeterminate = this.getAttribute("data-mixed") === "true";
  }
}

customElements.define("cacao-checkbox", CacaoCheckbox);
