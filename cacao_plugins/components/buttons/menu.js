/** Menus that open above the page: one item has the focus, and the keys go from one to the next. */

const TYPING = 500;

let typed = "";
let typedAt = 0;

/**
 * @param {Element} menu
 * @returns {HTMLElement[]}
 */
function itemsOf(menu) {
  return [...menu.querySelectorAll("[role=menuitem]")].filter((item) => item instanceof HTMLElement);
}

/**
 * Return the item to go to by a key, if it leads to one.
 * @param {HTMLElement[]} items
 * @param {number} now the one that has the focus, or -1
 * @param {KeyboardEvent} event
 */
function findTarget(items, now, event) {
  const { key } = event;
  const last = items.length - 1;
  if (key === "ArrowDown") return items[now < last ? now + 1 : 0];
  if (key === "ArrowUp") return items[now > 0 ? now - 1 : last];
  if (key === "Home") return items[0];
  if (key === "End") return items[last];
  if (key.length > 1 || key === " " || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  typed = event.timeStamp - typedAt > TYPING ? key : typed + key;
  typedAt = event.timeStamp;
  const word = typed.toLowerCase();
  // The same letter again goes on to the next that begins with it.
  const from = word.length > 1 ? now : now + 1;
  const order = [...items.slice(Math.max(from, 0)), ...items.slice(0, Math.max(from, 0))];
  return order.find((item) => item.textContent?.trim().toLowerCase().startsWith(word));
}

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLElement) || !menu.matches(".cacao-menu:popover-open")) return;
    if (!menu.contains(document.activeElement)) itemsOf(menu)[0]?.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const start = event.target instanceof Element ? event.target : null;
  const opener = start?.closest("[popovertarget][aria-haspopup=menu]");
  if (opener instanceof HTMLElement && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const menu = document.getElementById(opener.getAttribute("popovertarget") ?? "");
    if (!menu) return;
    event.preventDefault();
    if (!menu.matches(":popover-open")) opener.click();
    itemsOf(menu).at(event.key === "ArrowDown" ? 0 : -1)?.focus();
    return;
  }
  const menu = start?.closest(".cacao-menu");
  if (!(menu instanceof HTMLElement)) return;
  if (event.key === "Tab") {
    menu.hidePopover(); // the focus goes back to the button, and on from there
    return;
  }
  const items = itemsOf(menu);
  const target = findTarget(items, items.indexOf(/** @type {HTMLElement} */ (document.activeElement)), event);
  if (!target) return;
  event.preventDefault();
  target.focus();
});

document.addEventListener("click", ({ target }) => {
  const item = target instanceof Element ? target.closest(".cacao-menu [role=menuitem]") : null;
  if (!item || item.ariaDisabled === "true") return;
  const menu = item.closest(".cacao-menu");
  if (menu instanceof HTMLElement) menu.hidePopover();
});
