/** Tab lists: the arrow keys go from tab to tab, and open it. */

class TabList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this);
  }

  /** @param {KeyboardEvent} event */
  handleEvent(event) {
    const tabs = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[role=tab]:not(:disabled)")]);
    const here = tabs.findIndex((tab) => tab === document.activeElement);
    const isBackwards = getComputedStyle(this).direction === "rtl";
    /** @type {Record<string, number>} */
    const steps = {
      ArrowRight: here + (isBackwards ? -1 : 1),
      ArrowLeft: here + (isBackwards ? 1 : -1),
      Home: 0,
      End: tabs.length - 1,
    };
    const next = steps[event.key];
    if (here < 0 || next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    tab.focus();
    tab.click();
  }
}

if (!customElements.get("cacao-tab-list")) customElements.define("cacao-tab-list", TabList);
