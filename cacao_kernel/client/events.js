/** Events: what the user does on a listening node, kept in order until the server has answered. */

import { idOf } from "./node.js";
import { EVENT, KINDS } from "./wire.js";

/**
 * @typedef {object} Pending an event without an answer yet
 * @property {number} number
 * @property {Element} element
 * @property {string} kind
 * @property {Record<string, any>} payload
 * @property {any[] | undefined} frame what was sent, to be sent again as it was if the element is gone
 */

/** @type {Map<number, Pending>} */
const pending = new Map();
let lastNumber = 0;

/**
 * Listen below the root for every kind of event that a node may name.
 * @param {Element} root the element around the tree
 * @param {(frame: any[]) => void} send
 */
export function listen(root, send) {
  for (const kind of KINDS.split(" ")) {
    root.addEventListener(kind, (event) => {
      const start = /** @type {Element} */ (event.target);
      const element = findListening(start, kind);
      if (!element || !root.contains(element)) return;
      // The handler answers instead of the browser.
      if (kind === "submit" || (kind === "click" && element.localName === "a")) event.preventDefault();
      const entry = { number: ++lastNumber, element, kind, payload: readPayload(event, start), frame: undefined };
      pending.set(entry.number, entry);
      element.setAttribute("data-cacao-busy", "");
      send(frameOf(root, entry));
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
  if (entry && ![...pending.values()].some((other) => other.element === entry.element)) {
    entry.element.removeAttribute("data-cacao-busy");
  }
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
 * @param {Element} root
 * @param {Pending} entry
 */
function frameOf(root, entry) {
  if (!entry.frame || root.contains(entry.element)) {
    const mark = entry.element.getAttribute("data-cacao-mark") ?? "";
    entry.frame = [EVENT, entry.number, idOf(root, entry.element), mark, entry.kind, entry.payload];
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
    payload.value = start.value;
    if (start instanceof HTMLInputElement && (start.type === "checkbox" || start.type === "radio")) {
      payload.checked = start.checked;
    }
  }
  return payload;
}
