/** Notices: one calm line at the foot of the page, read out by screen readers. */

/** @type {HTMLElement | undefined} */
let notice;
/** @type {number | undefined} */
let hideTimer;

/**
 * Show a line.
 * @param {string} text
 * @param {"away" | "back" | "error"} mood
 * @param {number} [seconds] how long it stays; for good if left out
 */
export function showNotice(text, mood, seconds) {
  if (!notice) {
    notice = document.createElement("div");
    notice.className = "cacao-notice";
    notice.setAttribute("role", "status");
    document.body.append(notice);
  }
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
  notice?.replaceChildren();
  notice?.removeAttribute("data-mood");
}
