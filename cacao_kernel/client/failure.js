/** Failures: what the server says that it has not done, and what the page does then. */

import { isMoot, retryOf, settleAll, tellLater } from "./events.js";
import { Identity } from "./identity.js";
import { showNotice } from "./notice.js";

/**
 * @param {import("./socket.js").Connection} connection
 * @param {number} number the event that failed, or 0
 * @param {string} code
 * @param {string} text
 */
export function fail(connection, number, code, text) {
  if (typeof text !== "string") throw new Error("no text");
  const entry = connection.flight.land(number, false);
  if (code === "stale" && entry) {
    if (!isMoot(entry)) showNotice(text, "error", 10, retryOf(connection, entry));
    return;
  }
  if (code === "not_saved" && entry) tellLater(entry);
  if (code === "redirect_loop") connection.onLinkError();
  if (code === "foreign") {
    // The server takes the tab for another one's: it goes on as a new one.
    connection.identity = new Identity();
    connection.hash = "";
    if (settleAll()) showNotice("What you did last may not have been saved. Please check.", "error");
    return;
  }
  if (code === "forbidden" && connection.hasJoined) {
    location.reload(); // what may not be seen any more must not stay on the screen
    return;
  }
  if (["version", "no_page", "forbidden"].includes(code)) {
    connection.isOutdated = true;
    text = "This page is out of date. Please reload it.";
  } else if (code === "too_many_tabs") connection.isOutdated = true; // asking again would change nothing
  showNotice(text, "error", connection.isOutdated ? undefined : 10);
}
