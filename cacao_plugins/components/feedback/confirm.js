/** Questions that are asked before a click goes to its handler. */

class CacaoConfirm extends HTMLElement {
  #isSure = false;

  connectedCallback() {
    // Before anybody else hears of it.
    this.addEventListener("click", this, true);
  }

  /** @param {MouseEvent} event */
  handleEvent(event) {
    const pressed = /** @type {Element} */ (event.target).closest("button, a, summary, input, [data-cacao-on]");
    if (this.#isSure || !(pressed instanceof HTMLElement) || !this.contains(pressed)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#ask(pressed);
  }

  /** @param {HTMLElement} pressed */
  #ask(pressed) {
    const mark = pressed.getAttribute("data-cacao-mark");
    const { question = "", content, yes, no = "", ok = "", tone = "primary" } = this.dataset;
    const dialog = document.createElement("dialog");
    dialog.className = "cacao-floating cacao-dialog cacao-confirm";
    dialog.dataset.size = "small";
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("closedby", "any");
    const title = add(dialog, "h2", "cacao-dialog-title", question);
    title.id = "cacao-confirm-question";
    dialog.setAttribute("aria-labelledby", title.id);
    const body = add(dialog, "div", "cacao-dialog-body", "");
    if (content) {
      add(body, "p", "cacao-confirm-content", content).id = "cacao-confirm-content";
      dialog.setAttribute("aria-describedby", "cacao-confirm-content");
    }
    const footer = add(dialog, "div", "cacao-dialog-footer", "");
    const leave = /** @type {HTMLButtonElement} */ (add(footer, "button", "cacao-confirm-no", no));
    const said = yes ?? (pressed.textContent?.trim() || ok);
    const go = /** @type {HTMLButtonElement} */ (add(footer, "button", "cacao-confirm-yes", said));
    go.dataset.tone = tone;
    for (const button of [leave, go]) button.type = "button";
    (tone === "danger" ? leave : go).autofocus = true;
    leave.addEventListener("click", () => dialog.close());
    go.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue !== "yes" || !pressed.isConnected) return;
      // It may have become another thing meanwhile: a list has gone on, say. That was not asked.
      if (mark !== pressed.getAttribute("data-cacao-mark") || question !== this.dataset.question) {
        this.#ask(pressed);
        return;
      }
      this.#isSure = true;
      pressed.click();
      this.#isSure = false;
    });
    // Beside the page, so that no change takes it away, and in the theme of where it was pressed.
    document.body.append(dialog);
    document.dispatchEvent(new CustomEvent("cacao:beside", { detail: [dialog, pressed] }));
    // A menu goes; the focus is to come back to what opened it.
    const menu = pressed.closest("[popover]");
    if (menu instanceof HTMLElement) menu.hidePopover();
    dialog.showModal();
  }
}

/**
 * @param {Element} parent
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
function add(parent, tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

if (!customElements.get("cacao-confirm")) customElements.define("cacao-confirm", CacaoConfirm);
