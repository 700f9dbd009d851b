/** Events: what the user does on a listening node, kept in order until the server has answered. */

import { idOf, isLive, setName } from "./node.js";
import { EVENT, FRAME_BYTES, KINDS } from "./wire.js";

/**
 * @typedef {object} Pending an event without an answer yet
 * @property {number} number
 * @property {Element} element
 * @property {string} mark what the element bore when the user meant it, whatever it becomes later
 * @property {string} kind
 * @property {Record<string, any>} payload
 * @property {any[] | undefined} frame what was sent, to be sent again as it was if the element is gone
 */

/** @type {Map<number, Pending>} */
const pending = new Map();
/**
 * Values of fields that have events without an answer: they answer an older state of the field, and
 * the last of them is set when the last event is answered.
 * @type {Map<Element, Record<string, string | null>>}
 */
const held = new Map();
let lastNumber = 0;

/**
 * Listen below the root for every kind of event that a node may name.
 * @param {Element} root the element around the tree
 * @param {(frame: any[]) => void} send
 * @param {(text: string) => void} refuse tells the user why an event was not sent
 */
export function listen(root, send, refuse) {
  for (const kind of KINDS.split(" ")) {
    root.addEventListener(kind, (event) => {
      const start = /** @type {Element} */ (event.target);
      const element = findListening(start, kind);
      if (!element || !root.contains(element)) return;
      // The handler answers instead of the browser.
      if (kind === "submit" || (kind === "click" && element.localName === "a")) event.preventDefault();
      const mark = element.getAttribute("data-cacao-mark") ?? "";
      const payload = readPayload(event, start);
      const entry = { number: lastNumber + 1, element, mark, kind, payload, frame: undefined };
      const frame = frameOf(root, entry);
      if (new Blob([JSON.stringify(frame)]).size > FRAME_BYTES) {
        refuse("That is too long to be sent.");
        return;
      }
      pending.set(++lastNumber, entry);
      element.setAttribute("data-cacao-busy", "");
      send(frame);
    });
  }
}

/**
 * Return the frames of all events without an answer, in order.
 * @param {Element} root
 */
export function pendingFrames(root) {
  return [...pending.values()].map((entry) => frameOf(root, entry));
}

/**
 * Note the server's answer to an event.
 * @param {number} number
 */
export function settle(number) {
  const entry = pending.get(number);
  pending.delete(number);
  if (!entry || isPending(entry.element)) return;
  entry.element.removeAttribute("data-cacao-busy");
  const values = held.get(entry.element) ?? {};
  held.delete(entry.element);
  for (const name in values) setName(entry.element, name, values[name]);
}

/**
 * Set attributes as the server says, but keep back the value of a field that the user is changing.
 * @param {Element} element
 * @param {Record<string, string | null>} names
 */
export function setNames(element, names) {
  for (const name in names) {
    if (isLive(element, name) && isPending(element)) {
      held.set(element, { ...held.get(element), [name]: names[name] });
    } else setName(element, name, names[name]);
  }
}

/**
 * Tell whether an event of the element has no answer yet.
 * @param {Element} element
 */
function isPending(element) {
  return [...pending.values()].some((other) => other.element === element);
}

/**
 * Tell whether what an event was about is still on the page.
 * @param {number} number
 */
export function isShown(number) {
  return pending.get(number)?.element.isConnected ?? false;
}

/**
 * Return the nearest element that listens to this kind of event.
 * @param {Element | null} start
 * @param {string} kind
 */
function findListening(start, kind) {
  for (let element = start; element; element = element.parentElement) {
    if (element.getAttribute("data-cacao-on")?.split(" ").includes(kind)) return element;
  }
  return null;
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

/**
 * @param {Event} event
 * @param {Element} start
 */
function readPayload(event, start) {
  /** @type {Record<string, any>} */
  const payload = {};
  if (event instanceof KeyboardEvent) payload.key = event.key;
  if (start instanceof HTMLInputElement || start instanceof HTMLTextAreaElement || start instanceof HTMLSelectElement) {
    payload.value = wellFormed(start.value);
    if (start instanceof HTMLInputElement && (start.type === "checkbox" || start.type === "radio")) {
      payload.checked = start.checked;
    }
  }
  return payload;
}

/**
 * Return a text without halves of characters, which a length limit may cut and no JSON can hold.
 * @param {string} text
 */
function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
