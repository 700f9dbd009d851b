/** Themes: what stands beside the page, notices and toasts, follows the theme of the page's root. */

const TOKENS = "";
const NAMES = ["color-scheme", ...TOKENS.split(" ").filter(Boolean)];

const root = document.getElementById("cacao");
const outer = document.documentElement.style;
const ofRoot = new MutationObserver(follow);

/** Give the document the values that the root's theme has, or take them away. */
function follow() {
  const page = root?.firstElementChild;
  const style = page?.hasAttribute("data-cacao-theme") ? getComputedStyle(page) : undefined;
  for (const name of NAMES) {
    if (style) outer.setProperty(name, style.getPropertyValue(name));
    else outer.removeProperty(name);
  }
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
  begin();
}
