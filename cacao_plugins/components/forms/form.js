/** Forms: what was changed and not sent is not left by accident; what is wrong gets the focus. */

const EDITS = ".cacao-entry button[data-cacao-on~=click]";

/** @type {Set<Form>} */
const shown = new Set();

class Form extends HTMLElement {
  constructor() {
    super();
    this.internals = this.attachInternals();
    // Whether something was changed behind what is under way to the server.
    this.isAhead = false;
    this.watcher = new MutationObserver((changes) => changes.forEach((change) => this.hear(change.attributeName)));
  }

  /** Whether something was changed that has not been sent. */
  get isChanged() {
    return this.internals.states.has("changed");
  }

  set isChanged(is) {
    if (is) this.internals.states.add("changed");
    else this.internals.states.delete("changed");
  }

  connectedCallback() {
    shown.add(this);
    document.addEventListener("close", this, true);
    for (const kind of ["input", "click", "mousedown", "submit"]) this.addEventListener(kind, this, true);
    this.watcher.observe(this, { subtree: true, attributeFilter: ["data-saved", "data-refused"] });
  }

  disconnectedCallback() {
    shown.delete(this);
    document.removeEventListener("close", this, true);
    this.watcher.disconnect();
  }

  /** @param {Event} event */
  handleEvent(event) {
    const form = this.querySelector("form");
    const target = /** @type {Element} */ (event.target);
    if (event.type === "close") {
      // The dialog around it: what was sent has begun anew when it is opened again.
      if (target.localName === "dialog" && target.contains(this)) form?.dispatchEvent(new Event("close"));
      return;
    }
    // What is looked for in a list is no value of a field; what is chosen there tells of itself.
    const isLook = target.matches("[role=combobox]:not([name])");
    // A button of an input, such as one that takes a tag away, changes its value on the server.
    const isEdit = (event.type === "input" && !isLook) || (event.type === "click" && target.closest(EDITS));
    if (isEdit) this.isChanged = this.isAhead = true;
    else if (event.type === "mousedown") {
      // The focus stays until the click: what a field has to say as it is left would move the button away.
      if (target.closest("[type=submit]")) event.preventDefault();
    } else if (event.type === "click") {
      if (target.closest(".cacao-form-reset")) this.isAhead = false;
    } else if (form === target) this.send(form, event);
  }

  /**
   * Let the form be sent, once at a time, and not with what is half typed.
   * @param {HTMLFormElement} form
   * @param {Event} event
   */
  send(form, event) {
    const fields = /** @type {Iterable<HTMLInputElement>} */ (/** @type {unknown} */ (form.elements));
    const halfTyped = [...fields].find((field) => field.validity?.badInput);
    this.isAhead = false;
    if (!halfTyped && !form.hasAttribute("data-cacao-busy")) return;
    event.preventDefault();
    event.stopPropagation();
    halfTyped?.reportValidity();
  }

  /**
   * The server has said what became of the form.
   * @param {string | null} name
   */
  hear(name) {
    if (name === "data-saved") this.isChanged = this.isAhead;
    else {
      const field = ":is(input, select, textarea):not(:disabled)";
      const wrong = this.querySelector(`${field}[aria-invalid=true], [aria-invalid=true] ${field}`);
      if (wrong instanceof HTMLElement) wrong.focus();
    }
  }
}

/**
 * Ask whether to leave the forms that have changes, and tell whether to stay.
 * @param {Node} place where they stand
 */
function stays(place = document) {
  const changed = [...shown].filter(
    (form) => form.isChanged && form.dataset.guard !== undefined && place.contains(form),
  );
  if (!changed.length) return false;
  if (!confirm(changed[0].dataset.guard)) return true;
  for (const form of changed) form.isChanged = false;
  return false;
}

addEventListener("beforeunload", (event) => {
  if ([...shown].some((form) => form.isChanged && form.dataset.guard !== undefined)) event.preventDefault();
});

/** @param {Event} event */
function refuse(event) {
  event.preventDefault();
  event.stopPropagation();
}

// What shows another thing in the place where a form stands: a lazy tab, a page at the side.
document.addEventListener("click", (event) => {
  const opener = event.target instanceof Element ? event.target.closest("[data-replaces]") : null;
  if (!(opener instanceof HTMLElement) || opener.matches("[aria-selected=true], [aria-current]")) return;
  const place = document.getElementById(opener.dataset.replaces ?? "");
  if (place && stays(place)) refuse(event);
}, true);

document.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return;
  const isHere = link.hash && link.href.split("#")[0] === location.href.split("#")[0];
  if (isHere || (link.target && link.target !== "_self") || !stays()) return;
  refuse(event);
}, true);

// Back and forward, where the browser lets a page be asked.
const way = /** @type {EventTarget | undefined} */ (Reflect.get(window, "navigation"));
way?.addEventListener("navigate", (event) => {
  if (Reflect.get(event, "navigationType") === "traverse" && event.cancelable && stays()) event.preventDefault();
});

customElements.define("cacao-form", Form);
