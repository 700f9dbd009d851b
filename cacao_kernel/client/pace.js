/** Pace: events that an element wants debounced or throttled wait here, and are never lost. */

/** Events that come in swarms; all others go at once. */
const THINNED = ["input", "keydown", "keyup"];

/**
 * @typedef {object} Waiting
 * @property {Element} element
 * @property {string} kind
 * @property {ReturnType<typeof setTimeout>} timer
 * @property {(() => void) | undefined} send sends the newest event; undefined while a throttle is merely open
 */

/** @type {Waiting[]} */
let waiting = [];

/**
 * Send an event now or, if its element is to be spared, later. Whatever waits goes before any
 * event of another element or kind, so that the order stays.
 * @param {Element} element
 * @param {string} token
 * @param {() => void} send
 */
export function pace(element, token, send) {
  const kind = token.split(".")[0];
  const isThinned = THINNED.includes(kind) && token === kind;
  const debounce = isThinned ? Number(element.getAttribute("data-cacao-debounce")) : 0;
  const throttle = isThinned ? Number(element.getAttribute("data-cacao-throttle")) : 0;
  const found = waiting.find((other) => other.element === element && other.kind === kind);
  sendWaiting(found);
  if (debounce) {
    if (found) stop(found);
    const entry = { element, kind, send, timer: setTimeout(() => finish(entry), debounce) };
    waiting.push(entry);
  } else if (throttle && found) found.send = send;
  else {
    send();
    if (throttle) open(element, kind, throttle);
  }
}

/**
 * Send all that waits, in order.
 * @param {Waiting} [spared] this one may wait on
 */
export function sendWaiting(spared) {
  for (const entry of waiting.filter((other) => other !== spared && other.send)) finish(entry);
}

/** @param {Waiting} entry */
function finish(entry) {
  stop(entry);
  entry.send?.();
}

/** @param {Waiting} entry */
function stop(entry) {
  clearTimeout(entry.timer);
  waiting = waiting.filter((other) => other !== entry);
}

/**
 * Let one event of an element through in each stretch of time.
 * @param {Element} element
 * @param {string} kind
 * @param {number} time milliseconds
 */
function open(element, kind, time) {
  /** @type {Waiting} */
  const entry = {
    element,
    kind,
    send: undefined,
    timer: setTimeout(() => {
      const isLate = entry.send !== undefined;
      finish(entry);
      if (isLate) open(element, kind, time);
    }, time),
  };
  waiting.push(entry);
}
