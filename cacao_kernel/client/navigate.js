/**
 * Navigation: links, back and forward travel over the socket; what the app cannot show, the browser
 * loads in full.
 */

import { markBusy, unmarkBusy } from "./busy.js";
import { isPending } from "./events.js";
import { forgetEdits } from "./fields.js";
import { morphTree } from "./morph.js";
import { sayTitle, showProgress } from "./notice.js";
import { sendWaiting } from "./pace.js";
import { LINK } from "./wire.js";

/** Milliseconds: after which a link shows that it is under way, and how long scrolling must have paused. */
const SLOW_LINK = 300;
const SCROLL_PAUSE = 250;

/**
 * @typedef {object} Trip a link without an answer yet
 * @property {number} number
 * @property {URL} url
 * @property {boolean} isPop whether the browser went back or forward, and shows the address already
 * @property {Element | undefined} link what was clicked
 * @property {ReturnType<typeof setTimeout>} timer
 */

/** The way of this tab from page to page. */
export class Navigation {
  /**
   * @param {HTMLElement} root the element around the tree
   * @param {import("./socket.js").Connection} connection
   */
  constructor(root, connection) {
    this.root = root;
    this.connection = connection;
    this.prefix = (root.dataset.cacaoSocket ?? "").replace(/\/_cacao\/socket$/, "");
    this.number = 0;
    /** @type {Trip | undefined} */
    this.trip = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.scrollTimer = undefined;
    this.page = pageOf(location);
    /**
     * Where each entry of the history was scrolled to when it was left.
     * @type {Map<string, number[]>}
     */
    this.positions = new Map();
    history.scrollRestoration = "manual";
    const { cacao: entry = drawEntry(), x = 0, y = 0 } = history.state ?? {};
    this.entry = entry;
    if (history.state?.cacao) scrollTo(x, y);
    // Where it is scrolled to in truth is asked later: it would be laid out for that, before all that is urgent.
    this.keep(x, y);
    this.rememberSoon();
    document.addEventListener("click", (event) => this.click(event));
    addEventListener("popstate", (event) => this.pop(event.state));
    addEventListener("scroll", () => this.rememberSoon(), { passive: true });
    connection.onLink = (number, path, title, tree) => this.arrive(number, path, title, tree);
    connection.onEnter = () => this.trip && this.go(this.trip.url, this.trip.isPop, this.trip.link);
    connection.onLinkError = () => this.settle();
    // Back and forward change the address before the page.
    connection.pathOf = () => this.trip?.isPop ? this.page : pageOf(location);
  }

  /** Keep the scroll position with the entry of the history. */
  remember() {
    clearTimeout(this.scrollTimer);
    this.keep(scrollX, scrollY);
  }

  /**
   * Keep a position with the entry of the history, where a full load finds it, too.
   * @param {number} x
   * @param {number} y
   */
  keep(x, y) {
    this.positions.set(this.entry, [x, y]);
    history.replaceState({ cacao: this.entry, x, y }, "");
  }

  /** Keep the scroll position once scrolling pauses. */
  rememberSoon() {
    clearTimeout(this.scrollTimer);
    this.scrollTimer = setTimeout(() => this.remember(), SCROLL_PAUSE);
  }

  /**
   * Follow a link, unless the browser is to do it.
   * @param {MouseEvent} event
   */
  click(event) {
    if (event.defaultPrevented || event.button) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a[href], area[href]") : null;
    if (!(link instanceof HTMLAnchorElement || link instanceof HTMLAreaElement)) return;
    if (!this.root.contains(link) || !this.isOurs(link)) return;
    this.remember();
    // A place on this page, or nobody to ask: that is the browser's. What is asked while the server is away waits.
    if ((link.href.includes("#") && pageOf(link) === this.page) || !this.connection.hasJoined) return;
    event.preventDefault();
    this.go(new URL(link.href), false, link);
  }

  /** @param {HTMLAnchorElement | HTMLAreaElement} link */
  isOurs(link) {
    if (link.target && link.target !== "_self") return false;
    if (link.hasAttribute("download") || (link.dataset.cacaoReload ?? "false") !== "false") return false;
    return link.origin === location.origin && link.pathname.startsWith(`${this.prefix}/`);
  }

  /**
   * The browser went back or forward.
   * @param {any} state what was kept with the entry
   */
  pop(state) {
    if (!state?.cacao) {
      // A place on this page, gone to by the browser itself: an entry it has just made.
      this.entry = drawEntry();
      this.remember();
      return;
    }
    clearTimeout(this.scrollTimer);
    this.positions.set(this.entry, [scrollX, scrollY]);
    this.entry = state.cacao;
    if (pageOf(location) === this.page && !this.trip) this.restore();
    else if (this.connection.hasJoined) this.go(new URL(location.href), true);
    else location.reload();
  }

  /**
   * Ask for a page; a link that is under way is forgotten for it, here as on the server.
   * @param {URL} url
   * @param {boolean} isPop
   * @param {Element} [link]
   */
  go(url, isPop, link) {
    this.settle();
    const timer = setTimeout(() => showProgress(true), SLOW_LINK);
    this.trip = { number: ++this.number, url, isPop, link, timer };
    this.root.setAttribute("aria-busy", "true");
    if (link) markBusy(link);
    this.connection.send(JSON.stringify([LINK, this.number, pageOf(url)]));
  }

  /** Nothing is under way any more. */
  settle() {
    clearTimeout(this.trip?.timer);
    if (this.trip?.link) unmarkBusy(this.trip.link);
    this.trip = undefined;
    this.root.removeAttribute("aria-busy");
    showProgress(false);
  }

  /**
   * The server answers a link, or sends the tab elsewhere by itself.
   * @param {number} number of the link, or 0
   * @param {string} path which may be another than was asked for
   * @param {string} title
   * @param {import("./node.js").PackedNode | null} tree nothing if the browser is to load the page in full
   */
  arrive(number, path, title, tree) {
    const trip = this.trip;
    const url = new URL(path, location.href);
    if (!/^https?:$/.test(url.protocol)) throw new Error("no address of a page");
    if (trip && pageOf(url) === pageOf(trip.url)) url.hash = trip.url.hash;
    if (tree === null) {
      if (number && number !== trip?.number) return;
      this.settle();
      if (pageOf(url) === pageOf(location) && url.origin === location.origin) location.reload();
      else location.assign(url);
      return;
    }
    const focused = document.activeElement;
    const before = describeFocus(this.root, focused);
    this.connection.hash = "";
    sendWaiting();
    forgetEdits(this.root, isPending, false);
    morphTree(this.root, tree, true);
    document.title = title;
    // The page of an older link, shown in passing: a newer one is on its way.
    if (number && number !== trip?.number) return;
    this.settle();
    if (!trip?.isPop) this.enter(url);
    else if (pageOf(url) !== pageOf(location)) history.replaceState(history.state, "", url);
    this.page = pageOf(location);
    if (!before || before !== describeFocus(this.root, focused)) focusHeading(this.root);
    if (trip?.isPop) this.restore();
    else if (!scrollToPlace(url.hash)) scrollTo(0, 0);
    sayTitle(title);
  }

  /**
   * Make an entry of the history; the same address again is none.
   * @param {URL} url
   */
  enter(url) {
    if (url.href === location.href) return;
    this.remember();
    this.entry = drawEntry();
    history.pushState({ cacao: this.entry, x: 0, y: 0 }, "", url);
  }

  /** Scroll to where the entry was when it was left. */
  restore() {
    const [x, y] = this.positions.get(this.entry) ?? [history.state?.x ?? 0, history.state?.y ?? 0];
    scrollTo(x, y);
  }
}

/**
 * Return what the server is asked for.
 * @param {{pathname: string, search: string}} url
 */
function pageOf(url) {
  return url.pathname + url.search;
}

/** A new name for an entry of the history. */
function drawEntry() {
  return `${Date.now()}-${Math.random()}`;
}

/**
 * Describe what has the focus, so that it can be told whether it is still the same afterwards.
 * @param {Element} root
 * @param {Element | null} element
 */
function describeFocus(root, element) {
  if (!element || element === root || element !== document.activeElement || !root.contains(element)) return "";
  const names = ["id", "href", "name", "aria-label", "data-cacao-mark"].map((name) => element.getAttribute(name));
  return JSON.stringify([element.localName, names, element.textContent]);
}

/**
 * Start reading at the page's heading, as after a load.
 * @param {HTMLElement} root
 */
function focusHeading(root) {
  const heading = root.querySelector("h1") ?? root;
  if (!heading.hasAttribute("tabindex")) heading.setAttribute("tabindex", "-1");
  /** @type {HTMLElement} */ (heading).focus({ preventScroll: true });
  // What scrolls by itself around the new content begins at its top.
  for (let around = heading.parentElement; around && around !== document.body; around = around.parentElement) {
    around.scrollTop = 0;
  }
}

/**
 * Scroll to the place on the page that an address names, if it names one.
 * @param {string} hash
 */
function scrollToPlace(hash) {
  let id = hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // as it stands
  }
  const place = id && document.getElementById(id);
  if (place) place.scrollIntoView();
  return Boolean(place);
}
