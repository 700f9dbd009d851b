/** Events: what the user does on a listening node, kept in order until the server has answered. */

import { markBusy, unmarkBusy } from "./busy.js";
import { isComposing, noteAnswer, retell, tellEdits } from "./fields.js";
import { idOf } from "./node.js";
import { pace, sendWaiting } from "./pace.js";
import { isField, isTakenOver, readPayload, tokensOf } from "./payload.js";
import { EVENT, FRAME_BYTES, KINDS } from "./wire.js";

/**
 * @typedef {object} Pending an event without an answer yet
 * @property {number} number
 * @property {Element} element
 * @property {string} mark what the element bore when the user meant it, whatever it becomes later
 * @property {string} kind with the key it is for, as the element names it: "keydown.enter"
 * @property {Record<string, any>} payload
 * @property {any[] | undefined} frame what was sent, to be sent again as it was if the element is gone
 */

/**
 * @typedef {object} Site where events come from and go to
 * @property {HTMLElement} root the element around the tree
 * @property {(text: string) => void} send sends a frame as it is spelled
 * @property {(text: string) => void} refuse tells the user why an event was not sent
 */

/** Kinds that happen on one element alone and do not rise to those around it. */
const QUIET = ["toggle", "close", "play", "pause", "ended"];

/** @type {Map<number, Pending>} */
const pending = new Map();
/** @type {WeakSet<Element>} elements of which an event was handled */
const handled = new WeakSet();
/** @type {Map<Element, string>} fields of which the server could not keep what they told, and by which kind */
const unsaved = new Map();
let lastNumber = 0;

/**
 * Listen below the root for every kind of event that a node may name.
 * @param {Site} site
 */
export function listen(site) {
  const { root } = site;
  // What an element keeps back for a while goes before the user turns to something else.
  for (const kind of ["focusout", "change", "submit"]) root.addEventListener(kind, () => sendWaiting(), true);
  root.addEventListener("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key === "Enter") sendWaiting();
  }, true);
  addEventListener("pagehide", () => sendWaiting());
  document.addEventListener("visibilitychange", () => document.hidden && sendWaiting());
  for (const kind of KINDS.split(" ")) {
    const isQuiet = QUIET.includes(kind);
    root.addEventListener(kind, (event) => take(site, event, isQuiet), isQuiet);
  }
}

/**
 * @param {Site} site
 * @param {Event} event
 * @param {boolean} isQuiet
 */
function take(site, event, isQuiet) {
  const start = /** @type {Element} */ (event.target);
  // An input method's keys and drafts are its own; the result is told when it is done.
  if (isComposing(start) && (event.type === "input" || event instanceof KeyboardEvent)) return;
  for (const [field, kind] of [...unsaved]) {
    if (field === start && event.type !== kind) continue;
    unsaved.delete(field);
    if (field !== start) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  const [element, token] = findListening(start, tokensOf(event), isQuiet);
  if (!element || !site.root.contains(element)) return;
  const isKey = token.includes(".") && isTakenOver(event, start);
  // The handler answers instead of the browser.
  if (["submit", "contextmenu"].includes(token) || (token === "click" && element.localName === "a") || isKey) {
    event.preventDefault();
  }
  const mark = element.getAttribute("data-cacao-mark") ?? "";
  const payload = readPayload(event, start, element);
  pace(element, token, () => post(site, { number: 0, element, mark, kind: token, payload, frame: undefined }));
}

/**
 * Number an event and send it.
 * @param {Site} site
 * @param {Pending} entry
 */
function post(site, entry) {
  entry.number = lastNumber + 1;
  const frame = frameOf(site.root, entry);
  const most = Number(site.root.dataset.cacaoFrame) || FRAME_BYTES;
  const text = JSON.stringify(frame);
  // A letter takes three bytes at most; to count them takes a millisecond of the click.
  if (text.length * 3 > most && new Blob([text]).size > most) {
    site.refuse("That is too long to be sent.");
    return;
  }
  pending.set(++lastNumber, entry);
  site.send(text); // first of all: the answer is what takes its time
  markBusy(entry.element);
}

/**
 * Return what sends a stale event again, on its element as that now stands; undefined if that is
 * gone or listens no more.
 * @param {Site} site
 * @param {Pending} entry
 */
export function retryOf(site, entry) {
  const { element, kind, payload } = entry;
  const isAlive = () =>
    site.root.contains(element) && (element.getAttribute("data-cacao-on") ?? "").split(" ").includes(kind);
  if (!isAlive()) return undefined;
  return () => {
    if (!isAlive()) return;
    const mark = element.getAttribute("data-cacao-mark") ?? "";
    const now = isField(element) ? { value: element.value, ...tellEdits(element) } : {};
    post(site, { number: 0, element, mark, kind, payload: { ...payload, ...now }, frame: undefined });
  };
}

/**
 * Return the frames of events without an answer, in order.
 * @param {Element} root
 * @param {number} above the number behind which to begin
 * @param {boolean} isApart whether only those of the first one's element are wanted, told anew
 */
export function pendingFrames(root, above, isApart) {
  const entries = [...pending.values()].filter((entry) => entry.number > above);
  const end = isApart ? entries.findIndex((entry) => entry.element !== entries[0].element) : -1;
  if (end >= 0) entries.length = end;
  if (isApart) for (const { element, payload } of entries) retell(element, payload);
  return entries.map((entry) => frameOf(root, entry));
}

/**
 * Put all events without an answer behind those that an act brings.
 * @param {() => void} act
 */
export function putBehind(act) {
  const entries = [...pending.values()];
  const first = lastNumber;
  act();
  if (first === lastNumber) return;
  for (const entry of entries) {
    pending.delete(entry.number);
    entry.number = ++lastNumber;
    if (entry.frame) entry.frame[1] = lastNumber;
    pending.set(lastNumber, entry);
  }
}

/**
 * Note the server's answer to an event, and return the event.
 * @param {number} number
 * @param {boolean} isHandled whether its handler has run
 */
export function settle(number, isHandled) {
  const entry = pending.get(number);
  pending.delete(number);
  if (!entry) return undefined;
  const { element, payload } = entry;
  if (isHandled) handled.add(element);
  noteAnswer(element, payload.edits ?? 0);
  if (!isPending(element)) unmarkBusy(element);
  return entry;
}

/**
 * Have a field tell again what it told, before the next event of another element.
 * @param {Pending} entry
 */
export function tellLater({ element, kind }) {
  if (isField(element) && ["input", "change"].includes(kind)) unsaved.set(element, kind);
}

/** Give up all events without an answer, and tell whether there were any. */
export function settleAll() {
  const numbers = [...pending.keys()];
  for (const number of numbers) settle(number, false);
  return numbers.length > 0;
}

/**
 * Tell whether an event has no answer yet.
 * @param {Element} [element] whose; of any element if left out
 */
export function isPending(element) {
  return [...pending.values()].some((other) => !element || other.element === element);
}

/** What happens to an element because it goes, or is left. */
const PARTINGS = ["close", "blur", "focusout", "mouseleave", "pointerleave"];

/**
 * Tell whether an event went with its element and needs no words: what is clicked twice may go with the first
 * click, and a dialog that closes may have been taken away by then.
 * @param {Pending} entry
 */
export function isMoot({ element, kind }) {
  return !element.isConnected && (handled.has(element) || PARTINGS.includes(kind));
}

/**
 * Return the nearest element that listens to one of the tokens, and which.
 * @param {Element} start
 * @param {string[]} tokens the narrowest first
 * @param {boolean} isQuiet whether those around are not asked
 * @returns {[Element | null, string]}
 */
function findListening(start, tokens, isQuiet) {
  for (let element = /** @type {Element | null} */ (start); element; element = element.parentElement) {
    const listed = element.getAttribute("data-cacao-on")?.split(" ") ?? [];
    const token = tokens.find((name) => listed.includes(name));
    if (token) return [element, token];
    if (isQuiet) break;
  }
  return [null, ""];
}

/**
 * Name the element as the tree now has it: what was clicked is meant, wherever it stands by now.
 * The mark stays: if the element has become another row meanwhile, the server sees that it has.
 * @param {Element} root
 * @param {Pending} entry
 */
function frameOf(root, entry) {
  if (!entry.frame || root.contains(entry.element)) {
    entry.frame = [EVENT, entry.number, idOf(root, entry.element), entry.mark, entry.kind, entry.payload];
  }
  return entry.frame;
}
