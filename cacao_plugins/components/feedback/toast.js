/** Toasts: messages that come, are read, and go. They lie in the top layer, above dialogs. */

const SECOND = 1000;

/** @type {HTMLElement | undefined} */
let pile;

/** Return the element that toasts lie in; it is told politely to those who hear the page. */
function findPile() {
  if (!pile) {
    pile = document.createElement("div");
    pile.className = "cacao-toasts";
    pile.popover = "manual";
    pile.setAttribute("role", "status");
    document.body.append(pile);
  }
  // Shown anew, it lies above a dialog that has been opened since.
  if (pile.matches(":popover-open")) pile.hidePopover();
  pile.showPopover();
  return pile;
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
  said.textContent = text;
  toast.append(said);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const go = () => {
    toast.remove();
    if (!pile?.childElementCount) pile?.hidePopover();
  };
  const stay = () => clearTimeout(timer);
  const leave = () => {
    stay();
    if (seconds) timer = setTimeout(go, seconds * SECOND);
  };
  for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, stay);
  for (const kind of ["pointerleave", "focusout"]) toast.addEventListener(kind, leave);
  toast.addEventListener("click", go);
  findPile().append(toast);
  leave();
}

document.addEventListener("cacao:toast", (event) => {
  const [text, tone, seconds] = /** @type {CustomEvent} */ (event).detail;
  show(text, tone, seconds);
});
