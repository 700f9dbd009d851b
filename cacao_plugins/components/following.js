/** Dialogs and drawers that follow a State; a dialog tells it when a visitor has opened or closed it. */

class Follower extends HTMLElement {
  static observedAttributes = ["data-open"];

  #observer = new MutationObserver(() => this.#tell());

  connectedCallback() {
    this.#observer.observe(this, { subtree: true, attributes: true, attributeFilter: ["open"] });
    this.#follow();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  attributeChangedCallback() {
    // Once the patch is applied as a whole: the focus goes to the first thing that comes with it.
    queueMicrotask(() => this.isConnected && this.#follow());
  }

  /** @returns {HTMLDialogElement | null} */
  get #dialog() {
    return this.querySelector(":scope > dialog");
  }

  /** Be open or closed, as the server says. */
  #follow() {
    const dialog = this.#dialog;
    const wanted = this.dataset.open;
    if (!dialog || wanted === undefined || dialog.open === (wanted === "true")) return;
    if (wanted === "true") dialog.showModal();
    else dialog.close();
  }

  /** Tell the server what the visitor has done. */
  #tell() {
    const dialog = this.#dialog;
    const box = /** @type {HTMLInputElement | null} */ (this.querySelector(":scope > input"));
    if (!dialog || !box || box.checked === dialog.open) return;
    box.checked = dialog.open;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

if (!customElements.get("cacao-dialog")) {
  customElements.define("cacao-dialog", Follower);
  customElements.define("cacao-drawer", class extends Follower {});
}
