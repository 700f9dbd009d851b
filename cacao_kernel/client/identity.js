/** Identity: what this document is to the server, and how far its page has come. */

export class Identity {
  constructor() {
    /** 128 random bits, never stored, so that a copied window has its own. */
    this.tab = drawId();
    /**
     * What proves that the server has let this tab in.
     * @type {string | undefined}
     */
    this.token = undefined;
    /** The number of the last patch that was applied: -1 if the page does not fit what the server has. */
    this.sequence = 0;
    /** Whether the server has handled an event of it, and so has something to lose. */
    this.isUsed = false;
    /** How far the page was when the server let the tab in. */
    this.awaited = 0;
  }

  /** What a tab that comes back says of itself. */
  get credentials() {
    return this.token ? [this.token, this.sequence] : [];
  }
}

function drawId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
