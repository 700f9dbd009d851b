/** Notices: one calm line at the foot of the page, read out by screen readers. */

// There from the start, empty: screen readers read out what changes in a region they know.
// Of a name that no node of a page has: no tree that comes from the server is taken for it.
const notice = document.createElement("cacao-notice");
// What is only said: the title of a page that a link has shown.
const announcer = document.createElement("div");
const progress = document.createElement("div");
/** @type {number | undefined} */
let hideTimer;
// When what failed has been there for long enough to be read, and may go once the visitor gets on; 0 for never.
let readAt = 0;

/** Put the empty line into the page, and what stands beside it. */
export function placeNotice() {
  notice.className = "cacao-notice";
  notice.setAttribute("role", "status");
  notice.popover = "manual";
  announcer.className = "cacao-announcer";
  announcer.setAttribute("aria-live", "polite");
  progress.className = "cacao-progress";
  progress.hidden = true;
  // What is clicked here is nothing that the page around knows.
  notice.addEventListener("click", (event) => event.stopPropagation());
  document.body.append(announcer, progress);
  raise();
}

/**
 * Put the line above all else. While a dialog takes the page it lies in that, for all beside it can
 * neither be clicked nor heard.
 */
function raise() {
  // Of several the one that takes the page is that with the focus.
  const focused = document.activeElement?.closest("dialog:modal");
  const home = focused ?? [...document.querySelectorAll("dialog:modal")].pop() ?? document.body;
  if (notice.parentNode !== home) {
    home.append(notice);
    if (home !== document.body) home.addEventListener("close", raise, { once: true });
  } else notice.hidePopover(); // shown anew, it lies above what has been opened since
  notice.showPopover();
}

/**
 * Say a text to those who hear the page.
 * @param {string} text
 */
export function sayTitle(text) {
  announcer.textContent = "";
  // What comes with the change of focus would drown it, and the same text again is no change.
  setTimeout(() => (announcer.textContent = text), 100);
}

/**
 * Show, or hide, that a page is under way.
 * @param {boolean} isSlow
 */
export function showProgress(isSlow) {
  progress.hidden = !isSlow;
}

/**
 * Show a line.
 * @param {string} text
 * @param {"away" | "back" | "error"} mood
 * @param {number} [seconds] how long it stays; for good if left out
 * @param {() => void} [retry] what a button "Try again" does; without, there is none
 */
export function showNotice(text, mood, seconds, retry) {
  clearTimeout(hideTimer);
  raise();
  notice.dataset.mood = mood;
  const line = document.createElement("span");
  line.textContent = text;
  notice.replaceChildren(line);
  if (retry) addButton("Try again", retry).className = "cacao-notice-retry";
  // What stays would lie on the end of the page, which may be where the visitor is working.
  if (mood !== "back") addButton("×").setAttribute("aria-label", "Close this message");
  // Letters take their time; what offers a way back keeps all of its own.
  const toRead = mood === "error" && seconds && !retry ? 2 + text.length / 15 : 0;
  readAt = toRead && performance.now() + toRead * 1000;
  if (seconds) hideTimer = setTimeout(expire, seconds * 1000);
}

/** The visitor got on: what failed before is no news any more, once it could be read. */
export function getOn() {
  if (!readAt) return;
  clearTimeout(hideTimer);
  hideTimer = setTimeout(expire, readAt - performance.now());
}

/** Take the line away, but not from under the hands of whoever is at it. */
function expire() {
  if (notice.matches(":hover, :focus-within")) hideTimer = setTimeout(expire, 1000);
  else hideNotice();
}

/**
 * Put a button behind the line, which takes the line away.
 * @param {string} text
 * @param {() => void} [act] what else it does
 */
function addButton(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", () => {
    hideNotice();
    act?.();
  });
  notice.append(button);
  return button;
}

/** Take the line away. */
function hideNotice() {
  clearTimeout(hideTimer);
  readAt = 0;
  notice.replaceChildren();
  notice.removeAttribute("data-mood");
}
