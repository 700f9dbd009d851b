/**
 * Toasts: messages that come, are read, and go. They lie in the top layer, above dialogs; while a dialog
 * takes the page they lie in it, for all else can neither be clicked nor heard.
 */

const SECOND = 1000;
const MOST = 5;
const MOST_WAITING = 50;
const LEAVING = 200; // milliseconds that one takes to fade, as toast.css has it
let closeWord = "Close"; // an App puts its own word here

/** @typedef {() => void} Act */

// Of a name that no node of a page has: no tree that comes from the server is taken for it.
const pile = document.createElement("cacao-toasts");
pile.popover = "manual";
/** @type {Map<Element, {hold: Act, run: Act, go: Act, dress: Act}>} */
const toasts = new Map();
/** @type {Act[]} what waits until there is room, so that nothing is lost unseen */
const waiting = [];

/** Put the pile above all else that is open. */
function raise() {
  // Of several the one that takes the page is that with the focus.
  const focused = document.activeElement?.closest("dialog:modal");
  const home = focused ?? [...document.querySelectorAll("dialog:modal")].pop() ?? document.body;
  if (pile.parentNode !== home) {
    home.append(pile);
    // Once more when it is closed, which would hide what lies in it.
    if (home !== document.body) home.addEventListener("close", () => toasts.size && raise(), { once: true });
  }
  // Shown anew, it lies above what has been opened since.
  if (pile.matches(":popover-open")) pile.hidePopover();
  pile.showPopover();
}

/**
 * @param {string} text
 * @param {string} tone
 * @param {number} seconds 0 until it is closed
 * @param {ToastOfPage} [node] what it stands for
 */
function show(text, tone, seconds, node) {
  if (node && !node.isWanted) {
    waiting.shift()?.(); // taken back while it waited
    return;
  }
  const toast = document.createElement("div");
  toast.className = "cacao-toast";
  toast.dataset.tone = tone;
  const said = document.createElement("p");
  said.setAttribute("role", tone === "danger" ? "alert" : "status");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "cacao-close";
  close.setAttribute("aria-label", closeWord);
  close.textContent = "×";
  toast.append(said, close);

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hold = () => clearTimeout(timer);
  const run = () => {
    hold();
    if (seconds) timer = setTimeout(go, seconds * SECOND);
  };
  const go = () => {
    hold();
    if (!toasts.delete(toast)) return;
    node?.left();
    toast.dataset.leaving = "";
    setTimeout(() => {
      toast.remove();
      waiting.shift()?.();
      if (!toasts.size && pile.matches(":popover-open")) pile.hidePopover();
    }, LEAVING);
  };
  close.addEventListener("click", go);
  // It looks as the part of the page that it is of.
  const dress = () => {
    if (node) document.dispatchEvent(new CustomEvent("cacao:beside", { detail: [toast, node] }));
  };
  toasts.set(toast, { hold, run, go, dress });
  if (node) node.shown = { said, go };
  dress();
  raise();
  pile.append(toast);
  // A region that is there already is read out when it changes.
  requestAnimationFrame(() => (said.textContent = text));
  if (!pile.matches(":hover, :focus-within")) run();
}

// Whoever looks at one has time for all.
for (const kind of ["pointerenter", "focusin"]) {
  pile.addEventListener(kind, () => toasts.forEach(({ hold }) => hold()));
}
for (const kind of ["pointerleave", "focusout"]) {
  pile.addEventListener(kind, () => toasts.forEach(({ run }) => run()));
}
// Who knows of themes may come later.
document.addEventListener("cacao:themes", () => toasts.forEach(({ dress }) => dress()));
// What is clicked here is nothing that the page around knows.
pile.addEventListener("click", (event) => event.stopPropagation());
// A dialog that opens would lie above them and take them with the page; it tells so once it is open.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (toasts.size && target instanceof HTMLDialogElement && target.matches(":modal")) raise();
  },
  true
);
document.addEventListener("keydown", (event) => {
  const isOther = document.querySelector("dialog:modal, :popover-open:not(cacao-toasts, cacao-notice)");
  const isHere = pile.contains(document.activeElement);
  if (event.key !== "Escape" || !toasts.size || (isOther && !isHere)) return;
  event.preventDefault(); // in a dialog, of which it closes nothing
  const focused = document.activeElement?.closest(".cacao-toast");
  const [newest] = [...toasts.keys()].slice(-1);
  toasts.get(isHere && focused ? focused : newest)?.go();
});

/** @param {Parameters<typeof show>} what */
function say(...what) {
  if (toasts.size < MOST) show(...what);
  else if (waiting.length < MOST_WAITING) waiting.push(() => show(...what));
}

/** A toast that follows what the server says of it, and tells when it has gone. */
class ToastOfPage extends HTMLElement {
  static observedAttributes = ["data-open"];

  /** @type {{said: Element, go: Act} | undefined} */
  shown;
  #isAsked = false;
  #observer = new MutationObserver(() => {
    if (this.shown) this.shown.said.textContent = this.#text;
  });

  get isWanted() {
    return this.isConnected && this.dataset.open === "true";
  }

  get #text() {
    return this.firstElementChild?.textContent ?? "";
  }

  connectedCallback() {
    closeWord = this.dataset.close ?? closeWord;
    this.#observer.observe(this, { childList: true, characterData: true, subtree: true });
    this.#follow();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    queueMicrotask(() => this.#follow()); // unless it only moves
  }

  attributeChangedCallback() {
    queueMicrotask(() => this.#follow()); // once the patch is applied as a whole
  }

  #follow() {
    if (this.isWanted === this.#isAsked) return;
    this.#isAsked = this.isWanted;
    if (!this.#isAsked) this.shown?.go();
    else say(this.#text, this.dataset.tone ?? "", Number(this.dataset.seconds), this);
  }

  /** It has gone: by itself, by its button, or as the server said. */
  left() {
    this.shown = undefined;
    const box = this.querySelector("input");
    if (!box?.checked) return;
    box.checked = false;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

// Once: handlers that call a toast bring this script with their own words, and a page with one without.
if (!customElements.get("cacao-toast")) {
  customElements.define("cacao-toast", ToastOfPage);
  document.addEventListener("cacao:toast", (event) => {
    const [text, tone, seconds] = /** @type {CustomEvent} */ (event).detail;
    say(text, tone, seconds);
  });
}
