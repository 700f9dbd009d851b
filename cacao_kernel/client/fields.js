/**
 * Fields: what the user makes of a field, and what the server makes of it, brought together. Each
 * field counts its edits, its events carry the count, and a value from the server names the count
 * it answers. What was typed since stays; where it was only appended, the server's value is put in
 * front of it. `edits.py` has the server's half of the rule.
 */

import { setBegun, writeBegun } from "./begun.js";
import { isLive, setLive, setName } from "./node.js";

/**
 * @typedef {object} Edits
 * @property {number} count native input events so far
 * @property {number} answered the last edit that the server has answered
 * @property {number} seen values from the server that have arrived
 * @property {Map<number, {told: string, now: string}>} texts what stood in the field at the counts that
 *   were told, and what that has become by answers to earlier ones
 * @property {boolean} composing an input method is at work: the field must not be touched
 * @property {[Record<string, string | null>, number][]} held values that wait for that
 */

/** @type {WeakMap<Element, Edits>} */
const fields = new WeakMap();

/** Of the input's types, those in which text is typed letter by letter. */
const TYPED = ["text", "search", "url", "tel", "email", "password"];

/**
 * Count the edits of every field below the root.
 * @param {Element} root the element around the tree
 */
export function watchFields(root) {
  root.addEventListener("input", (event) => editsOf(/** @type {Element} */ (event.target)).count++, true);
  root.addEventListener("compositionstart", (event) => {
    editsOf(/** @type {Element} */ (event.target)).composing = true;
  }, true);
  root.addEventListener("compositionend", (event) => {
    const field = /** @type {Element} */ (event.target);
    editsOf(field).composing = false;
    release(field);
    tellAnew(field);
  }, true);
  root.addEventListener("focusout", (event) => {
    writeBegun();
    // A value that came while a number was half typed: "-", "1e".
    release(/** @type {Element} */ (event.target));
  }, true);
}

/**
 * @param {Element} field
 * @returns {Edits}
 */
function editsOf(field) {
  let edits = fields.get(field);
  if (!edits) {
    edits = { count: 0, answered: 0, seen: 0, texts: new Map(), composing: false, held: [] };
    fields.set(field, edits);
  }
  return edits;
}

/**
 * Tell whether an input method is at work in a field.
 * @param {Element} field
 */
export function isComposing(field) {
  return fields.get(field)?.composing ?? false;
}

/**
 * Return what an event of a field tells of its edits, and remember the text it told.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field
 */
export function tellEdits(field) {
  const edits = editsOf(field);
  if (isTyped(field)) edits.texts.set(edits.count, { told: field.value, now: field.value });
  return { edits: edits.count, seen: edits.seen };
}

/**
 * Tell anew what a field held, as that has become by answers that the server knows of no more.
 * @param {Element} field
 * @param {Record<string, any>} payload
 */
export function retell(field, payload) {
  const edits = editsOf(field);
  const text = edits.texts.get(payload.edits);
  if (!text) return;
  payload.value = text.told = text.now;
  payload.seen = edits.seen;
}

/**
 * Note that the server has answered an event of a field.
 * @param {Element} field
 * @param {number} count the edits the event told
 */
export function noteAnswer(field, count) {
  const edits = fields.get(field);
  if (!edits) return;
  edits.answered = Math.max(edits.answered, count);
  for (const known of edits.texts.keys()) if (known < count) edits.texts.delete(known);
}

/**
 * Begin to count anew: the server has a new tree, which knows of no edits.
 * @param {Element} root
 * @param {(field: Element) => boolean} isPending whether the field has events without an answer
 * @param {boolean} goesAgain whether those go again
 */
export function forgetEdits(root, isPending, goesAgain) {
  for (const field of root.querySelectorAll("input, textarea, select")) {
    if (isPending(field)) {
      if (goesAgain) editsOf(field).seen = 0;
      continue;
    }
    const composing = isComposing(field);
    fields.delete(field);
    if (composing) editsOf(field).composing = true;
  }
}

/** @typedef {{piece: any, name: string, held: any}[]} Held what stands in a field, or in the options of a select */

/**
 * Return what the user has made of the fields that they have edited.
 * @param {Element} root
 * @param {(field: Element) => boolean} isPending whether the field has events that go again
 * @returns {Held[]}
 */
export function editedFields(root, isPending) {
  writeBegun();
  const all = /** @type {any[]} */ ([...root.querySelectorAll("input:not([type=file]), textarea, select")]);
  return all.filter((field) => fields.get(field)?.count && !isPending(field)).map((field) => {
    const name = field.options ? "Selected" : ["checkbox", "radio"].includes(field.type) ? "Checked" : "Value";
    return [...(field.options ?? [field])].map((piece) => ({ piece, name, held: piece[name.toLowerCase()] }));
  });
}

/**
 * Put back what the user has made of fields, and tell of it as if it were done now.
 * @param {Held[]} edited
 */
export function tellFields(edited) {
  for (const pieces of edited) {
    if (pieces.every(({ piece, name, held }) => piece[`default${name}`] === held)) continue;
    for (const { piece, name, held } of pieces) piece[name.toLowerCase()] = held;
    const field = pieces[0].piece.closest("input, textarea, select");
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

/**
 * Set attributes as the server says; what a user changes in a field is set by the rule above.
 * @param {Element} element
 * @param {Record<string, string | null>} names
 * @param {number | null} [count] the edits it answers; nothing if it is of a whole tree
 */
export function setNames(element, names, count) {
  const select = element instanceof HTMLOptionElement ? element.closest("select") : null;
  const chosen = [...(select?.options ?? [])].map((option) => option.selected);
  for (const name in names) {
    if (name === "value" && isLive(element, name)) setBegun(element, names[name], count === null);
    else setName(element, name, names[name]);
  }
  // An attribute alone may choose an option; whether it does is decided below.
  if (select && "selected" in names) chosen.forEach((was, index) => (select.options[index].selected = was));
  setValues(element, names, count);
}

/**
 * @param {Element} element
 * @param {Record<string, string | null>} names
 * @param {number | null} [count]
 */
function setValues(element, names, count) {
  if (!["value", "checked", "selected"].some((name) => name in names && isLive(element, name))) return;
  const field = element.localName === "option" ? element.closest("select") ?? element : element;
  const edits = editsOf(field);
  // A server that names no count knows of no edit but those it had answered; a tree answers none.
  if (count === undefined) count = edits.answered;
  else if (count !== null && element === field) edits.seen++;
  if (edits.composing || isHalfTyped(field)) {
    if (element === field) edits.held.push([names, count ?? 0]);
    return;
  }
  apply(element, field, names, count ?? 0);
}

/**
 * @param {Element} element the field, or an option of it
 * @param {Element} field
 * @param {Record<string, string | null>} names
 * @param {number} count
 */
function apply(element, field, names, count) {
  const edits = editsOf(field);
  edits.answered = Math.max(edits.answered, count);
  if (count === edits.count) {
    if (names.checked !== undefined && isTaken(field)) return;
    for (const name of ["value", "checked", "selected"]) {
      const value = names[name];
      if (value === undefined || !isLive(element, name)) continue;
      setLive(element, name, value);
      const text = name === "value" ? edits.texts.get(count) : undefined;
      if (text) text.now = value ?? "";
    }
  } else if (names.value !== undefined && isTyped(field)) rebase(field, edits, count, names.value ?? "");
}

/**
 * Put the server's value in front of what was typed since, if that was only appended.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {Edits} edits
 * @param {number} count
 * @param {string} value
 */
function rebase(field, edits, count, value) {
  const text = edits.texts.get(count);
  // What the server only repeats needs no answer: two such repetitions could go on for ever.
  if (!text || text.told === value) return;
  const typed = text.now;
  const later = [...edits.texts].filter(([known]) => known > count).map(([, other]) => other);
  if (![...later.map((other) => other.now), field.value].every((other) => other.startsWith(typed))) return;
  text.now = value;
  for (const other of later) other.now = value + other.now.slice(typed.length);
  if (typed === value) return;
  setLive(field, "value", value + field.value.slice(typed.length));
  queueMicrotask(() => tellAnew(field)); // once the patch is applied as a whole
}

/**
 * Tell of a field as if the user had typed.
 * @param {Element} field
 */
function tellAnew(field) {
  if (field.isConnected) field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Set the values that waited.
 * @param {Element} field
 */
function release(field) {
  const edits = fields.get(field);
  for (const [names, count] of edits?.held.splice(0) ?? []) apply(field, field, names, count);
}

/**
 * @param {Element} field
 * @returns {field is HTMLInputElement | HTMLTextAreaElement}
 */
export function isTyped(field) {
  return (
    field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && TYPED.includes(field.type))
  );
}

/**
 * Tell whether a focused field holds what is no value yet, such as "-" in a number, or "1" where it will be "15".
 * @param {Element} field
 */
function isHalfTyped(field) {
  if (!(field instanceof HTMLInputElement) || field !== document.activeElement) return false;
  const { badInput, rangeUnderflow, rangeOverflow, stepMismatch } = field.validity;
  return badInput || rangeUnderflow || rangeOverflow || stepMismatch;
}

/**
 * Tell whether the user has meanwhile chosen another radio button of the group.
 * @param {Element} field
 */
function isTaken(field) {
  if (!(field instanceof HTMLInputElement) || field.type !== "radio" || !field.name) return false;
  return [...document.querySelectorAll("input[type=radio]")].some((node) => {
    const other = /** @type {HTMLInputElement} */ (node);
    const edits = fields.get(other);
    return (
      other !== field && other.name === field.name && other.form === field.form && edits && edits.count > edits.answered
    );
  });
}
