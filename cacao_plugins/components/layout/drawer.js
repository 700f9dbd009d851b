/** Drawers that the server opens and closes: it sets an attribute, and the dialog follows. */

class Drawer extends HTMLElement {
  static observedAttributes = ["data-open"];

  connectedCallback() {
    // What stands in it may not be parsed yet.
    queueMicrotask(() => this.attributeChangedCallback());
  }

  attributeChangedCallback() {
    const dialog = /** @type {HTMLDialogElement | null} */ (this.querySelector(":scope > dialog"));
    if (!dialog || !this.isConnected) return;
    const isWanted = this.hasAttribute("data-open");
    if (isWanted && !dialog.open) dialog.showModal();
    // One that the visitor has opened without the server is theirs to close.
    else if (!isWanted && dialog.open && this.wasWanted) dialog.close();
    this.wasWanted = isWanted;
  }

  wasWanted = false;
}

if (!customElements.get("cacao-drawer")) customElements.define("cacao-drawer", Drawer);
