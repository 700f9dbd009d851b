/** Dialogs that follow a State, and tell it when a visitor has opened or closed them. */

class CacaoDialog extends HTMLElement {
  static observedAttributes = ["data-open"];

  #observer = new MutationObserver(() => this.#tell());

  connectedCallback() {
    this.#observer.observe(this, { subtree: true, attributes: true, attributeFilter: ["open"] });
    this.addEventListener("click", this);
    this.#follow();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#follow();
  }

  /** @returns {HTMLDialogElement | null} */
  get #dialog() {
    return this.querySelector(":scope > dialog");
  }

  /**
   * Do what browsers that know no commands and no closedby leave undone.
   * @param {MouseEvent} event
   */
  handleEvent(event) {
    const dialog = this.#dialog;
    const pressed = /** @type {Element} */ (event.target);
    if (!("command" in HTMLButtonElement.prototype)) {
      const command = pressed.closest(`[commandfor="${dialog?.id}"]`)?.getAttribute("command");
      if (command === "show-modal" && !dialog?.open) dialog?.showModal();
      else if (command === "close") dialog?.close();
    }
    if (!("closedBy" in HTMLDialogElement.prototype) && pressed === dialog) {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const isInside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
      if (!isInside && dialog.getAttribute("closedby") === "any") dialog.close();
    }
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

if (!customElements.get("cacao-dialog")) customElements.define("cacao-dialog", CacaoDialog);
