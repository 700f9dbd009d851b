/** The start: connect, listen, and adopt the painted page as it stands once all of it is there. */

import { listen } from "./events.js";
import { watchFields } from "./fields.js";
import { Navigation } from "./navigate.js";
import { placeNotice } from "./notice.js";
import { Connection } from "./socket.js";

/** @param {() => void} act */
function onceRead(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
  else act();
}

/**
 * Start with a page of which the end may still be on its way.
 * @param {HTMLElement} root the element around the tree
 */
function start(root) {
  const connection = new Connection(root);
  connection.open(); // first, for the answer takes a while, in which the rest can be done
  watchFields(root);
  listen(connection);
  addEventListener("pagehide", (event) => event.persisted || connection.leave()); // behind the last events
  onceRead(() => {
    connection.adopt();
    placeNotice();
    new Navigation(root, connection);
  });
}

const found = document.getElementById("cacao");
if (found) start(found);
else {
  onceRead(() => {
    const root = document.getElementById("cacao");
    if (root) start(root);
  });
}
