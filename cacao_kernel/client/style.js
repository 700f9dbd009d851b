/**
 * Styles: how an element gets its whole style when the tree gives it one after the first paint. All of
 * it goes through the CSSOM, property by property, which the page's security policy allows.
 * @typedef {Record<string, string | Record<string, string>>} Style
 *   properties, and those that a selector such as ":hover" nests
 * @typedef {object} Rule what elements with an equal style share
 * @property {string} text the style it was made of
 * @property {string} number what its elements bear
 * @property {number} count of the elements that bear it
 */

/** The class a first paint styles an element by; see html.py. */
const STYLE_CLASS = /^cacao-paint-\d+$/;
/** The attribute that names the rule an element is styled by. */
export const STYLE_NAME = "data-cacao-style";

/** Holds one rule for each style with nested selectors; the order of its rules is that of `rules`. */
const sheet = new CSSStyleSheet();
/** @type {Rule[]} */
const rules = [];
/** @type {Map<string, Rule>} */
const rulesByText = new Map();
let lastRule = 0;

/**
 * Give an element its whole new style: inline, or by a rule if selectors nest in it. The class of the
 * first paint has had its day.
 * @param {Element} element
 * @param {Style} style
 */
export function setStyle(element, style) {
  const painted = styleClass(element);
  if (painted) element.classList.remove(painted);
  if (element.getAttribute("class") === "") element.removeAttribute("class");
  const nests = Object.values(style).some((value) => typeof value !== "string");
  const rule = nests ? holdRule(style) : null; // before the old one goes: they may be the same
  dropRule(element);
  if (rule) element.setAttribute(STYLE_NAME, rule.number);
  setProperties(/** @type {HTMLElement} */ (element).style, rule ? {} : style);
}

/**
 * Return the class the first paint styles this element by, if it still does.
 * @param {Element} element
 */
export function styleClass(element) {
  return [...element.classList].find((name) => STYLE_CLASS.test(name)) ?? "";
}

/**
 * Let go of the rules of a node that leaves the page, and of all below it.
 * @param {Node} node
 */
export function dropRules(node) {
  if (!rules.length || !(node instanceof Element)) return;
  dropRule(node);
  for (const element of node.querySelectorAll(`[${STYLE_NAME}]`)) dropRule(element);
}

/**
 * @param {CSSStyleDeclaration} target
 * @param {Style} style of which the nested ones are not meant
 */
function setProperties(target, style) {
  for (const name of [...target]) if (!(name in style)) target.removeProperty(name);
  for (const name in style) {
    const given = style[name];
    if (typeof given !== "string") continue;
    const value = given.replace(/ *!important$/, "");
    target.setProperty(name, value, value === given ? "" : "important");
  }
}

/**
 * Count one element more for the rule of a style, and return it.
 * @param {Style} style
 */
function holdRule(style) {
  const text = JSON.stringify(style);
  let rule = rulesByText.get(text);
  if (!rule) {
    rule = { text, number: `${++lastRule}`, count: 0 };
    rulesByText.set(text, rule);
    insertRule(style, rules.push(rule) - 1);
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  }
  rule.count++;
  return rule;
}

/**
 * Count one element less for the rule it bears, if any; the last one takes the rule along.
 * @param {Element} element
 */
function dropRule(element) {
  const number = element.getAttribute(STYLE_NAME);
  const index = number ? rules.findIndex((rule) => rule.number === number) : -1;
  if (index < 0) return;
  element.removeAttribute(STYLE_NAME);
  if (--rules[index].count) return;
  rulesByText.delete(rules[index].text);
  rules.splice(index, 1);
  sheet.deleteRule(index);
}

/**
 * Put the rule of a style into the sheet: one for all screens that holds what selectors nest. It names
 * the root, as those of the first paint do, to win over the rules of stylesheets like an inline style.
 * @param {Style} style
 * @param {number} index
 */
function insertRule(style, index) {
  sheet.insertRule("@media all {}", index);
  const group = /** @type {CSSGroupingRule} */ (sheet.cssRules[index]);
  const selector = `#cacao [${STYLE_NAME}="${lastRule}"]`;
  fillRule(group, "", selector, style);
  for (const key in style) {
    const nested = style[key];
    if (typeof nested === "string") continue;
    // "@media (hover:hover) :hover" has a screen and states; others have one of the two.
    const [, screen = "", states = ""] = /^(?:(@.*?)(?: (?=:)|$))?(:.*)?$/.exec(key) ?? [];
    fillRule(group, screen, selector + states, nested);
  }
}

/**
 * @param {CSSGroupingRule} group
 * @param {string} screen
 * @param {string} selector
 * @param {Style} style
 */
function fillRule(group, screen, selector, style) {
  try {
    const text = `${selector} {}`;
    const index = group.insertRule(screen ? `${screen} { ${text} }` : text, group.cssRules.length);
    const made = group.cssRules[index];
    const inner = made instanceof CSSMediaRule ? made.cssRules[0] : made;
    setProperties(/** @type {CSSStyleRule} */ (inner).style, style);
  } catch {
    // A browser that does not know a selector goes without, as with the rules of the first paint.
  }
}
