/** Patches: apply the server's ops to the page, one after another. */

import { setNames } from "./fields.js";
import { callPage, wear } from "./kits.js";
import { buildNode } from "./node.js";
import { dropRules, setStyle } from "./style.js";
import { OP_CALL, OP_INSERT, OP_KITS, OP_MOVE, OP_NAMES, OP_REMOVE, OP_STYLE, OP_SWAP, OP_TEXT, OP_TITLE, OP_URL } from "./wire.js";

/**
 * Apply the ops of a patch. It throws if something else, a translator say, has changed the page.
 * @param {Element} root the element around the tree
 * @param {any[][]} ops each addresses the tree as the ones before it have left it
 */
export function applyPatch(root, ops) {
  for (const op of ops) applyOp(root, op);
}

/**
 * @param {Element} root
 * @param {any[]} op
 */
function applyOp(root, [letter, place, first, second]) {
  if (letter === OP_TITLE) {
    document.title = place;
    return;
  }
  if (letter === OP_URL) {
    history.replaceState(history.state, "", location.pathname + place + location.hash);
    return;
  }
  if (letter === OP_KITS) {
    wear([place, first]);
    return;
  }
  if (letter === OP_CALL && place === null) {
    callPage(first, second);
    return;
  }
  if (letter === OP_INSERT && place.length) {
    const parent = /** @type {Element} */ (nodeAt(root, place.slice(0, -1)));
    parent.insertBefore(buildNode(first, parent), parent.childNodes[place[place.length - 1]] ?? null);
    return;
  }
  const node = nodeAt(root, place);
  const type = letter === OP_TEXT ? Node.TEXT_NODE : Node.ELEMENT_NODE;
  if (!node || (letter !== OP_REMOVE && letter !== OP_SWAP && node.nodeType !== type)) {
    throw new Error("the page is not what the server takes it to be");
  }
  if (letter === OP_TEXT) /** @type {Text} */ (node).data = first;
  else if (letter === OP_STYLE) setStyle(/** @type {Element} */ (node), first);
  else if (letter === OP_REMOVE) removeNode(node);
  else if (letter === OP_SWAP) {
    /** @type {ChildNode} */ (node).replaceWith(buildNode(first, /** @type {Element} */ (node.parentElement)));
    dropRules(node);
  }
  else if (letter === OP_CALL) callMethod(/** @type {Element} */ (node), first, second);
  else if (letter === OP_NAMES) setNames(/** @type {Element} */ (node), first, second);
  else if (letter === OP_MOVE) {
    const moved = node.childNodes[first];
    // Without the moved node its new place is counted; it stays in until it moves, to keep its state.
    const before = node.childNodes[second < first ? second : second + 1] ?? null;
    moveNode(/** @type {Element} */ (node), moved, before);
  }
  else throw new Error(`there is no op "${letter}"`);
}

/**
 * Call a method of an element, as the server asks: show a dialog, say, or move the focus.
 * @param {Element} element
 * @param {string} method
 * @param {any[]} values
 */
async function callMethod(element, method, values) {
  try {
    await /** @type {any} */ (element)[method](...values);
  } catch (error) {
    console.warn(`cacao.call("${method}"):`, error); // a dialog that is open already, a video that may not play
  }
}

/**
 * Take a node off the page, and what it alone was styled by.
 * @param {Node} node
 */
export function removeNode(node) {
  /** @type {ChildNode} */ (node).remove();
  dropRules(node);
}

/**
 * Return the node at a place.
 * @param {Element} root
 * @param {number[]} place
 * @returns {Node}
 */
function nodeAt(root, place) {
  let node = root.childNodes[0];
  for (const index of place) node = node.childNodes[index];
  return node;
}

/**
 * Move a child, keeping focus, caret and all else that a removal would lose.
 * @param {Element} parent
 * @param {Node} child
 * @param {Node | null} before the child to stand before, or null for the end
 */
export function moveNode(parent, child, before) {
  const mover = /** @type {{moveBefore?: (child: Node, before: Node | null) => void}} */ (/** @type {unknown} */ (parent));
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = readSelection();
  const positions = child.contains(document.activeElement) ? readPositions(parent) : [];
  if (mover.moveBefore) mover.moveBefore(child, before);
  else moveFocused(parent, child, before);
  // Whatever moves it, text that is selected in a moved node is not selected any more.
  if (!isCollapsed && anchorNode && focusNode && (child.contains(anchorNode) || child.contains(focusNode))) {
    const [start, end] = [within(anchorNode, anchorOffset), within(focusNode, focusOffset)];
    getSelection()?.setBaseAndExtent(anchorNode, start, focusNode, end);
  }
  // A browser scrolls to what has the focus as that moves, wherever the visitor is looking.
  for (const [around, left, top] of positions) {
    if (around.scrollTop !== top) around.scrollTop = top;
    if (around.scrollLeft !== left) around.scrollLeft = left;
  }
}

/** @type {Pick<Selection, "anchorNode" | "anchorOffset" | "focusNode" | "focusOffset" | "isCollapsed"> | undefined} */
let selected;

/**
 * Return what is selected, read once for all that is moved at once: to read it, a browser lays the page out.
 */
function readSelection() {
  if (!selected) {
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = /** @type {Selection} */ (getSelection());
    selected = { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed };
    queueMicrotask(() => (selected = undefined));
  }
  return selected;
}

/**
 * Return an offset in a node, or the end of the node if that is nearer by now.
 * @param {Node} node
 * @param {number} offset
 */
function within(node, offset) {
  return Math.min(offset, node instanceof Text ? node.data.length : node.childNodes.length);
}

/**
 * Return an element and those around it with what each is scrolled to.
 * @param {Element | null} element
 */
function readPositions(element) {
  /** @type {[Element, number, number][]} */
  const positions = [];
  for (let around = element; around; around = around.parentElement) {
    positions.push([around, around.scrollLeft, around.scrollTop]);
  }
  return positions;
}

/**
 * Move a child in browsers without moveBefore, which lose focus and caret when a node is put in again.
 * @param {Element} parent
 * @param {Node} child
 * @param {Node | null} before
 */
function moveFocused(parent, child, before) {
  const focused = document.activeElement;
  const field = /** @type {HTMLInputElement} */ (focused);
  const [start, end] = focused && child.contains(focused) ? [field.selectionStart, field.selectionEnd] : [null, null];
  parent.insertBefore(child, before);
  if (focused instanceof HTMLElement && child.contains(focused)) {
    focused.focus({ preventScroll: true });
    if (start !== null) field.setSelectionRange(start, end);
  }
}
