/** Pulse: whether the server is still heard; a connection may be dead without having been closed. */

/** Milliseconds: how often the silence is looked at, how long it may last where something is waited for, and
 * where nothing is. */
const WATCH = 1000;
const PATIENCE = 3000;
const SILENCE = 15000;

/**
 * @typedef {object} Line what is listened to
 * @property {boolean} isIn whether the server has let the tab in
 * @property {boolean} isOpening whether a socket is being opened
 * @property {() => void} knock asks whether the server is there
 * @property {() => void} giveUp takes the connection for lost
 */

/** The pulse of one connection. */
export class Pulse {
  /**
   * @param {Line} line
   * @param {() => boolean} isWaiting whether something is waited for
   */
  constructor(line, isWaiting) {
    this.line = line;
    this.isWaiting = isWaiting;
    /** When the server was last heard, and when it has been asked since if it is there; 0: it has not. */
    this.heard = 0;
    this.asked = 0;
    setInterval(() => this.look(), WATCH);
  }

  /** The server was heard, or a socket begins to be opened. */
  note() {
    this.heard = performance.now();
    this.asked = 0;
  }

  /** Ask if the server has been silent; if it has not answered what was asked before, give up. */
  look() {
    if (document.hidden) return;
    const now = performance.now();
    if (this.line.isOpening) {
      if (now - this.heard > SILENCE) this.line.giveUp();
    } else if (!this.line.isIn) return;
    else if (this.asked) {
      if (now - this.asked > PATIENCE) this.line.giveUp();
    } else if (now - this.heard > (this.isWaiting() ? PATIENCE : SILENCE)) this.ask();
  }

  /** Ask whether the server is there. */
  ask() {
    this.asked ||= performance.now();
    this.line.knock();
  }
}
