/** The start: adopt the painted page as it stands, listen, and connect. */

import { listen } from "./events.js";
import { placeNotice, showNotice } from "./notice.js";
import { Connection } from "./socket.js";

const tree = document.getElementById("cacao");
if (tree) {
  placeNotice();
  const connection = new Connection(tree);
  listen(
    tree,
    (frame) => connection.send(frame),
    (text) => showNotice(text, "error", 10),
  );
  connection.open();
}
