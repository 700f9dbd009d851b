/**
 * Begun: what a field begins with, by the server. Of the field in which somebody types it is only noted: no
 * patch touches that field. Its attribute follows when the focus goes, or a whole tree comes.
 */

import { setName } from "./node.js";

/** @type {[Element, string | null] | undefined} the field in hand, and what it is to begin with */
let noted;

/**
 * Set what a field begins with.
 * @param {Element} field
 * @param {string | null} value
 * @param {boolean} isWhole whether a whole tree says so
 */
export function setBegun(field, value, isWhole) {
  const isInHand = !isWhole && field === document.activeElement;
  if (isInHand || noted?.[0] === field) noted = isInHand ? [field, value] : undefined;
  if (!isInHand) write(field, value);
}

/** Let the field in hand begin with what was noted. */
export function writeBegun() {
  if (noted) write(...noted);
  noted = undefined;
}

/**
 * @param {Element} field
 * @param {string | null} value
 */
function write(field, value) {
  // The value of a textarea begins as the text in it.
  if (field instanceof HTMLTextAreaElement) field.defaultValue = value ?? "";
  else setName(field, "value", value);
}
