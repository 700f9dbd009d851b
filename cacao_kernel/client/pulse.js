/** Pulse: whether the server is still heard; a connection may be dead without having been closed. */

/** How often the silence is looked at, and how long it may last where nothing is waited for, in milliseconds. */
const WATCH = 3000;
const SILENCE = 25000;

/**
 * @typedef {object} Line what is listened to
 * @property {boolean} isIn whether the server has let the tab in
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
    /** When the server was last heard, and whether it has been asked since if it is there. */
    this.heard = 0;
    this.isAsked = false;
    setInterval(() => this.look(), WATCH);
  }

  /** The server was heard. */
  note() {
    this.heard = performance.now();
    this.isAsked = false;
  }

  /** Ask if the server has been silent; if it has not answered what was asked before, give up. */
  look() {
    if (!this.line.isIn || document.hidden) return;
    if (this.isAsked) this.line.giveUp();
    else if (performance.now() - this.heard > (this.isWaiting() ? WATCH : SILENCE)) this.ask();
  }

  /** Ask whether the server is there. */
  ask() {
    this.isAsked = true;
    this.line.knock();
  }
}
