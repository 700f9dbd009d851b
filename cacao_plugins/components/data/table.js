/** Tables: where every column has room, nothing scrolls to the side, and the header can stick to the page. */

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
