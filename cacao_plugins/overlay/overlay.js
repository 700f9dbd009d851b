/** The overlay: tells a developer of errors on the page itself. All of it is text; the page behind lives on. */

// An App puts its own in here.
const EDITOR = "";
const HOME = "";

const MOST = 20;
const MARKED = 4000; // milliseconds that a node stays marked once the overlay is closed

/** @typedef {[string, string][]} Pairs */
/** @typedef {{file: string, line: number, function: string, code: [number, string, boolean][], locals: Pairs, editor?: string | null}} Frame */
/** @typedef {{kind: string, node: string, label: string, handler: string, params: Pairs, payload: Pairs}} Deed */
/** @typedef {{title: string, message: string, hint: string, where: {file: string, line: number, column: number} | null, frames: Frame[], event: Deed | null, editor: string | null, id: string, source?: string, place?: number[] | null, times?: number}} Report */

/** @type {Report[]} */
const reports = [];
/** @type {Set<string>} what has been closed: it comes back by itself only if somebody has done something */
const closed = new Set();
let shown = 0;
/** @type {Report | undefined} whose node is being looked at, once the overlay is closed for that */
let looked;

// Of a name that no node of a page has: no tree that comes from the server is taken for it.
const home = document.createElement("cacao-overlay");
const dialog = document.createElement("dialog");
const card = document.createElement("div");
const mark = document.createElement("div");
dialog.className = "cacao-fault";
dialog.lang = "en";
dialog.setAttribute("aria-modal", "true");
dialog.setAttribute("aria-labelledby", "cacao-fault-title");
card.className = "cacao-fault-card";
mark.className = "cacao-fault-mark";
mark.popover = "manual";
dialog.append(card);
home.append(mark, dialog);

/**
 * Make an element with a text, or with others in it.
 * @param {string} tag
 * @param {string} name its class
 * @param {(string | Node)[]} inner
 */
function make(tag, name, ...inner) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inner);
  return element;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [label] what it is called, if the text does not say it
 */
function makeButton(text, act, label) {
  const button = /** @type {HTMLButtonElement} */ (make("button", "", text));
  button.type = "button";
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", act);
  return button;
}

/**
 * The address that opens a line in the editor.
 * @param {string} file
 * @param {number} line
 * @param {number} [column]
 */
function editorUrl(file, line, column = 1) {
  if (!EDITOR || file.startsWith("<")) return "";
  const path = /^([/\\]|[a-z]:)/i.test(file) ? file : HOME + "/" + file;
  const spelled = encodeURI(path.startsWith("/") ? path : "/" + path).replace(/[?#&]/g, encodeURIComponent);
  return String(EDITOR).replace("{file}", spelled).replace("{line}", String(line)).replace("{column}", String(column));
}

/**
 * A link that opens the editor; nothing if it leads to none.
 * @param {string | null | undefined} given
 * @param {string} file
 * @param {number} line
 * @param {string} text
 */
function makeLink(given, file, line, text) {
  const url = given || editorUrl(file, line);
  // What runs by itself is no editor.
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url) || /^(javascript|vbscript|data|blob):/i.test(url)) return "";
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", text));
  link.href = url;
  return link;
}

/** @param {Pairs} pairs */
function makePairs(pairs) {
  const list = make("dl", "");
  list.dir = "ltr";
  for (const [name, text] of pairs) list.append(make("dt", "", name), make("dd", "", text));
  return list;
}

/**
 * @param {Frame} frame
 * @param {boolean} isFirst
 */
function makeFrame(frame, isFirst) {
  const heading = make("h3", "", make("code", "", `${frame.file}:${frame.line}`));
  heading.dir = "ltr";
  if (frame.function) heading.append(" in ", make("code", "", frame.function));
  heading.append(makeLink(frame.editor, frame.file, frame.line, "Open"));
  const section = make("section", "", heading);
  if (frame.code.length) {
    const code = make("pre", "");
    code.dir = "ltr";
    code.tabIndex = 0; // so that what is wider than the screen can be scrolled by keys
    code.setAttribute("aria-label", `${frame.file}, line ${frame.line}`);
    for (const [number, text, isCurrent] of frame.code) {
      const line = make("span", isCurrent ? "cacao-fault-now" : "", make("i", "", String(number)), text + "\n");
      if (isCurrent) line.setAttribute("aria-current", "true");
      code.append(line);
    }
    section.append(code);
  }
  if (frame.locals.length) {
    const details = /** @type {HTMLDetailsElement} */ (make("details", "", make("summary", "", "Values"), makePairs(frame.locals)));
    details.open = isFirst;
    section.append(details);
  }
  return section;
}

/** @param {Deed} event */
function makeEvent(event) {
  const what = event.label ? `${event.node} “${event.label}”` : event.node;
  const pairs = [["event", `${event.kind} on ${what}`], ["handler", event.handler || "none: it sets what is bound"]];
  const told = /** @type {Pairs} */ ([...pairs, ...event.params, ...event.payload]);
  return make("section", "", make("h3", "", "What was done"), makePairs(told));
}

/**
 * A report as text, to be pasted.
 * @param {Report} report
 */
function spell(report) {
  const lines = [`${report.title}: ${report.message}`];
  if (report.hint) lines.push(report.hint);
  if (report.source) lines.push(`in ${report.source}`);
  for (const frame of report.frames) {
    lines.push(`  File "${frame.file}", line ${frame.line}, in ${frame.function || "the file"}`);
    for (const [, text, isCurrent] of frame.code) if (isCurrent) lines.push(`    ${text.trim()}`);
  }
  if (report.event) lines.push(`${report.event.kind} on ${report.event.node} “${report.event.label}”`);
  if (report.id) lines.push(`error ${report.id}`);
  return lines.join("\n");
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(spell(reports[shown]));
    button.textContent = "Copied";
  } catch {
    button.textContent = "The browser does not let me copy";
  }
}

/**
 * The node of the page that a report has to do with.
 * @param {Report} report
 */
function nodeOf({ place }) {
  /** @type {Node | null | undefined} */
  let node = document.getElementById("cacao")?.firstChild;
  for (const index of place ?? []) node = node?.childNodes[index];
  if (!place || !node) return null;
  return node instanceof Element ? node : node.parentElement;
}

/** Mark the node of the report that is shown, if the page shows one. */
function placeMark() {
  const report = looked ?? reports[shown];
  const node = report && nodeOf(report);
  const box = node?.getBoundingClientRect();
  if (!box || !(box.width + box.height)) {
    hideMark();
    return;
  }
  if (!mark.matches(":popover-open")) mark.showPopover();
  for (const side of /** @type {const} */ (["left", "top", "width", "height"])) mark.style.setProperty(side, `${box[side]}px`);
}

function hideMark() {
  if (mark.matches(":popover-open")) mark.hidePopover();
}

/** Let the node be seen without what lies above it. */
function showNode() {
  looked = reports[shown];
  dialog.close();
  nodeOf(looked)?.scrollIntoView({ block: "center" });
  setTimeout(leaveNode, MARKED);
}

function leaveNode() {
  looked = undefined;
  if (!dialog.open) hideMark();
}

/** Show the report whose turn it is. */
function draw() {
  const report = reports[shown];
  const title = make("h2", "", report.title);
  title.id = "cacao-fault-title";
  title.tabIndex = -1;
  const bar = make("header", "", title);
  if (reports.length > 1) {
    const turn = (/** @type {number} */ by) => {
      shown = (shown + by + reports.length) % reports.length;
      draw();
      /** @type {HTMLElement | null} */ (card.querySelector(`[data-by="${by}"]`))?.focus();
    };
    const [back, on] = [makeButton("‹", () => turn(-1), "Previous error"), makeButton("›", () => turn(1), "Next error")];
    back.dataset.by = "-1";
    on.dataset.by = "1";
    const count = make("span", "", `${shown + 1} of ${reports.length}`);
    count.setAttribute("role", "status");
    count.dir = "ltr"; // English, whatever the page is
    bar.append(make("nav", "", back, count, on));
  }
  bar.append(makeButton("×", () => dialog.close(), "Close"));
  const message = make("p", "cacao-fault-message", report.message);
  message.dir = "auto";
  const copying = makeButton("Copy", () => copy(copying));
  const deeds = make("p", "cacao-fault-deeds", copying);
  if (report.where) deeds.prepend(makeLink(report.editor, report.where.file, report.where.line, "Open in the editor"));
  if (nodeOf(report)) deeds.append(makeButton("Show the node", showNode));
  const told = (/** @type {string} */ name, /** @type {string} */ text) => {
    const line = make("p", name, text);
    line.dir = "auto";
    return line;
  };
  const times = (report.times ?? 1) > 1 ? ` · ${report.times} times` : "";
  const facts = [report.source, report.id && `error ${report.id}, as in the log`].filter(Boolean).join(" · ") + times;
  card.replaceChildren(
    bar,
    message,
    ...(report.hint ? [told("cacao-fault-hint", report.hint)] : []),
    ...(facts ? [told("cacao-fault-facts", facts)] : []),
    deeds,
    ...report.frames.map((frame, number) => makeFrame(frame, !number)),
    ...(report.event ? [makeEvent(report.event)] : [])
  );
  placeMark();
  return title;
}

/** Take the line at the foot of the page away if it tells of the same error, and less. */
function hideNotice() {
  const notice = document.querySelector("cacao-notice");
  if (!reports.some(({ id }) => id && notice?.textContent?.includes(id))) return;
  /** @type {HTMLElement | null | undefined} */ (notice?.querySelector("button:last-of-type"))?.click();
}

/** @param {Report} report */
const keyOf = ({ title, message, source, where }) => JSON.stringify([title, message, source, where]);

/** @param {Report} report */
function show(report) {
  looked = undefined;
  const same = reports.find((one) => keyOf(one) === keyOf(report));
  // What runs by itself has one report, the newest: a file that was saved, a timer.
  const former = report.event ? undefined : reports.find((one) => !one.event && one.source && one.source === report.source);
  if (same) Object.assign(same, report, { times: (same.times ?? 1) + Number(same.id !== report.id) });
  else if (former) Object.assign(former, report, { times: 1 });
  else if (!report.event && report.source && closed.has(keyOf(report))) return;
  else reports.push(report);
  if (reports.length > MOST) {
    reports.shift();
    shown = Math.max(0, shown - 1);
  }
  if (!home.isConnected) document.body.append(home);
  if (dialog.open) {
    redraw();
    return;
  }
  nodeOf(report)?.scrollIntoView({ block: "nearest" });
  const title = draw();
  dialog.showModal();
  title.focus();
}

/** Draw anew what somebody is at, and leave them there. */
function redraw() {
  const focused = [...card.querySelectorAll("a, button, summary, pre, h2")].indexOf(/** @type {Element} */ (document.activeElement));
  const opened = [...card.querySelectorAll("details")].map((each) => each.open);
  const top = card.scrollTop;
  const before = reports[shown];
  draw();
  card.querySelectorAll("details").forEach((each, number) => (each.open = opened[number] ?? each.open));
  card.scrollTop = top;
  const all = [...card.querySelectorAll("a, button, summary, pre, h2")];
  // With the second there is a way to it, of two buttons, before what stood there.
  const moved = focused > 0 && before && reports.length === 2 ? 2 : 0;
  /** @type {HTMLElement | undefined} */ (all[focused < 0 ? 0 : Math.min(focused + moved, all.length - 1)])?.focus();
}

dialog.addEventListener("close", () => {
  if (dialog.open) return; // the event comes later, and something else may be shown by then
  hideNotice();
  for (const report of reports) closed.add(keyOf(report));
  if (closed.size > 200) closed.clear();
  reports.length = shown = 0;
  placeMark();
});
// What is done here is nothing that the page around knows; but for keys that mean the same wherever somebody is, such as Ctrl+R.
for (const kind of ["click", "keydown", "keyup", "input", "toggle"]) {
  home.addEventListener(kind, (event) => {
    if (!(event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey))) event.stopPropagation();
  });
}
for (const kind of ["scroll", "resize"]) addEventListener(kind, () => mark.matches(":popover-open") && placeMark(), true);

document.addEventListener("cacao:overlay_show", (event) => show(/** @type {CustomEvent} */ (event).detail[0]));
document.addEventListener("cacao:overlay_close", (event) => {
  const [id] = /** @type {CustomEvent} */ (event).detail;
  if (id === undefined) closed.clear(); // what comes now is of other code, even if it reads the same
  const rest = id === undefined ? [] : reports.filter((report) => report.id !== id);
  if (rest.length === reports.length) return;
  reports.splice(0, reports.length, ...rest);
  shown = Math.max(0, Math.min(shown, rest.length - 1));
  if (rest.length) redraw();
  else dialog.close();
});
