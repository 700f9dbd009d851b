/** Command palettes: found by a few letters, and run by Enter. The list is filtered here, since it is short. */

const FOUND = 1000;
const WORD_START = 8;
const RUN = 5;

/**
 * Tell how well a text fits the letters that were typed, all of which it must have in their order.
 * @param {string} text
 * @param {string} typed
 * @returns {number} the higher the better; 0 if it does not fit
 */
function rate(text, typed) {
  const at = text.indexOf(typed);
  if (at >= 0) return FOUND - at;
  let score = 1;
  let last = -2;
  for (const letter of typed) {
    if (letter === " ") continue;
    const next = text.indexOf(letter, Math.max(last + 1, 0));
    if (next < 0) return 0;
    if (next === last + 1) score += RUN;
    else if (next === 0 || text[next - 1] === " ") score += WORD_START;
    last = next;
  }
  return score;
}

/**
 * Tell whether a key is pressed; where it writes another script, Cyrillic say, its place on a Latin keyboard counts.
 * @param {string} wanted
 * @param {KeyboardEvent} event
 */
function isKey(wanted, { key, code }) {
  return key.toLowerCase() === wanted || (key > "~" && code === `Key${wanted.toUpperCase()}`);
}

/**
 * Tell whether these keys are pressed, such as "ctrl+shift+p"; Cmd is as good as Ctrl.
 * @param {string} keys
 * @param {KeyboardEvent} event
 */
function isPressed(keys, event) {
  const held = keys.split("+");
  const key = held.pop() ?? "";
  return (
    isKey(key, event) &&
    (event.ctrlKey || event.metaKey) === held.includes("ctrl") &&
    event.altKey === held.includes("alt") &&
    (event.shiftKey === held.includes("shift") || (!/[a-z]/.test(key) && key.length === 1))
  );
}

class CommandPalette extends HTMLElement {
  connectedCallback() {
    for (const kind of ["input", "keydown", "click", "toggle", "pointermove"]) this.addEventListener(kind, this, true);
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector(":scope > dialog"));
  }

  get field() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  get options() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[role=option]")]);
  }

  /** The options that can be seen, in the order in which they are. */
  get shown() {
    const place = (/** @type {HTMLElement} */ option) => option.getBoundingClientRect().top;
    return this.options.filter((option) => !option.hidden).sort((one, other) => place(one) - place(other));
  }

  get active() {
    return this.options.find((option) => option.ariaSelected === "true" && !option.hidden);
  }

  /** Of several with the same shortcut the last one in the document alone answers it. */
  get answers() {
    const palettes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("cacao-command-palette")]);
    return palettes.filter(({ dataset }) => dataset.shortcut === this.dataset.shortcut).pop() === this;
  }

  /** A shortcut anywhere on the page. @param {KeyboardEvent} event */
  pressed = (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (this.answers && isPressed(this.dataset.shortcut ?? "", event)) {
      event.preventDefault();
      if (this.dialog.open) this.dialog.close();
      else this.dialog.showModal();
      return;
    }
    const isTyping = event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]");
    if (isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) return;
    const option = this.options.find((each) => each.dataset.shortcut && isPressed(each.dataset.shortcut, event));
    if (!option) return;
    event.preventDefault();
    option.click();
  };

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {Element} */ (event.target);
    const option = /** @type {HTMLElement | null} */ (target.closest("[role=option]"));
    if (event.type === "toggle" && target === this.dialog) {
      // Emptied as it closes: whoever types at once as it opens has written something by now.
      if (!this.dialog.open) this.field.value = "";
      this.filter();
    } else if (event.type === "input" && target === this.field) {
      event.stopPropagation(); // the server has no part in this
      this.filter();
    } else if (event instanceof KeyboardEvent && target === this.field) this.press(event);
    else if (event.type === "pointermove" && option) this.choose(option);
    else if (event.type === "click" && option) {
      // Behind those who answer the click: the browser follows a link that is still there.
      setTimeout(() => this.dialog.close());
    }
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { shown } = this;
    const now = shown.findIndex((option) => option === this.active);
    /** @type {Record<string, number>} */
    const places = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + 8, PageUp: now - 8 };
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      (this.active ?? shown[0])?.click();
    } else if (places[event.key] !== undefined && shown.length) {
      event.preventDefault();
      const isLeap = event.key.startsWith("Page");
      const next = isLeap ? Math.max(0, Math.min(places[event.key], shown.length - 1)) : places[event.key];
      this.choose(shown[(next + shown.length) % shown.length]);
      this.active?.scrollIntoView({ block: "nearest" });
    }
  }

  filter() {
    const typed = this.field.value.trim().toLowerCase();
    /** @type {HTMLElement | undefined} */
    let first;
    let best = -1;
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[role=group]"))) {
      let most = 0;
      for (const option of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll("[role=option]"))) {
        const label = option.querySelector(".cacao-palette-label")?.textContent?.toLowerCase() ?? "";
        const others = `${option.dataset.words ?? ""} ${group.ariaLabel ?? ""}`.toLowerCase();
        const score = typed ? rate(label, typed) || (others.includes(typed) ? 1 : 0) : 1;
        option.hidden = !score;
        option.style.order = typed ? String(FOUND - score) : "";
        most = Math.max(most, score);
        if (score > 0 && score > best) [first, best] = [option, score];
      }
      group.hidden = !most;
      group.style.order = typed ? String(FOUND - most) : "";
    }
    this.toggleAttribute("data-empty", !first);
    this.choose(first);
  }

  /** @param {HTMLElement | undefined} wanted */
  choose(wanted) {
    for (const option of this.options) option.ariaSelected = String(option === wanted);
    if (wanted) this.field.setAttribute("aria-activedescendant", wanted.id);
    else this.field.removeAttribute("aria-activedescendant");
  }
}

if (!customElements.get("cacao-command-palette")) customElements.define("cacao-command-palette", CommandPalette);
