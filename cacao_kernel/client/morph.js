/** Morphs: turn what the page shows into a whole tree, keeping every node that can stay. */

import { writeBegun } from "./begun.js";
import { setNames } from "./fields.js";
import { buildNode, keyOf } from "./node.js";
import { moveNode, removeNode } from "./patch.js";
import { STYLE_NAME, setStyle } from "./style.js";

/** @typedef {import("./node.js").PackedNode} PackedNode */

/** Attributes that are the client's own, or the user's: a dialog or details they have opened. */
const KEPT_NAMES = ["style", STYLE_NAME, "data-cacao-busy", "data-cacao-slow", "open"];

/** What the user may have changed, and another page must not show. */
const STATEFUL = ["input", "textarea", "select", "details", "dialog", "audio", "video", "canvas"];

/**
 * Make the page show this tree.
 * @param {Element} root the element around the tree
 * @param {PackedNode} packed
 * @param {boolean} [isOther] whether it is another page; then only what is the same on both may stay
 */
export function morphTree(root, packed, isOther = false) {
  writeBegun();
  morphChildren(root, [packed], isOther);
}

/**
 * @param {Element} parent
 * @param {PackedNode[]} wanted
 * @param {boolean} isOther
 */
function morphChildren(parent, wanted, isOther) {
  wanted.forEach((packed, index) => {
    const here = parent.childNodes[index] ?? null;
    const found = findLike(parent, index, packed, isOther);
    if (!found) parent.insertBefore(buildNode(packed, parent), here);
    else {
      if (found !== here) moveNode(parent, found, here);
      morphNode(found, packed, isOther);
    }
  });
  while (parent.childNodes.length > wanted.length) removeNode(parent.childNodes[wanted.length]);
}

/**
 * Return the child, from this index on, that can become the wanted node.
 * @param {Element} parent
 * @param {number} index
 * @param {PackedNode} packed
 * @param {boolean} isOther
 * @returns {Node | undefined}
 */
function findLike(parent, index, packed, isOther) {
  const here = parent.childNodes[index];
  if (!Array.isArray(packed)) {
    const type = packed === 0 ? Node.COMMENT_NODE : Node.TEXT_NODE;
    return here?.nodeType === type ? here : undefined;
  }
  const key = packed[1]["data-cacao-key"] ?? null;
  /** @param {Node} node */
  const isLike = (node) =>
    node instanceof Element &&
    node.localName === packed[0] &&
    keyOf(node) === key &&
    (!isOther || isShared(node, packed[1]));
  if (!here || isLike(here)) return here; // most often, and a list may be long
  return [...parent.childNodes].slice(index + 1).find(isLike);
}

/**
 * Tell whether an element is the same on two pages: a mark, an id or a key says so, and what the
 * user cannot have changed needs none.
 * @param {Element} element of the same kind and key
 * @param {Record<string, any>} names
 */
function isShared(element, names) {
  for (const name of ["data-cacao-mark", "id"]) {
    if (element.getAttribute(name) !== (names[name] ?? null)) return false;
    if (names[name]) return true;
  }
  return keyOf(element) !== null || !STATEFUL.includes(element.localName);
}

/**
 * @param {Node} node
 * @param {PackedNode} packed
 * @param {boolean} isOther
 */
function morphNode(node, packed, isOther) {
  if (packed === 0) return;
  if (typeof packed === "string") {
    const text = /** @type {Text} */ (node);
    if (text.data !== packed) text.data = packed;
    return;
  }
  const element = /** @type {Element} */ (node);
  const { style = {}, ...names } = packed[1];
  setStyle(element, style);
  for (const name of element.getAttributeNames()) {
    if (!Object.hasOwn(names, name) && !KEPT_NAMES.includes(name)) setNames(element, { [name]: null }, null);
  }
  for (const name in names) {
    if (element.getAttribute(name) !== names[name]) setNames(element, { [name]: names[name] }, null);
  }
  if (element instanceof HTMLTextAreaElement) {
    const text = packed[2].join("");
    if (element.defaultValue !== text) setNames(element, { value: text }, null);
  } else morphChildren(element, packed[2], isOther);
}
