/** Morphs: turn what the page shows into a whole tree, keeping every node that can stay. */

import { buildNode, keyOf, setName, setStyle } from "./node.js";
import { moveNode } from "./patch.js";

/** @typedef {import("./node.js").PackedNode} PackedNode */

/** Attributes that are the client's own, or the user's: a dialog or details they have opened. */
const KEPT_NAMES = ["style", "data-cacao-busy", "open"];

/**
 * Make the page show this tree.
 * @param {Element} root the element around the tree
 * @param {PackedNode} packed
 */
export function morphTree(root, packed) {
  morphChildren(root, [packed]);
}

/**
 * @param {Element} parent
 * @param {PackedNode[]} wanted
 */
function morphChildren(parent, wanted) {
  wanted.forEach((packed, index) => {
    const here = parent.childNodes[index] ?? null;
    const found = findLike(parent, index, packed);
    if (!found) parent.insertBefore(buildNode(packed), here);
    else {
      if (found !== here) moveNode(parent, found, here);
      morphNode(found, packed);
    }
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild?.remove();
}

/**
 * Return the child, from this index on, that can become the wanted node.
 * @param {Element} parent
 * @param {number} index
 * @param {PackedNode} packed
 * @returns {Node | undefined}
 */
function findLike(parent, index, packed) {
  const rest = [...parent.childNodes].slice(index);
  if (!Array.isArray(packed)) {
    const type = packed === 0 ? Node.COMMENT_NODE : Node.TEXT_NODE;
    return rest[0]?.nodeType === type ? rest[0] : undefined;
  }
  const key = packed[1]["data-cacao-key"] ?? null;
  return rest.find((node) => node instanceof Element && node.localName === packed[0] && keyOf(node) === key);
}

/**
 * @param {Node} node
 * @param {PackedNode} packed
 */
function morphNode(node, packed) {
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
    if (!(name in names) && !KEPT_NAMES.includes(name)) setName(element, name, null);
  }
  for (const name in names) if (element.getAttribute(name) !== names[name]) setName(element, name, names[name]);
  morphChildren(element, packed[2]);
}
