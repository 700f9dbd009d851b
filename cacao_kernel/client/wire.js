/**
 * The wire: every frame that travels between browser and server. `wire.py` says the same for the
 * server, with what stands in each frame; a test compares the two.
 */

export const VERSION = 1;

export const JOIN = "j";
export const EVENT = "e";
export const ACK = "a";
export const PATCH = "p";
export const ERROR = "x";
export const LINK = "l";
export const KNOCK = "k";
export const BYE = "b";

export const OP_TEXT = "t";
export const OP_NAMES = "n";
export const OP_STYLE = "s";
export const OP_INSERT = "i";
export const OP_REMOVE = "r";
export const OP_MOVE = "m";
export const OP_SWAP = "w";
export const OP_TITLE = "h";
export const OP_URL = "u";
export const OP_CALL = "c";
export const OP_KITS = "g";

export const KINDS = "click dblclick contextmenu input change submit keydown keyup focusin focusout " +
  "toggle close play pause ended";

export const ACK_EVERY = 16;

export const FRAME_BYTES = 262144;
