/** The start: adopt the painted page as it stands, listen, and connect. */

import { listen } from "./events.js";
import { placeNotice } from "./notice.js";
import { Connection } from "./socket.js";

const tree = document.getElementById("cacao");
if (tree) {
  placeNotice();
  const connection = new Connection(tree);
  listen(tree, (frame) => connection.send(frame));
  connection.open();
}
