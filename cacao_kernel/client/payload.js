/** Payloads: what an event tells the server of the key, the field or the form it happened on. */

import { tellEdits } from "./fields.js";

/**
 * @param {Event} event
 * @param {Element} start where it happened
 * @param {Element} listening the element that listens to it, there or around
 */
export function readPayload(event, start, listening) {
  /** @type {Record<string, any>} */
  const payload = {};
  if (event instanceof KeyboardEvent) payload.key = event.key;
  if (start instanceof HTMLDetailsElement || start instanceof HTMLDialogElement) payload.open = start.open;
  if (event instanceof SubmitEvent && start instanceof HTMLFormElement) {
    payload.fields = readForm(start, event.submitter);
  }
  if (isField(start)) {
    payload.value = wellFormed(start.value);
    if (start.name) payload.name = start.name;
    if (start instanceof HTMLInputElement) {
      if (isBox(start)) payload.checked = start.checked;
      if (start.validity.badInput) payload.bad = true;
    }
    if (start instanceof HTMLSelectElement && start.multiple) payload.values = readChosen(start);
    if (start === listening) Object.assign(payload, tellEdits(start));
  }
  return payload;
}

/**
 * Return the tokens an event may be listened to by, the narrowest first: "keydown.ctrl+s", "keydown".
 * @param {Event} event
 */
export function tokensOf(event) {
  if (!(event instanceof KeyboardEvent)) return [event.type];
  const { key } = event;
  // Keys such as "@" need other keys on many keyboards; the letter alone counts then.
  const isLetter = key.length === 1;
  const isTyping = isLetter && event.getModifierState("AltGraph");
  const held = [
    event.ctrlKey && !isTyping && "ctrl",
    event.altKey && !isTyping && "alt",
    event.shiftKey && !isLetter && "shift",
    event.metaKey && "meta",
  ].filter(Boolean);
  return [`${event.type}.${[...held, key === " " ? "space" : key.toLowerCase()].join("+")}`, event.type];
}

/**
 * Tell whether a key does for its handler alone what it would else do in the browser.
 * @param {Event} event
 * @param {Element} start
 */
export function isTakenOver(event, start) {
  if (!(event instanceof KeyboardEvent) || event.type !== "keydown") return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return true;
  if (start instanceof HTMLTextAreaElement) return event.key === "Enter";
  if (isField(start)) return event.key === "ArrowUp" || event.key === "ArrowDown";
  return !["Enter", "Escape", "Tab"].includes(event.key);
}

/**
 * @param {Element} element
 * @returns {element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
 */
export function isField(element) {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

/** @param {HTMLInputElement} field */
function isBox(field) {
  return field.type === "checkbox" || field.type === "radio";
}

/** @param {HTMLSelectElement} field */
function readChosen(field) {
  return [...field.selectedOptions].map((option) => wellFormed(option.value));
}

/**
 * Return what the fields of a form hold, by name. Files are left out.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter the button that was used
 */
function readForm(form, submitter) {
  /** @type {Map<string, any[]>} */
  const held = new Map();
  /** @type {Map<string, HTMLInputElement[]>} */
  const boxes = new Map();
  for (const field of form.elements) {
    if (!isField(field) || !field.name || field.matches(":disabled")) continue;
    if (field instanceof HTMLInputElement && isBox(field)) collect(boxes, field.name, field);
    else if (field instanceof HTMLSelectElement && field.multiple) collect(held, field.name, readChosen(field));
    else if (!["button", "submit", "reset", "image", "file"].includes(field.type)) {
      collect(held, field.name, wellFormed(field.value));
    }
  }
  // Of no prototype: a field may be called anything, "__proto__" too.
  const fields = Object.create(null);
  for (const [name, values] of held) fields[name] = values.length > 1 ? values.flat() : values[0];
  for (const [name, group] of boxes) {
    const chosen = group.filter((box) => box.checked).map((box) => wellFormed(box.value));
    if (group[0].type === "radio" || (group.length === 1 && group[0].hasAttribute("value"))) {
      fields[name] = chosen[0] ?? null;
    } else fields[name] = group.length > 1 ? chosen : chosen.length > 0;
  }
  if (submitter instanceof HTMLButtonElement || submitter instanceof HTMLInputElement) {
    if (submitter.name) fields[submitter.name] = wellFormed(submitter.value);
  }
  return fields;
}

/**
 * @template T
 * @param {Map<string, T[]>} groups
 * @param {string} name
 * @param {T} item
 */
function collect(groups, name, item) {
  groups.set(name, [...(groups.get(name) ?? []), item]);
}

/**
 * Return a text without halves of characters, which a length limit may cut and no JSON can hold.
 * @param {string} text
 */
function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
