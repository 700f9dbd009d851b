/** Busy: elements whose event has no answer yet. An answer that comes at once needs no sign of waiting. */

/** Milliseconds after which waiting is shown. Until then no style changes, so that nothing is painted anew. */
const SLOW_ANSWER = 300;

/** @type {WeakMap<Element, number>} */
const slowTimers = new WeakMap();

/**
 * Mark an element as one that waits for an answer.
 * @param {Element} element
 */
export function markBusy(element) {
  element.setAttribute("data-cacao-busy", "");
  if (!slowTimers.has(element)) {
    slowTimers.set(element, setTimeout(() => element.setAttribute("data-cacao-slow", ""), SLOW_ANSWER));
  }
}

/**
 * Take the mark away.
 * @param {Element} element
 */
export function unmarkBusy(element) {
  clearTimeout(slowTimers.get(element));
  slowTimers.delete(element);
  element.removeAttribute("data-cacao-busy");
  element.removeAttribute("data-cacao-slow");
}
