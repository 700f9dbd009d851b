/** Tags: Enter ends a tag and does not send the form; a comma is as good. */

class Tags extends HTMLElement {
  connectedCallback() {
    for (const kind of ["keydown", "input"]) this.addEventListener(kind, this, true);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const line = event.target;
    if (!(line instanceof HTMLInputElement)) return;
    if (event instanceof KeyboardEvent) {
      if (event.isComposing || !line.value || !["Enter", ","].includes(event.key)) return;
      event.preventDefault();
      if (event.key === ",") {
        event.stopPropagation();
        this.end(line);
      }
    } else if (line.value.includes(",")) setTimeout(() => this.end(line)); // pasted; behind the input itself
  }

  /** @param {HTMLInputElement} line */
  end(line) {
    line.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  }
}

customElements.define("cacao-tags", Tags);
