/**
 * Themes: what stands beside the page, notices and toasts, follows the theme of the page's root; what a part
 * of the page lays there has the theme of that part.
 */

const TOKENS = "";
const NAMES = ["color-scheme", ...TOKENS.split(" ").filter(Boolean)];

const root = document.getElementById("cacao");
const outer = document.documentElement.style;
const ofRoot = new MutationObserver(follow);

/** Give the document the values that the root's theme has, or take them away. */
function follow() {
  const page = root?.firstElementChild;
  // What a root does not say itself it has of the document; its last values, left here, would stay for good.
  for (const name of NAMES) outer.removeProperty(name);
  if (!page?.hasAttribute("data-cacao-theme")) return;
  copy(page, NAMES, outer);
}

/**
 * @param {Element} from
 * @param {string[]} names
 * @param {CSSStyleDeclaration} to
 */
function copy(from, names, to) {
  const style = getComputedStyle(from);
  const values = names.map((name) => style.getPropertyValue(name)); // all of them before the first is written
  names.forEach((name, index) => to.setProperty(name, values[index]));
}

/**
 * Give what lies beside the page the theme of the part that it is of. The values are copied, so that it stays as
 * it is if that part goes. That of the root it has of the document.
 * @param {Event} event
 */
function dress(event) {
  const [beside, part] = /** @type {CustomEvent<[HTMLElement, Element]>} */ (event).detail;
  const themed = part.closest("[data-cacao-theme]");
  if (themed && themed !== root?.firstElementChild) copy(themed, [...NAMES, "font-family"], beside.style);
}

/** Follow the root that is there now. */
function begin() {
  ofRoot.disconnect();
  const page = root?.firstElementChild;
  if (page) ofRoot.observe(page, { attributes: true, attributeFilter: ["data-cacao-theme", "style", "class"] });
  follow();
}

document.addEventListener("cacao:beside", dress);
document.dispatchEvent(new Event("cacao:themes")); // what lies there already is told again
if (root) {
  new MutationObserver(begin).observe(root, { childList: true });
  new MutationObserver(follow).observe(document.head, { childList: true }); // other stylesheets, other values
  begin();
}
