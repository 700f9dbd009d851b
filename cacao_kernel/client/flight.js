/** Flight: the events that a connection has taken up to the server, and those that wait for them to land. */

import { pendingFrames, settle } from "./events.js";
import { getOn } from "./notice.js";

/**
 * @typedef {object} Carrier what takes frames up
 * @property {HTMLElement} root the element around the tree
 * @property {(frame: any[]) => void} post
 * @property {() => void} onEnter
 */

/** What is under way on one connection after another. */
export class Flight {
  /** @param {Carrier} carrier */
  constructor(carrier) {
    this.carrier = carrier;
    /** Whether one element's events have to land before the next one's go, which may be told otherwise then. */
    this.isApart = false;
    /** The last event that has gone since the join. */
    this.last = 0;
  }

  /** Send events that have no answer and have not gone since the join. */
  send() {
    const frames = pendingFrames(this.carrier.root, this.last, this.isApart);
    for (const frame of frames) this.carrier.post((this.last = frame[1], frame));
    this.isApart &&= frames.length > 0;
  }

  /** Send what waits, and the link behind all of it. */
  goOn() {
    this.send();
    if (!this.isApart) this.carrier.onEnter();
  }

  /**
   * Note the server's answer to an event, and return the event.
   * @param {number} number
   * @param {boolean} isHandled whether its handler has run
   */
  land(number, isHandled) {
    const entry = settle(number, isHandled);
    if (isHandled) getOn();
    if (this.isApart && number >= this.last) this.goOn();
    return entry;
  }
}
