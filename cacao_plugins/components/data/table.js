/**
 * Tables: where every column has room, nothing scrolls to the side, and the header can stick to the page. A
 * click on a row that opens is one on its opener, but for what can be used itself, and at the end of a selection.
 */

const USED = "a, button, input, select, textarea, label, summary, audio, video, iframe, dialog, [popover], " +
  "[contenteditable], [tabindex], [data-cacao-on]";

const DRAWN = 4; // pixels from which on a press has selected text, and is no click

class TableScroll extends HTMLElement {
  constructor() {
    super();
    this.internals = this.attachInternals();
    this.sizes = new ResizeObserver(() => this.fit());
  }

  connectedCallback() {
    this.sizes.observe(this);
    // The table stands in it only once the page has been read that far.
    queueMicrotask(() => this.table && this.sizes.observe(this.table));
  }

  disconnectedCallback() {
    this.sizes.disconnect();
  }

  get table() {
    return this.querySelector("table");
  }

  fit() {
    const { states } = this.internals;
    if (this.table && this.table.offsetWidth <= this.clientWidth) states.add("fits");
    else states.delete("fits");
  }
}

customElements.define("cacao-table-scroll", TableScroll);

/** Where the last press began. */
let start = { clientX: 0, clientY: 0 };

document.addEventListener("pointerdown", (event) => {
  start = event;
}, true);

// On its way down: nobody around the row takes the click for theirs.
document.addEventListener("click", (event) => {
  const { target } = event;
  const row = target instanceof Element ? target.closest(`${USED}, [data-opens]`) : null;
  if (!row?.matches("tr[data-opens]")) return;
  event.stopPropagation();
  const isDrawn = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > DRAWN;
  if (isDrawn && !getSelection()?.isCollapsed) return;
  /** @type {HTMLElement | null} */ (row.querySelector(".cacao-table-open"))?.click();
}, true);
