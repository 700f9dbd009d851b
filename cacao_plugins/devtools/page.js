/** Devtools in the page that they look at: the panel's frame, outlines, flashes, a slower line. */

const KEY = "cacao-devtools";
const LOOKS = `
  :host { all: initial; position: fixed; inset: 0; z-index: 2147483600; pointer-events: none; color-scheme: light dark;
    --ground: light-dark(#fffdfb, #1b1512); --text: light-dark(#2b1d14, #f3e9e1); --line: light-dark(#d9c9bd, #54443a);
    --brown: light-dark(#6b4226, #d9a877); font: 13px/1.4 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
  button { font: inherit; color: inherit; cursor: pointer; pointer-events: auto; }
  button:focus-visible { outline: 2px solid var(--brown); outline-offset: 2px; }
  .open { position: fixed; inset: auto auto 12px 12px; width: 32px; height: 32px; padding: 0; border-radius: 50%;
    border: 1px solid var(--line); background: var(--ground); color: var(--brown); opacity: .75; font-size: 15px;
    box-shadow: 0 1px 4px #0003; }
  .open:hover, .open:focus-visible { opacity: 1; }
  iframe { position: fixed; box-sizing: border-box; border: 0; background: var(--ground); pointer-events: auto; color-scheme: light dark; }
  iframe[hidden] { display: none; }
  iframe.right { inset: 0 0 0 auto; width: min(440px, 50vw); height: 100%; border-inline-start: 1px solid var(--line); }
  iframe.below { inset: auto 0 0 0; width: 100%; height: min(360px, 55vh); border-top: 1px solid var(--line); }
  iframe.right.past { border-inline-start: 4px solid var(--brown); }
  iframe.below.past { border-top: 4px solid var(--brown); }
  .box { position: fixed; box-sizing: border-box; border-radius: 3px; }
  .outline { border: 2px solid #1a73e8; background: #1a73e81f; }
  .flash { border: 2px solid #d9822b; background: #d9822b33; animation: fade .7s ease-out forwards; }
  @keyframes fade { to { opacity: 0; } }
  @media (prefers-reduced-motion: reduce) { .flash { animation-timing-function: step-end; } }
  @media print { :host { display: none; } }
`;
// What these say nobody sees.
const UNSEEN = /^(data-cacao|(id|for|name|aria-(describedby|labelledby|controls|label|live|owns))$)/;

const root = document.getElementById("cacao");
const page = document.documentElement;
const host = document.createElement("cacao-devtools");
const shadow = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
const layer = document.createElement("div");
const opener = document.createElement("button");
/** @type {HTMLIFrameElement | undefined} */
let frame;
let dock = "right";
let chosen = "";
/** Whether the page shows its past: the panel says so, and stands out, as what lies above the page would cover it. */
let isPast = false;
/** @type {MutationObserver | undefined} */
let flashes;

/** Whether the panel was open, and what was chosen in it, is remembered for the tab, so that a reload keeps it. */
function remember() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([Boolean(frame && !frame.hidden), chosen]));
  } catch {
    // a browser that stores nothing begins with a closed panel
  }
}

/** @returns {[boolean, string]} whether the panel was open, and the query string of what was chosen in it */
function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "") ?? [false, ""];
  } catch {
    return [false, ""];
  }
}

/** The address of this tab's panel. */
function address() {
  const own = root?.firstElementChild?.getAttribute("data-cacao-devtools") ?? "";
  return own && chosen ? `${own}&${chosen}` : own;
}

/** @param {boolean} [focused] whether whoever opens it goes on there */
function show(focused = false) {
  if (!frame) {
    if (!address()) return;
    frame = document.createElement("iframe");
    frame.title = "Devtools";
    frame.src = address();
    frame.addEventListener("load", () => {
      if (focused) enter();
    });
    shadow.append(frame);
  }
  frame.hidden = false;
  opener.hidden = true;
  if (focused) enter();
  place();
  remember();
}

/** Go on in the panel, unless a dialog lies above all: nothing but that can be used, and the keys would be lost. */
function enter() {
  if (!document.querySelector(":modal")) frame?.contentWindow?.focus();
}

function hide() {
  if (!frame) return;
  toNow();
  frame.hidden = true;
  opener.hidden = false;
  outline([]);
  place();
  remember();
  opener.focus();
}

function toggle() {
  if (frame && !frame.hidden) hide();
  else show(true);
}

/** Make room for the panel, beside the page or below it. */
function place() {
  const isOpen = frame && !frame.hidden;
  const side = innerWidth < 700 ? "below" : dock;
  if (frame) frame.className = isPast ? `${side} past` : side;
  const beside = isOpen && side === "right" ? "min(440px, 50vw)" : "";
  const below = isOpen && side === "below" ? "min(360px, 55vh)" : "";
  page.style.marginRight = beside;
  page.style.marginBottom = below;
  // What stands at the edge of the window moves as well.
  page.style.setProperty("--cacao-room-right", beside || "0px");
  page.style.setProperty("--cacao-room-bottom", below || "0px");
}

/** Show the present again. */
function toNow() {
  /** @type {HTMLElement | null | undefined} */
  const button = frame?.contentDocument?.querySelector("[data-now]");
  button?.click();
}

/**
 * Return the DOM node at a place: for each step from the root of the tree its index.
 * @param {number[]} steps
 * @returns {Node | undefined}
 */
function find(steps) {
  let node = root?.firstChild ?? undefined;
  for (const step of steps) node = node?.childNodes[step];
  return node;
}

/** @param {Node} node */
function boxOf(node) {
  if (node instanceof Element) return node.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  return box.width || box.height ? box : node.parentElement?.getBoundingClientRect();
}

/**
 * Draw a box over a node.
 * @param {Node} node
 * @param {string} kind
 */
function draw(node, kind) {
  const box = boxOf(node);
  if (!box || (!box.width && !box.height)) return undefined;
  const drawn = document.createElement("div");
  drawn.className = `box ${kind}`;
  Object.assign(drawn.style, {
    left: `${box.left - 2}px`, top: `${box.top - 2}px`, width: `${box.width + 4}px`, height: `${box.height + 4}px`,
  });
  layer.append(drawn);
  return drawn;
}

/** @param {number[][]} places */
function outline(places) {
  for (const drawn of layer.querySelectorAll(".outline")) drawn.remove();
  for (const steps of places) {
    const node = find(steps);
    if (node) draw(node, "outline");
  }
}

/**
 * What each field shows: its attribute follows what was typed long after that was seen.
 * @type {WeakMap<Node, string>}
 */
let shown = new WeakMap();

/** @param {Node | EventTarget | null} field */
function read(field) {
  if (field instanceof HTMLInputElement) return `${field.value} ${field.checked}`;
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) return field.value;
  return undefined;
}

/** @param {Node | EventTarget | null} field */
function note(field) {
  const now = read(field);
  if (now !== undefined) shown.set(/** @type {Node} */ (field), now);
}

/**
 * Tell whether a person could see a change.
 * @param {MutationRecord} change
 */
function isSeen({ type, target, attributeName: name, oldValue }) {
  if (type === "childList") return true;
  if (type === "characterData") return target.nodeType === Node.TEXT_NODE && target.nodeValue !== oldValue;
  if (!name || UNSEEN.test(name)) return false;
  if (["value", "checked", "selected"].includes(name)) {
    const field = target instanceof HTMLOptionElement ? target.closest("select") : target;
    const now = read(field);
    if (field && now !== undefined) return shown.get(field) !== now;
  }
  return /** @type {Element} */ (target).getAttribute(name) !== oldValue;
}

/** @param {boolean} isOn */
function flash(isOn) {
  flashes?.disconnect();
  flashes = undefined;
  if (!isOn || !root) return;
  for (const field of root.querySelectorAll("input, select, textarea")) note(field);
  flashes = new MutationObserver((changes) => {
    /** @type {Set<Node>} */
    const nodes = new Set();
    for (const change of changes.filter(isSeen)) {
      const added = [...change.addedNodes].filter((node) => node.nodeType !== Node.COMMENT_NODE);
      if (added.length) added.forEach((node) => nodes.add(node));
      else nodes.add(change.target);
    }
    for (const field of root.querySelectorAll("input, select, textarea")) note(field);
    for (const node of [...nodes].slice(0, 60)) {
      const drawn = draw(node, "flash");
      if (drawn) setTimeout(() => drawn.remove(), 700);
    }
  });
  flashes.observe(root, {
    subtree: true, childList: true, characterDataOldValue: true, attributeOldValue: true,
  });
}

/** What the tab sends waits so many milliseconds; until this moment the server cannot be reached. */
let delay = 0;
let awayUntil = 0;
let lastDue = 0;
/** @type {WebSocket | undefined} */
let socket;
const Socket = WebSocket;
const sendNow = Socket.prototype.send;

Socket.prototype.send = function (data) {
  if (this.readyState !== Socket.OPEN) return sendNow.call(this, data);
  socket = this;
  const now = performance.now();
  if (!delay && lastDue <= now) return sendNow.call(this, data);
  lastDue = Math.max(lastDue, now + delay); // in order, also after the delay has become shorter
  setTimeout(() => this.readyState === Socket.OPEN && sendNow.call(this, data), lastDue - now);
};

window.WebSocket = class extends Socket {
  /**
   * @param {string | URL} url
   * @param {string | string[]} [protocols]
   */
  constructor(url, protocols) {
    super(url, protocols);
    if (Date.now() < awayUntil) this.close();
  }
};

/** @param {number} milliseconds */
function leave(milliseconds) {
  if (!socket) dispatchEvent(new Event("online")); // lets the client ask for a sign of life, which names its socket
  awayUntil = Date.now() + milliseconds;
  socket?.close();
  setTimeout(() => dispatchEvent(new Event("online")), milliseconds + 50);
}

/**
 * What the panel asks for.
 * @param {CustomEvent<Record<string, any>>} event
 */
function obey({ detail }) {
  if ("outline" in detail) outline(detail.outline);
  if ("toggle" in detail) toggle();
  if ("close" in detail) hide();
  if ("offline" in detail) leave(detail.offline);
  if ("dock" in detail) {
    dock = detail.dock;
    place();
  }
  if ("flash" in detail) flash(detail.flash);
  if ("delay" in detail) delay = detail.delay;
  if ("chosen" in detail) {
    chosen = detail.chosen;
    remember();
  }
  if ("past" in detail) {
    isPast = Boolean(detail.past);
    if (root) root.inert = isPast; // what is seen there is over: it cannot be clicked
    place();
  }
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (!(event.ctrlKey && event.shiftKey && event.code === "KeyD")) return;
  event.preventDefault();
  if (!event.repeat) toggle(); // a key that is held is pressed once
}

if (root && !document.querySelector("cacao-devtools")) {
  sheet.replaceSync(LOOKS);
  shadow.adoptedStyleSheets = [sheet];
  opener.className = "open";
  opener.textContent = "◔";
  opener.title = "Devtools (Ctrl+Shift+D)";
  opener.setAttribute("aria-label", "Devtools");
  opener.addEventListener("click", () => show(true));
  layer.setAttribute("aria-hidden", "true");
  shadow.append(layer, opener);
  const attach = () => {
    document.body.append(host);
    const [wasOpen, query] = recall();
    chosen = query;
    if (wasOpen) show();
  };
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);
  addEventListener("keydown", press);
  addEventListener("input", (event) => note(event.target), true);
  addEventListener("resize", place);
  document.addEventListener("cacao-devtools", (event) => obey(/** @type {CustomEvent} */ (event)));
}
