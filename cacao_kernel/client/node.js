/**
 * Nodes of the tree as DOM nodes: made from what the server sends, and named to it.
 * @typedef {string | 0 | [string, Record<string, any>, PackedNode[]]} PackedNode
 *   text, a comment, or an element with its attributes (style as an object) and children
 */

/** The class a first paint styles an element by; see html.py. */
const STYLE_CLASS = /^cacao-paint-\d+$/;

/** Fields keep what the user made of them in properties; their attributes are only the beginning. */
const FIELDS = ["input", "textarea", "select"];
const FIELD_NAMES = ["value", "checked"];

/**
 * Make a DOM node of a packed one.
 * @param {PackedNode} packed
 * @returns {Node}
 */
export function buildNode(packed) {
  if (packed === 0) return document.createComment("");
  if (typeof packed === "string") return document.createTextNode(packed);
  const [tag, names, children] = packed;
  const element = document.createElement(tag);
  for (const name in names) {
    if (name === "style") setStyle(element, names[name]);
    else setName(element, name, names[name]);
  }
  element.append(...children.map(buildNode));
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
  if (isLive(element, name)) {
    const live = /** @type {Record<string, any>} */ (/** @type {unknown} */ (element));
    const wanted = typeof live[name] === "boolean" ? value !== null : value ?? "";
    // Setting an equal value would still move the caret to the end.
    if (live[name] !== wanted) live[name] = wanted;
  }
}

/**
 * Tell whether an attribute is what a user changes in a field.
 * @param {Element} element
 * @param {string} name
 */
export function isLive(element, name) {
  return FIELDS.includes(element.localName) && FIELD_NAMES.includes(name) && name in element;
}

/**
 * Give an element its whole new style. Inline styles go through the CSSOM, which the page's
 * security policy allows; the class of the first paint has had its day.
 * @param {Element} element
 * @param {Record<string, string>} style
 */
export function setStyle(element, style) {
  const painted = styleClass(element);
  if (painted) element.classList.remove(painted);
  if (element.getAttribute("class") === "") element.removeAttribute("class");
  const inline = /** @type {HTMLElement} */ (element).style;
  for (const name of [...inline]) if (!(name in style)) inline.removeProperty(name);
  for (const name in style) {
    const important = / *!important$/;
    const value = style[name].replace(important, "");
    inline.setProperty(name, value, important.test(style[name]) ? "important" : "");
  }
}

/**
 * Return the class the first paint styles this element by, if it still does.
 * @param {Element} element
 */
export function styleClass(element) {
  return [...element.classList].find((name) => STYLE_CLASS.test(name)) ?? "";
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
