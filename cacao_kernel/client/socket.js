/** The socket: joins, sends, receives, and comes back by itself when the connection is lost. */

import { isPending, putBehind } from "./events.js";
import { fail } from "./failure.js";
import { editedFields, forgetEdits, tellFields } from "./fields.js";
import { Flight } from "./flight.js";
import { Identity } from "./identity.js";
import { wear } from "./kits.js";
import { morphTree } from "./morph.js";
import { countNodes } from "./node.js";
import { showNotice } from "./notice.js";
import { applyPatch } from "./patch.js";
import { sendWaiting } from "./pace.js";
import { Pulse } from "./pulse.js";
import { ACK, ACK_EVERY, BYE, ERROR, JOIN, KNOCK, LINK, PATCH, VERSION } from "./wire.js";

/** Milliseconds: the first wait before a new try, the longest, how long a gap stays unmentioned, how long
 * one that the server has announced does, and how long a connection must last to count as good. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10000;
const QUIET_GAP = 1000;
const QUIET_RESTART = 5000;
const STEADY = 3000;
/** What the server closes a socket with if the page is to join anew at once. */
const RENEWED = 4012;
const AGAIN = "Connected again.";

/** The connection of this tab. */
export class Connection {
  /** @param {HTMLElement} root the element around the tree */
  constructor(root) {
    this.root = root;
    this.identity = new Identity();
    this.pulse = new Pulse(this, isPending);
    /** Whether the server has said that it stops. */
    this.isStopping = false;
    this.tries = 0;
    /** Whether the server has let the tab in, and whether the page has got all that it had missed. */
    this.isIn = false;
    this.joined = false;
    this.isOutdated = false;
    /** Whether the code that serves has been exchanged since the page was live. @type {boolean | undefined} */
    this.isRenewed = false;
    /** Whether all of the painted tree is there. */
    this.isRead = false;
    /** The hash of the painted tree, until the first patch or if its shape is not what was sent. */
    this.hash = "";
    this.flight = new Flight(this);
    /** @type {WebSocket | undefined} */
    this.socket = undefined;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {number | undefined} */
    this.noticeTimer = undefined;
    /** @type {number | undefined} */
    this.steadyTimer = undefined;
    /** What the visitor is told once the page goes on; nothing if they have not been told of a loss. */
    this.greeting = "";
    /** Whether the server has ever let this document in. */
    this.hasJoined = false;
    /** @type {(number: number, path: string, title: string, tree: import("./node.js").PackedNode | null) => void} */
    this.onLink = () => {};
    this.onEnter = () => {};
    /** The address of what the page shows. */
    this.pathOf = () => location.pathname + location.search;
    this.onLinkError = () => {};
    addEventListener("online", () => this.hurry());
    addEventListener("pageshow", (event) => event.persisted && this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  /** Open the socket and join. */
  open() {
    this.timer = void clearTimeout(this.timer);
    const url = new URL(this.root.dataset.cacaoSocket ?? "", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    this.socket = socket;
    this.pulse.note();
    socket.onopen = () => this.join();
    socket.onmessage = (message) => socket === this.socket && this.take(message.data);
    socket.onclose = (event) => socket === this.socket && this.lost(event?.code === RENEWED);
  }

  /** Whether a socket is being opened: a network that swallows all would let that take minutes. */
  get isOpening() {
    return this.socket?.readyState === WebSocket.CONNECTING;
  }

  /** Take the painted tree over, now that all of it is there. */
  adopt() {
    const { cacaoNodes, cacaoHash } = this.root.dataset;
    this.isRead = true;
    this.hash = Number(cacaoNodes) === countNodes(this.root) ? cacaoHash ?? "" : "";
    this.join();
  }

  /** Tell the server which page this is, as soon as it listens and the page is read to its end. */
  join() {
    if (!this.isRead) return;
    const { tab, token, credentials } = this.identity;
    this.post([JOIN, VERSION, tab, this.pathOf(), this.hash, ...credentials]);
    // What was done on the page as it was painted goes in the same flight; on any other it waits for the tree.
    this.flight.last = 0;
    if (this.hash && !token) this.flight.send();
  }

  /**
   * Send a frame if the tab has joined; events that cannot go now go with the next join.
   * @param {string} text the frame as it is spelled
   */
  send(text) {
    if (this.joined && !this.flight.isApart) this.postText(text);
  }

  /**
   * Tell the user why an event was not sent.
   * @param {string} text
   */
  refuse(text) {
    showNotice(text, "error", 10);
  }

  /** @param {any[]} frame */
  post(frame) {
    this.postText(JSON.stringify(frame));
  }

  /** @param {string} text */
  postText(text) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  /**
   * Take in a message: one frame, or a list of those that left together. One that is none, or does not
   * fit the page, makes the tab join anew: the whole tree mends it.
   * @param {any} text
   */
  take(text) {
    this.pulse.note();
    try {
      const message = JSON.parse(text);
      for (const frame of Array.isArray(message[0]) ? message : [message]) {
        if (this.socket?.readyState === WebSocket.OPEN) this.receive(frame); // else the one before did not fit
      }
    } catch (error) {
      console.warn("Cacao got a frame that does not fit, and joins anew:", error);
      this.joinAnew();
    }
  }

  /** Get the whole tree: what the page shows is not what the server has. */
  joinAnew() {
    this.hash = "";
    this.identity.sequence = -1;
    this.socket?.close();
  }

  /** @param {any[]} frame */
  receive([letter, first, second, third, fourth, fifth, sixth]) {
    // What comes first lets the tab in, says why not, or sends it elsewhere; later it brings a whole tree.
    const isElsewhere = letter === LINK && fourth === null;
    const isDue = this.isIn ? letter !== JOIN || (second && third) : letter === JOIN && first >= 0;
    if (!isDue && letter !== ERROR && !isElsewhere) throw new Error("out of turn");
    const kits = letter === LINK ? sixth : letter === JOIN && fourth;
    if (kits) wear(kits);
    if (letter === PATCH) {
      this.hash = "";
      try {
        applyPatch(this.root, second);
      } catch {
        this.joinAnew();
        return;
      }
      this.identity.sequence = first;
      if (first % ACK_EVERY === 0) this.post([ACK, first]);
      this.catchUp();
    } else if (letter === ACK) {
      this.identity.isUsed = true;
      this.flight.land(first, true);
    } else if (letter === ERROR) fail(this, first, second, third);
    else if (letter === JOIN) this.enter(first, second, third);
    else if (letter === LINK) {
      if (fourth !== null) this.identity.sequence = fifth;
      this.onLink(first, second, third, fourth);
    } else if (letter === BYE) this.isStopping = true;
    else if (letter !== KNOCK) throw new Error("unknown");
  }

  /**
   * The server has let the tab in.
   * @param {number} sequence how far the page will be, once it has got the patches that it has missed
   * @param {import("./node.js").PackedNode | null} tree the whole tree, if the page shows another
   * @param {string} [token] nothing if the tab goes on where it stopped
   */
  enter(sequence, tree, token) {
    const { identity } = this;
    this.isIn = true;
    identity.awaited = sequence;
    if (token !== undefined) {
      identity.sequence = sequence;
      sendWaiting(); // what is told later would count edits that nobody knows of
      // A server that knows nothing of this tab is told what was typed.
      const isForgotten = this.hasJoined && token !== identity.token;
      const typed = isForgotten ? editedFields(this.root, isPending) : [];
      if (isForgotten && identity.isUsed) this.greeting = "This page starts afresh: the app was restarted, or you were away for long.";
      identity.isUsed &&= !isForgotten;
      // What a field is answered now has to be known before more is told of it: the server has no counts any more.
      this.flight.isApart = this.hasJoined && !this.joined;
      identity.token = token;
      forgetEdits(this.root, isPending, !this.joined);
      if (tree !== null) {
        this.hash = "";
        morphTree(this.root, tree);
      }
      putBehind(() => tellFields(typed));
    }
    this.catchUp();
  }

  /** Go on, once the page is as far as it was when the server let the tab in. */
  catchUp() {
    if (this.joined || this.identity.sequence < this.identity.awaited) return;
    this.noticeTimer = void clearTimeout(this.noticeTimer);
    if (this.greeting) showNotice(this.greeting, "back", this.greeting === AGAIN ? 2 : 10);
    this.greeting = "";
    this.joined = this.hasJoined = true;
    // A connection that is lost at once, again and again, must not be asked for without pause.
    this.steadyTimer = setTimeout(() => (this.tries = 0), STEADY);
    this.root.dataset.cacaoJoined = "";
    this.flight.goOn();
    if (this.isRenewed) document.dispatchEvent(new Event("cacao:renewed"));
    this.isRenewed = false;
  }

  /**
   * The connection is gone: say so if it lasts, and try again after a while that grows.
   * @param {boolean} [isAwaited] whether the server awaits the page on another
   */
  lost(isAwaited) {
    this.isIn = this.joined = false;
    delete this.root.dataset.cacaoJoined;
    if (this.isOutdated) return;
    this.isRenewed ||= isAwaited;
    clearTimeout(this.steadyTimer);
    this.noticeTimer ??= setTimeout(() => {
      this.greeting ||= AGAIN;
      showNotice("Connection lost. Trying to reach the server again …", "away");
    }, this.isStopping ? QUIET_RESTART : QUIET_GAP);
    this.isStopping = false;
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries++);
    // Jitter: browsers that lost the same server do not come back in step.
    this.timer = setTimeout(() => this.open(), isAwaited ? 0 : longest * (0.5 + Math.random() / 2));
  }

  /** Try again at once, if a try is waiting; else see whether the connection is still good. */
  hurry() {
    if (this.timer) this.open();
    else if (this.isIn) this.pulse.ask();
  }

  /** Ask whether the server is there. */
  knock() {
    this.post([KNOCK]);
  }

  /** Take the connection for lost, although it has not been closed. */
  giveUp() {
    const { socket } = this;
    this.socket = undefined;
    socket?.close();
    this.lost();
  }

  /** Tell the server that this document is gone for good. */
  leave() {
    if (this.isIn) this.post([BYE]);
  }
}
