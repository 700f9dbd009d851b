/** Notices: one calm line at the foot of the page, read out by screen readers. */

// There from the start, empty: screen readers read out what changes in a region they know.
const notice = document.createElement("div");
/** @type {number | undefined} */
let hideTimer;

/** Put the empty line into the page. */
export function placeNotice() {
  notice.className = "cacao-notice";
  notice.setAttribute("role", "status");
  document.body.append(notice);
}

/**
 * Show a line.
 * @param {string} text
 * @param {"away" | "back" | "error"} mood
 * @param {number} [seconds] how long it stays; for good if left out
 */
export function showNotice(text, mood, seconds) {
  clearTimeout(hideTimer);
  notice.dataset.mood = mood;
  const line = document.createElement("span");
  line.textContent = text;
  notice.replaceChildren(line);
  if (mood === "error") {
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close this message");
    close.addEventListener("click", hideNotice);
    notice.append(close);
  }
  if (seconds) hideTimer = setTimeout(hideNotice, seconds * 1000);
}

/** Take the line away. */
export function hideNotice() {
  clearTimeout(hideTimer);
  notice.replaceChildren();
  notice.removeAttribute("data-mood");
}
