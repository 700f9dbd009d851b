/**
 * The look: styles, language and the scripts of kits follow the code that serves now, once the tree does.
 * @typedef {[name: string, style: string, script: string, everywhere: boolean]} Garment
 *   a kit, with the addresses of what it is made of
 * @typedef {object} Look
 * @property {string} lang
 * @property {string} direction
 * @property {boolean} frames
 * @property {string} sheet the address of the stylesheet that all pages have
 * @property {Garment[]} kits
 * @typedef {HTMLStyleElement | HTMLLinkElement} Sheet
 */

const PATH = "/_cacao-reload/look";
/** How many bytes of a text make its digest, in the names of files. */
const DIGEST = 9;

const root = document.getElementById("cacao");
const prefix = (root?.dataset.cacaoSocket ?? "").replace(/\/_cacao\/socket$/, "");
/** The paths of the scripts that the page has loaded, on whatever way. @type {Set<string>} */
const loaded = new Set();
new PerformanceObserver((list) => list.getEntries().forEach(({ name }) => loaded.add(new URL(name).pathname))).observe({
  type: "resource",
  buffered: true,
});

/** Which kit each style is that the page may wear, by the digest of its text. @type {Map<string, string>} */
const owners = new Map();
/** What the page came with: a stylesheet that joins several names them by their numbers. @type {Look | undefined} */
let first;
/** @type {Look | undefined} */
let present;
let turn = Promise.resolve();

/** Let the page wear what the code that serves now says, after whatever is under way. */
function follow() {
  turn = turn.then(change).catch(() => {}); // the server is away: the next edition is followed in full
}

async function change() {
  const answer = await fetch(prefix + PATH);
  if (!answer.ok) return;
  /** @type {Look} */
  const look = await answer.json();
  const before = present;
  first ??= look;
  present = look;
  const garments = nameAll(look);
  for (const [key, [, style]] of garments) if (style) owners.set(digestIn(style), key);
  if (!before) return;
  if (hasToLoad(before, garments)) {
    location.reload();
    return;
  }
  speak(before, look);
  await Promise.all([changeHead(garments), changeAdopted(garments), putOn(nameAll(before), garments)]);
}

/**
 * Return the kits by what tells them apart in every edition, and under no name what all pages have.
 * @param {Look} look
 */
function nameAll(look) {
  /** @type {Map<string, Garment>} */
  const named = new Map([["", ["", look.sheet, "", true]]]);
  for (const garment of look.kits) {
    let key = garment[0];
    while (named.has(key)) key += "'";
    named.set(key, garment);
  }
  return named;
}

/**
 * Tell whether only a full load helps: a script that runs cannot be taken back, nor can the page's policy.
 * @param {Look} before
 * @param {Map<string, Garment>} garments
 */
function hasToLoad(before, garments) {
  const isOther = [...nameAll(before)].some(
    ([key, [, , script]]) => script && script !== garments.get(key)?.[2] && loaded.has(prefix + script),
  );
  return isOther || before.frames !== present?.frames;
}

/**
 * Let the document say its language.
 * @param {Look} before
 * @param {Look} after
 */
function speak(before, after) {
  if (before.lang === after.lang) return;
  document.documentElement.lang = after.lang;
  if (after.direction) document.documentElement.dir = after.direction;
  else document.documentElement.removeAttribute("dir");
}

/**
 * Exchange the styles that came with the page, where they are others by now.
 * @param {Map<string, Garment>} garments
 */
async function changeHead(garments) {
  /** @type {NodeListOf<Sheet>} */
  const sheets = document.head.querySelectorAll("style, link[rel=stylesheet]");
  await Promise.all(
    [...sheets].map(async (sheet) => {
      const worn = await readSheet(sheet);
      const wanted = worn.map(([key]) => garments.get(key)?.[1] ?? "");
      if (worn.some(([, digest], index) => digestIn(wanted[index]) !== digest)) await exchange(sheet, wanted);
    }),
  );
}

/**
 * Return which kits' styles stand in a sheet, each with its digest; none if it is nobody's.
 * @param {Sheet} sheet
 * @returns {Promise<[key: string, digest: string][]>}
 */
async function readSheet(sheet) {
  const path = sheet instanceof HTMLLinkElement ? new URL(sheet.href).pathname : "";
  const joined = /\/_cacao\/styles((?:-\d+){2,})\.[^/]*$/.exec(path);
  if (joined && first) {
    const named = [...nameAll(first)];
    const numbers = joined[1].split("-").slice(1).map(Number);
    return numbers.map((number) => [named[number + 1][0], digestIn(named[number + 1][1][1])]);
  }
  const digest = path ? digestIn(path) : await digestOf(sheet.textContent ?? "");
  const owner = owners.get(digest);
  return owner === undefined ? [] : [[owner, digest]];
}

/**
 * Put other stylesheets in the place of one. It goes when they are there, so that nothing flashes.
 * @param {Sheet} sheet
 * @param {string[]} addresses
 */
async function exchange(sheet, addresses) {
  const links = addresses.filter(Boolean).map(linkTo);
  const arrived = links.map(arrive);
  sheet.before(...links);
  if ((await Promise.all(arrived)).every(Boolean)) sheet.remove();
  else links.forEach((link) => link.remove());
}

/** @param {string} address */
function linkTo(address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = prefix + address;
  return link;
}

/**
 * Tell whether a stylesheet has come, once that is known.
 * @param {HTMLLinkElement} link
 * @returns {Promise<boolean>}
 */
function arrive(link) {
  return new Promise((resolve) => {
    link.onload = () => resolve(true);
    link.onerror = () => resolve(false);
  });
}

/**
 * Exchange the styles that a change has brought later.
 * @param {Map<string, Garment>} garments
 */
async function changeAdopted(garments) {
  for (const sheet of [...document.adoptedStyleSheets]) {
    if (!("kit" in sheet)) continue;
    const digest = await digestOf(`${sheet.kit}`);
    const address = garments.get(owners.get(digest) ?? "")?.[1] ?? "";
    if (!owners.has(digest) || digestIn(address) === digest) continue;
    const style = address && (await (await fetch(prefix + address)).text());
    const others = document.adoptedStyleSheets.filter((other) => other !== sheet);
    if (!style || others.some((other) => "kit" in other && other.kit === style)) document.adoptedStyleSheets = others;
    else {
      sheet.replaceSync(style);
      sheet.kit = style;
    }
  }
}

/**
 * Bring what every page wears from now on.
 * @param {Map<string, Garment>} before
 * @param {Map<string, Garment>} garments
 */
async function putOn(before, garments) {
  for (const [key, [, style, script, everywhere]] of garments) {
    if (!everywhere) continue;
    const [, oldStyle, oldScript, was] = before.get(key) ?? ["", "", "", false];
    if (style && !(was && oldStyle)) document.head.append(linkTo(style));
    if (script && !(was && oldScript)) await import(prefix + script);
  }
}

/**
 * Return the digest that stands in the address of a file.
 * @param {string} address
 */
function digestIn(address) {
  return address.split(".").at(-2) ?? "";
}

/**
 * Return the digest that a file of this text has in its address.
 * @param {string} text
 */
async function digestOf(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes.slice(0, DIGEST))).replaceAll("+", "-").replaceAll("/", "_");
}

document.addEventListener("cacao:renewed", follow);
/** Note what the page has come with, as soon as it may ask. */
function begin() {
  joining.disconnect();
  follow();
}

const joining = new MutationObserver(begin);
if (root) joining.observe(root, { attributeFilter: ["data-cacao-joined"] });
if (root?.dataset.cacaoJoined !== undefined) begin();
