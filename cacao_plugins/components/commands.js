/** Commands: buttons that close what they stand in; and what browsers may not know to do with dialogs. */

document.addEventListener("click", ({ target, clientX, clientY }) => {
  if (!("closedBy" in HTMLDialogElement.prototype) && target instanceof HTMLDialogElement) {
    const { left, right, top, bottom } = target.getBoundingClientRect();
    const isBeside = clientX < left || clientX > right || clientY < top || clientY > bottom;
    if (isBeside && target.matches("[closedby=any]")) target.close();
  }
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button || button.ariaDisabled === "true") return;
  if (button.hasAttribute("data-closes")) {
    const around = /** @type {HTMLElement | null} */ (button.closest("dialog, [popover]"));
    if (around instanceof HTMLDialogElement) around.close();
    else around?.hidePopover();
  }
  if ("command" in HTMLButtonElement.prototype) return;
  const dialog = document.getElementById(button.getAttribute("commandfor") ?? "");
  if (!(dialog instanceof HTMLDialogElement)) return;
  const command = button.getAttribute("command");
  if (command === "show-modal" && !dialog.open) dialog.showModal();
  else if (command === "close") dialog.close();
});
