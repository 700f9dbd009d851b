/** Copying: a button puts its text into the clipboard, and says so for a while. */

const SECONDS = 2;

/** @type {HTMLElement | undefined} */
let status;
/** @type {WeakMap<Element, ReturnType<typeof setTimeout>>} */
const timers = new WeakMap();

/**
 * Say it to those who hear the page, where they are: beside a dialog that takes the page nothing is heard.
 * @param {string} text
 * @param {Element} button
 */
function announce(text, button) {
  if (!status) {
    status = document.createElement("div");
    status.className = "cacao-hidden";
    status.setAttribute("role", "status");
  }
  const home = button.closest("dialog:modal") ?? document.body;
  if (status.parentNode !== home) home.append(status);
  status.textContent = "";
  setTimeout(() => status && (status.textContent = text), 100);
}

/**
 * Copy in pages that may not use the clipboard, such as those without TLS.
 * @param {string} text
 */
function copyBySelection(text) {
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  field.className = "cacao-hidden";
  // In a dialog nothing outside of it can be selected.
  (focused?.closest("dialog") ?? document.body).append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-copy]") : null;
  if (!button || !(await copy(button.getAttribute("data-copy") ?? ""))) return;
  button.setAttribute("data-copied", "");
  announce(button.getAttribute("data-done") ?? "", button);
  clearTimeout(timers.get(button));
  timers.set(button, setTimeout(() => button.removeAttribute("data-copied"), SECONDS * 1000));
});
