/** Themes: what stands beside the page, notices and toasts, follows the theme of the page's root. */

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
  const style = getComputedStyle(page);
  const values = NAMES.map((name) => style.getPropertyValue(name)); // all of them before the first is written
  NAMES.forEach((name, index) => outer.setProperty(name, values[index]));
}

/** Follow the root that is there now. */
function begin() {
  ofRoot.disconnect();
  const page = root?.firstElementChild;
  if (page) ofRoot.observe(page, { attributes: true, attributeFilter: ["data-cacao-theme", "style", "class"] });
  follow();
}

if (root) {
  new MutationObserver(begin).observe(root, { childList: true });
  new MutationObserver(follow).observe(document.head, { childList: true }); // other stylesheets, other values
  begin();
}
