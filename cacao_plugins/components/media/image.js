/** Lightboxes: of the images of a group, one that is open leads to the next, and to the one before. */

/**
 * @param {HTMLDialogElement} box
 * @returns {HTMLDialogElement[]}
 */
function groupOf(box) {
  const all = /** @type {NodeListOf<HTMLDialogElement>} */ (document.querySelectorAll("dialog.cacao-lightbox"));
  return [...all].filter(({ dataset }) => dataset.group === box.dataset.group);
}

/**
 * Show another image of the group; behind the last comes the first.
 * @param {HTMLDialogElement} box
 * @param {number} way
 */
function step(box, way) {
  const group = groupOf(box);
  const next = group[(group.indexOf(box) + way + group.length) % group.length];
  if (next === box) return;
  const focused = document.activeElement;
  const isStep = focused instanceof HTMLElement && box.contains(focused) && focused.dataset.step;
  box.close();
  // The focus goes back there in the end, to the image that was seen last.
  const opener = document.querySelector(`[commandfor="${CSS.escape(next.id)}"]`);
  if (opener instanceof HTMLElement) opener.focus();
  next.showModal();
  const again = next.querySelector(`[data-step="${isStep || way}"]`);
  if (again instanceof HTMLElement) again.focus();
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest(".cacao-lightbox-step") : null;
  const box = button?.closest("dialog");
  if (box && button instanceof HTMLElement) step(box, Number(button.dataset.step));
});

document.addEventListener("keydown", (event) => {
  const box = event.target instanceof Element ? event.target.closest("dialog.cacao-lightbox[data-group]") : null;
  const isArrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (!(box instanceof HTMLDialogElement) || !isArrow || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  step(box, (event.key === "ArrowLeft") === box.matches(":dir(rtl)") ? 1 : -1);
});

// One that is alone leads nowhere.
document.addEventListener(
  "focusin",
  ({ target }) => {
    const box = target instanceof Element ? target.closest("dialog.cacao-lightbox[data-group]") : null;
    if (box instanceof HTMLDialogElement) box.toggleAttribute("data-alone", groupOf(box).length < 2);
  },
);
