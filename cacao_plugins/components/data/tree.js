/** Trees: the keys of a tree, as the authoring practices of WAI-ARIA have them. */

const ITEM = "[role=treeitem]";

class Tree extends HTMLElement {
  // What a Tab leads to may be gone with its branch.
  observer = new MutationObserver(() => {
    const items = this.items();
    if (items[0] && items.every((item) => item.tabIndex)) items[0].tabIndex = 0;
  });

  connectedCallback() {
    this.addEventListener("keydown", this);
    this.addEventListener("focusin", this);
    this.observer.observe(this, { childList: true, subtree: true });
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  /** @param {KeyboardEvent | FocusEvent} event */
  handleEvent(event) {
    const item = /** @type {HTMLElement} */ (event.target);
    if (!item.matches(ITEM)) return;
    if (!(event instanceof KeyboardEvent)) {
      // A Tab leads back to where the visitor was.
      for (const each of this.items()) each.tabIndex = each === item ? 0 : -1;
      return;
    }
    const { ctrlKey, altKey, metaKey } = event;
    if (ctrlKey || altKey || metaKey || !this.press(event.key, item)) return;
    event.preventDefault();
  }

  /** @returns {HTMLElement[]} */
  items() {
    return [...this.querySelectorAll(ITEM)].map((item) => /** @type {HTMLElement} */ (item));
  }

  /**
   * @param {string} key
   * @param {HTMLElement} item what has the focus
   * @returns {boolean} whether the key means something here
   */
  press(key, item) {
    const items = this.items();
    const place = items.indexOf(item);
    const isOpen = item.ariaExpanded === "true";
    const [ahead, back] = this.matches(":dir(rtl)") ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    /** @type {Element | null | undefined} */
    let next;
    if (key === "ArrowDown") next = items[place + 1];
    else if (key === "ArrowUp") next = items[place - 1];
    else if (key === "Home") next = items[0];
    else if (key === "End") next = items.at(-1);
    else if (key === ahead) {
      if (isOpen) next = item.querySelector(ITEM);
      else if (item.ariaExpanded) click(item, ".cacao-tree-arrow");
    } else if (key === back) {
      if (isOpen) click(item, ".cacao-tree-arrow");
      else next = item.parentElement?.closest(ITEM);
    } else if (key === "Enter" || key === " ") click(item, ".cacao-tree-row");
    else if (key.length === 1) next = [...items.slice(place + 1), ...items.slice(0, place)].find((each) => begins(each, key));
    else return false;
    if (next instanceof HTMLElement) next.focus();
    return true;
  }
}

/**
 * @param {Element} item
 * @param {string} part
 */
function click(item, part) {
  /** @type {HTMLElement | null} */ (item.querySelector(part))?.click();
}

/**
 * @param {Element} item
 * @param {string} letter
 */
function begins(item, letter) {
  const said = item.firstElementChild?.textContent?.trim() ?? "";
  return said.toLowerCase().startsWith(letter.toLowerCase());
}

customElements.define("cacao-tree", Tree);
