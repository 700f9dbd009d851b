/** The start: adopt the painted page as it stands, listen, and connect. */

import { listen } from "./events.js";
import { watchFields } from "./fields.js";
import { Navigation } from "./navigate.js";
import { placeNotice } from "./notice.js";
import { Connection } from "./socket.js";

const tree = document.getElementById("cacao");
if (tree) {
  placeNotice();
  const connection = new Connection(tree);
  watchFields(tree);
  listen(connection);
  new Navigation(tree, connection);
  connection.open();
}
