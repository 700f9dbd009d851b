/**
 * Toasts: messages that come, are read, and go. They lie in the top layer, above dialogs; while a dialog
 * takes the page they lie in it, for all else can neither be clicked nor heard.
 */

const SECOND = 1000;
const MOST = 5;
const MOST_WAITING = 50;
const LEAVING = 200; // milliseconds that one takes to fade, as toast.css has it
const CLOSE = "Close"; // an App puts its own word here

/** @typedef {() => void} Act */

// Of a name that no node of a page has: no tree that comes from the server is taken for it.
const pile = document.createElement("cacao-toasts");
pile.popover = "manual";
/** @type {Map<Element, {hold: Act, run: Act, go: Act}>} */
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
 */
function show(text, tone, seconds) {
  const toast = document.createElement("div");
  toast.className = "cacao-toast";
  toast.dataset.tone = tone;
  const said = document.createElement("p");
  said.setAttribute("role", tone === "danger" ? "alert" : "status");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "cacao-close";
  close.setAttribute("aria-label", CLOSE);
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
    toasts.delete(toast);
    toast.dataset.leaving = "";
    setTimeout(() => {
      toast.remove();
      waiting.shift()?.();
      if (!toasts.size && pile.matches(":popover-open")) pile.hidePopover();
    }, LEAVING);
  };
  close.addEventListener("click", go);
  toasts.set(toast, { hold, run, go });
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
// What is clicked here is nothing that the page around knows.
pile.addEventListener("click", (event) => event.stopPropagation());
document.addEventListener("keydown", (event) => {
  const isOther = document.querySelector("dialog:modal, :popover-open:not(cacao-toasts, cacao-notice)");
  const isHere = pile.contains(document.activeElement);
  if (event.key !== "Escape" || !toasts.size || (isOther && !isHere)) return;
  event.preventDefault(); // in a dialog, of which it closes nothing
  const focused = document.activeElement?.closest(".cacao-toast");
  const [newest] = [...toasts.keys()].slice(-1);
  toasts.get(isHere && focused ? focused : newest)?.go();
});
document.addEventListener("cacao:toast", (event) => {
  const [text, tone, seconds] = /** @type {CustomEvent} */ (event).detail;
  if (toasts.size < MOST) show(text, tone, seconds);
  else if (waiting.length < MOST_WAITING) waiting.push(() => show(text, tone, seconds));
});
