/**
 * Comboboxes: what is typed is looked for by the server, which fills the list; the keys go through it.
 * What is chosen is told by the true field, a select that cannot be seen; or by the text itself, if
 * any text will do.
 */

/** @typedef {HTMLInputElement | HTMLSelectElement} Told */

const FITS = CSS.supports("position-area", "block-end");

class CacaoCombobox extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    for (const kind of ["keydown", "focusout", "pointerdown", "click"]) this.addEventListener(kind, this);
    this.observer = new MutationObserver(() => this.refresh());
    this.observer.observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-value"] });
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }

  get entry() {
    return /** @type {HTMLInputElement} */ (this.querySelector("[role=combobox]"));
  }

  get list() {
    return /** @type {HTMLElement} */ (this.querySelector("[role=listbox]"));
  }

  /** The true field; none where any text will do. */
  get field() {
    return this.querySelector("select");
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option][data-value]:not([aria-disabled=true])")];
  }

  get active() {
    return this.list.querySelector("[data-active]");
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {Element} */ (event.target);
    if (event instanceof KeyboardEvent) this.press(event);
    else if (event.type === "input" && target === this.entry) this.open();
    else if (event.type === "pointerdown" && target !== this.entry && !target.closest("button")) {
      event.preventDefault(); // the focus stays where one types
      this.entry.focus();
    } else if (event.type === "focusout") {
      if (!this.contains(/** @type {Node | null} */ (/** @type {FocusEvent} */ (event).relatedTarget))) this.leave();
    } else if (event.type === "click") this.choose(target);
  }

  /** @param {Element} target */
  choose(target) {
    const option = target.closest("[role=option]");
    const chip = target.closest("[data-remove]");
    if (chip) {
      this.toggle(chip.getAttribute("data-remove") ?? "");
      this.entry.focus();
    } else if (option) {
      if (this.options.includes(option)) this.pick(option);
    } else if (this.isOpen && target !== this.entry) this.close();
    else if (!this.isOpen) this.ask();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.target !== this.entry || event.isComposing) return;
    const { key } = event;
    const { options, active } = this;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!this.isOpen) return this.ask();
      const now = active ? options.indexOf(active) : -1;
      const next = key === "ArrowDown" ? now + 1 : now < 0 ? options.length - 1 : now - 1;
      this.mark(options[(next + options.length) % options.length]);
    } else if (key === "Enter" && this.isOpen && active) {
      event.preventDefault();
      this.pick(active);
    } else if (key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (key === "Backspace" && this.field?.multiple && !this.entry.value) {
      const last = [...this.field.selectedOptions].at(-1);
      if (last) this.toggle(last.value);
    }
  }

  /** Have the server look for what stands there, and show what it finds. */
  ask() {
    if (this.entry.disabled || this.entry.readOnly) return;
    this.entry.select();
    this.entry.dispatchEvent(new Event("input", { bubbles: true }));
  }

  open() {
    const { list } = this;
    if (!this.isOpen) {
      /** @type {any} */ (list).showPopover({ source: this });
      if (!FITS) {
        const { left, bottom, width } = this.getBoundingClientRect();
        Object.assign(list.style, { left: `${left}px`, top: `${bottom + 6}px`, minWidth: `${width}px` });
      }
    }
    this.entry.setAttribute("aria-expanded", "true");
    this.refresh();
  }

  close() {
    if (this.isOpen) this.list.hidePopover();
    this.entry.setAttribute("aria-expanded", "false");
    this.mark(undefined);
  }

  /** Keep one option marked while the list changes. */
  refresh() {
    if (!this.isOpen) return;
    const { active, options } = this;
    const chosen = options.find((option) => option.ariaSelected === "true");
    const first = this.hasAttribute("data-free") ? undefined : this.field?.multiple ? options[0] : (chosen ?? options[0]);
    this.mark(active && options.includes(active) ? active : first);
  }

  /** @param {Element | undefined} option */
  mark(option) {
    for (const other of this.list.querySelectorAll("[data-active]")) {
      if (other !== option) other.removeAttribute("data-active");
    }
    if (option) {
      option.setAttribute("data-active", "");
      option.scrollIntoView({ block: "nearest" });
      this.entry.setAttribute("aria-activedescendant", option.id);
    } else this.entry.removeAttribute("aria-activedescendant");
  }

  /** @param {Element} option */
  pick(option) {
    const value = option.getAttribute("data-value") ?? "";
    if (this.field?.multiple) {
      this.toggle(value);
      if (this.entry.value) {
        this.entry.value = "";
        this.entry.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return;
    }
    this.close();
    if (this.field) {
      this.entry.value = option.querySelector("span span")?.textContent ?? value;
      if (this.field.value === value) return;
      this.field.value = value;
      tell(this.field);
    } else {
      this.entry.value = value;
      tell(this.entry);
      this.close(); // the text has been told as if it were typed
    }
  }

  /** @param {string} value */
  toggle(value) {
    const { field } = this;
    const option = [...(field?.options ?? [])].find((other) => other.value === value);
    if (!field || !option) return;
    option.selected = !option.selected;
    tell(field);
  }

  /** Show what is chosen, whatever has been typed; an empty text chooses nothing. */
  leave() {
    this.close();
    const { entry, field } = this;
    if (!field) return;
    if (field.multiple) entry.value = "";
    else if (!entry.value && field.value && !entry.required) {
      field.value = "";
      tell(field);
    } else entry.value = field.selectedOptions[0]?.text ?? "";
  }
}

/** @param {Told} field */
function tell(field) {
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}

customElements.define("cacao-combobox", CacaoCombobox);
