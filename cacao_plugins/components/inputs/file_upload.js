/** File uploads: what is chosen or dropped is announced, and sent piece by piece as the server gives out tickets. */

const PIECE = 524288; // bytes; a server that takes less is sent less
const LEAST = 16384;
const TRIES = 3;
const SECOND = 1000;
const LONGEST = 8 * SECOND; // between two tries on a line that is gone
const PATIENCE = 60 * SECOND; // for one piece

/**
 * @typedef {object} Entry a file on its way
 * @property {string} id
 * @property {string} home the upload that it was given to
 * @property {File} file
 * @property {number} sent
 * @property {number} announced how often
 * @property {"announced" | "going" | "told" | "removed"} state
 * @property {XMLHttpRequest} [request]
 */

/** @type {Map<string, Entry>} kept beside the elements: a visitor may go to another page and come back */
const entries = new Map();
let piece = PIECE;

class Upload extends HTMLElement {
  #inside = this.attachInternals();
  #watch = new MutationObserver(() => this.#look());
  #isSending = false;
  /** @type {(() => void) | undefined} */
  #wake;

  connectedCallback() {
    for (const kind of ["change", "input", "click", "dragenter", "dragover", "dragleave", "drop"]) {
      this.addEventListener(kind, this);
    }
    const watched = ["data-ticket", "data-cacao-busy"];
    this.#watch.observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: watched });
    queueMicrotask(() => this.#look());
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    for (const entry of this.#own()) {
      if (entry.state === "going") entry.state = "announced"; // the next of this home goes on with it
      entry.request?.abort();
    }
    this.#wake?.();
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.type === "click") this.#drop(target);
    else if (event instanceof DragEvent) this.#drag(event);
    else if (target instanceof HTMLInputElement && target.type === "file") {
      event.stopPropagation(); // it is none of the form's fields
      if (event.type === "change" && target.files?.length) {
        this.#choose(target.files);
        target.value = "";
      }
    }
  }

  /** @param {DragEvent} event */
  #drag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const isLeaving = event.type === "dragleave" && !this.contains(/** @type {Node | null} */ (event.relatedTarget));
    const isOpen = this.dataset.disabled === undefined;
    if (event.type === "drop" || isLeaving) this.#inside.states.delete("over");
    else if (isOpen) this.#inside.states.add("over");
    if (event.type === "drop" && isOpen) this.#choose(event.dataTransfer.files);
  }

  /** @param {FileList} files */
  #choose(files) {
    const chosen = this.#input("file").multiple ? [...files] : [...files].slice(0, 1);
    const fresh = chosen.map((file) => {
      const id = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
      /** @type {Entry} */
      const entry = { id, home: this.dataset.home ?? "", file, sent: 0, announced: 0, state: "announced" };
      entries.set(id, entry);
      return entry;
    });
    this.#announce(fresh);
  }

  /** @param {Entry[]} chosen */
  #announce(chosen) {
    for (let first = 0; first < chosen.length; first += 50) {
      const told = chosen.slice(first, first + 50).map((entry) => {
        entry.announced++;
        entry.state = "announced";
        const { name, size, type, lastModified } = entry.file;
        return [entry.id, name.slice(-500), size, type.slice(0, 200), lastModified];
      });
      this.#tell({ add: told });
    }
    // A page that is not live yet may not have heard it.
    setTimeout(() => this.#look(), SECOND);
  }

  /** @param {object} word */
  #tell(word) {
    const field = this.#input("hidden");
    field.value = JSON.stringify(word);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {HTMLElement} target */
  #drop(target) {
    const row = /** @type {HTMLElement | null} */ (target.closest("button")?.closest("[data-id]"));
    const entry = entries.get(row?.dataset.id ?? "");
    if (!entry) return;
    entry.state = "removed";
    entry.request?.abort();
  }

  /** Bring what is held here and the list that the server shows together. */
  #look() {
    if (!this.isConnected) return;
    const isBusy = this.#isBusy();
    /** @type {Entry[]} */
    const lost = [];
    for (const entry of this.#own()) {
      const row = this.#row(entry);
      const isOver = row ? !row.dataset.ticket : entry.state === "told" || entry.state === "removed";
      if (isOver) entries.delete(entry.id);
      else if (row) this.#show(entry);
      // The server knows nothing of it, any more or yet. While a piece is on its way, the server would take
      // the announced file for another one, and begin it anew.
      else if (!isBusy && entry.state !== "going" && entry.announced < TRIES) lost.push(entry);
    }
    if (lost.length) this.#announce(lost);
    this.#wake?.();
    this.#send();
  }

  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let entry; this.isConnected && (entry = this.#own().find((each) => this.#isReady(each))); ) {
      entry.state = "going";
      await this.#bring(entry);
      this.#look();
    }
    this.#isSending = false;
  }

  /** @param {Entry} entry */
  #isReady(entry) {
    const isHeard = entry.state === "going" || (entry.state === "announced" && !this.#isBusy());
    return isHeard && Boolean(this.#row(entry)?.dataset.ticket);
  }

  /**
   * Send what is missing of a file, and tell the server once all of it is there.
   * @param {Entry} entry
   */
  async #bring(entry) {
    let offset = -1;
    let pause = SECOND / 2;
    let unknown = 0;
    for (;;) {
      const { size } = entry.file;
      /** @type {ArrayBuffer | null} */
      let bytes = null;
      try {
        if (offset >= 0 && offset < size) bytes = await entry.file.slice(offset, offset + piece).arrayBuffer();
      } catch {
        return this.#fail(entry);
      }
      // While a disk is read, the list may have changed.
      const ticket = this.#row(entry)?.dataset.ticket;
      if (!this.isConnected || entry.state !== "going") return;
      if (!ticket) {
        entry.state = "announced"; // if it does not come back, the server has to be told anew
        return;
      }
      if (offset === size) {
        entry.state = "told";
        return this.#tell({ done: [entry.id, ticket] });
      }
      const request = await this.#ask(entry, ticket, offset, bytes);
      const there = request.getResponseHeader("Upload-Offset");
      offset = request.status < 500 && there ? Number(there) : -1;
      if (offset >= 0) {
        entry.sent = offset;
        entry.announced = 0;
        this.#show(entry);
        pause = SECOND / 2;
        continue;
      }
      if (request.status === 413 && piece > LEAST) piece /= 2;
      // After a restart the list is about to change; if it does not, its time was over.
      if (request.status === 404 && ++unknown > TRIES) {
        unknown = 0;
        if (entry.announced >= TRIES) return this.#fail(entry);
        return this.#announce([entry]);
      }
      this.#show(entry, true);
      await this.#wait(pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, LONGEST);
    }
  }

  /** @param {Entry} entry */
  #fail(entry) {
    entry.state = "told";
    this.#tell({ fail: entry.id });
  }

  /**
   * Send the piece that begins at an offset, or ask how much is there.
   * @param {Entry} entry
   * @param {string} ticket
   * @param {number} offset
   * @param {ArrayBuffer | null} bytes null to ask
   * @returns {Promise<XMLHttpRequest>}
   */
  #ask(entry, ticket, offset, bytes) {
    return new Promise((resolve) => {
      const request = (entry.request = new XMLHttpRequest());
      request.open(bytes ? "PATCH" : "HEAD", this.dataset.url + ticket);
      request.timeout = PATIENCE;
      request.onloadend = () => resolve(request);
      if (bytes) {
        request.setRequestHeader("Upload-Offset", String(offset));
        request.upload.onprogress = ({ loaded }) => {
          entry.sent = offset + loaded;
          this.#show(entry);
        };
      }
      request.send(bytes);
    });
  }

  /**
   * Show how far a file is.
   * @param {Entry} entry
   * @param {boolean} [isWaiting]
   */
  #show(entry, isWaiting) {
    const row = this.#row(entry);
    const bar = row?.querySelector("progress");
    const part = /** @type {HTMLElement | null | undefined} */ (row?.querySelector(".cacao-upload-part"));
    if (bar) bar.value = entry.file.size ? entry.sent : 1;
    if (!part) return;
    const percent = Math.floor((entry.file.size ? entry.sent / entry.file.size : 1) * 100);
    part.dataset.said = isWaiting ? (this.dataset.waits ?? "") : `${percent} %`;
  }

  /**
   * Wait so many milliseconds, or until the server says something.
   * @param {number} milliseconds
   * @returns {Promise<void>}
   */
  #wait(milliseconds) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  #isBusy() {
    // As the page is put together, its field may not be there yet.
    return this.#input("hidden")?.hasAttribute("data-cacao-busy") ?? true;
  }

  #own() {
    return [...entries.values()].filter((entry) => entry.home === this.dataset.home);
  }

  /**
   * @param {Entry} entry
   * @returns {HTMLElement | null}
   */
  #row(entry) {
    return this.querySelector(`[data-id="${entry.id}"]`);
  }

  /**
   * @param {string} type
   * @returns {HTMLInputElement}
   */
  #input(type) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`input[type=${type}]`));
  }
}

customElements.define("cacao-file-upload", Upload);
