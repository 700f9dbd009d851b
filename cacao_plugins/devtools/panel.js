/** The panel tells the page around it what is chosen in it, and which nodes are meant. */

const around = window.parent === window ? undefined : window.parent;
const root = document.getElementById("cacao");
let told = "";

/** @param {Record<string, any>} detail */
function tell(detail) {
  if (!around) return;
  const Made = /** @type {typeof CustomEvent} */ (/** @type {any} */ (around).CustomEvent);
  around.document.dispatchEvent(new Made("cacao-devtools", { detail }));
}

/** Tell what the panel's root says by now. */
function follow() {
  const main = /** @type {HTMLElement | null} */ (root?.querySelector("main.devtools") ?? null);
  if (!main) return;
  const { dock, flash, delay, past } = main.dataset;
  const query = new URLSearchParams(location.search);
  query.delete("tab");
  const detail = { dock, flash: flash === "on", delay: Number(delay), past: past ?? "", chosen: query.toString() };
  if (JSON.stringify(detail) !== told) {
    told = JSON.stringify(detail);
    tell(detail);
  }
}

/**
 * Go on in a field that has come, and on the value it stood for once it is gone: nothing else does that for a patch.
 * @param {MutationRecord[]} changes
 */
function goOn(changes) {
  for (const { target, addedNodes, removedNodes } of changes) {
    const field = search(addedNodes, "input[autofocus]");
    if (field instanceof HTMLInputElement && field.isConnected) {
      field.focus();
      field.select();
    } else if (search(removedNodes, "input[autofocus]") && document.activeElement === document.body) {
      if (target instanceof Element) /** @type {HTMLElement | null} */ (target.querySelector("button.value"))?.focus();
    }
  }
}

/**
 * @param {NodeList} nodes
 * @param {string} selector
 */
function search(nodes, selector) {
  for (const node of nodes) {
    const found = node instanceof Element && (node.matches(selector) ? node : node.querySelector(selector));
    if (found) return found;
  }
  return undefined;
}

/** @param {Event} event */
function point(event) {
  const meant = event.target instanceof Element ? event.target.closest("[data-outline]") : null;
  tell({ outline: meant ? JSON.parse(meant.getAttribute("data-outline") ?? "[]") : [] });
}

if (root) {
  new MutationObserver((changes) => {
    follow();
    goOn(changes);
  }).observe(root, { subtree: true, childList: true, attributes: true });
  follow();
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  document.documentElement.addEventListener("pointerleave", () => tell({ outline: [] }));
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-close]")) tell({ close: true });
    const offline = target?.closest("[data-offline]");
    if (offline) tell({ offline: Number(offline.getAttribute("data-offline")) });
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey && event.shiftKey && event.code === "KeyD")) return;
    event.preventDefault();
    if (!event.repeat) tell({ toggle: true });
  });
}
