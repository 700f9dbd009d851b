/**
 * Nodes of the tree as DOM nodes: made from what the server sends, and named to it.
 * @typedef {string | 0 | [string, Record<string, any>, PackedNode[]]} PackedNode
 *   text, a comment, or an element with its attributes (style as an object) and children
 */

import { setStyle, styleClass } from "./style.js";

/** Fields keep what the user made of them in properties; their attributes are only the beginning. */
/** @type {Record<string, string[]>} */
const LIVE_NAMES = { input: ["value", "checked"], textarea: ["value"], option: ["selected"] };

/**
 * Make a DOM node of a packed one.
 * @param {PackedNode} packed
 * @param {Element} parent what it will stand in: what stands in an SVG element is one, too
 * @returns {Node}
 */
export function buildNode(packed, parent) {
  if (packed === 0) return document.createComment("");
  if (typeof packed === "string") return document.createTextNode(packed);
  const [tag, names, children] = packed;
  const element = document.createElementNS(tag === "svg" ? "http://www.w3.org/2000/svg" : parent.namespaceURI, tag);
  for (const name in names) {
    if (name === "style") setStyle(element, names[name]);
    else setName(element, name, names[name]);
  }
  for (const child of children) element.append(buildNode(child, element)); // one by one: there may be too many for one call
  return element;
}

/**
 * Set one attribute, or remove it if the value is null.
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value
 */
export function setName(element, name, value) {
  if (name === "class") {
    const painted = styleClass(element);
    if (painted) value = value === null ? painted : `${value} ${painted}`;
  }
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Set what a field shows, and keep the caret among the letters it stands between.
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value
 */
export function setLive(element, name, value) {
  const live = /** @type {Record<string, any>} */ (/** @type {unknown} */ (element));
  if (name !== "value") {
    live[name] = value !== null;
    return;
  }
  const field = /** @type {HTMLInputElement} */ (element);
  const before = field.value;
  const wanted = value ?? "";
  // Setting an equal value would still move the caret to the end; "1.0" is to stay while "1.05" is typed.
  const isEqual = field.type === "number" && before && wanted && Number(before) === Number(wanted);
  if (before === wanted || isEqual) return;
  const { selectionStart: start, selectionEnd: end } = field;
  field.value = wanted;
  if (start === null || end === null || field !== document.activeElement) return;
  field.setSelectionRange(shift(start, before, field.value), shift(end, before, field.value));
}

/**
 * Return where a place in a text is once the text has changed.
 * @param {number} place
 * @param {string} before
 * @param {string} after
 */
function shift(place, before, after) {
  if (before.length === after.length || after.startsWith(before.slice(0, place))) return Math.min(place, after.length);
  const rest = before.length - place;
  return after.endsWith(before.slice(place)) ? after.length - rest : Math.min(place, after.length);
}

/**
 * Tell whether an attribute is what a user changes in a field.
 * @param {Element} element
 * @param {string} name
 */
export function isLive(element, name) {
  if (element instanceof HTMLInputElement && element.type === "file") return false;
  return LIVE_NAMES[element.localName]?.includes(name) ?? false;
}

/**
 * Return an element's key, which names it among its siblings.
 * @param {Node} node
 */
export function keyOf(node) {
  return node instanceof Element ? node.getAttribute("data-cacao-key") : null;
}

/**
 * Return the id of an element: for each step from the root its key, else its place.
 * @param {Element} root the element around the tree
 * @param {Element} element
 * @returns {(string | number)[]}
 */
export function idOf(root, element) {
  const steps = [];
  for (let node = element; node.parentElement && node.parentElement !== root; node = node.parentElement) {
    steps.push(keyOf(node) ?? [...node.parentElement.childNodes].indexOf(node));
  }
  return steps.reverse();
}

/**
 * Count the DOM nodes below an element.
 * @param {Node} element
 * @returns {number}
 */
export function countNodes(element) {
  let count = 0;
  for (const child of element.childNodes) count += 1 + countNodes(child);
  return count;
}
