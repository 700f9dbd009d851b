"""A browser's WebSocket in the hands of a test."""

from __future__ import annotations

# Holds back the socket's handshake until the test releases it.
HELD_SOCKET = """
const Real = WebSocket;
window.WebSocket = function (url) { const held = new EventTarget(); held.readyState = 0;
  window.release = () => { const socket = new Real(url);
    socket.onopen = () => { Object.defineProperty(held, "readyState", {get: () => socket.readyState});
      held.send = (text) => socket.send(text); held.onopen(); };
    socket.onmessage = (message) => held.onmessage(message); };
  return held; };
window.WebSocket.OPEN = 1;
"""

# Every frame takes window.delay milliseconds each way, or up to so long if window.jitter is set; in order.
SLOW_SOCKET = """
window.delay = 150;
const Quick = WebSocket;
window.WebSocket = class extends Quick {
  ways = {up: Promise.resolve(), down: Promise.resolve()};
  later(way, act) {
    const due = performance.now() + window.delay * (window.jitter ? Math.random() : 1);
    const wait = () => new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
    this.ways[way] = this.ways[way].then(wait).then(act);
  }
  send(text) { this.later("up", () => this.readyState === 1 && super.send(text)); }
  set onmessage(take) { super.onmessage = (message) => this.later("down", () => take(message)); }
};
"""

# Keeps the tab's sockets in window.sockets, so that a test may close one as a lost connection would.
OPEN_SOCKETS = """
window.sockets = [];
const Plain = WebSocket;
window.WebSocket = class extends Plain { constructor(url) { super(url); window.sockets.push(this); } };
"""

# What the server sends is not heard while window.isDeaf is set.
DEAF_SOCKET = """
const Hearing = WebSocket;
window.WebSocket = class extends Hearing {
  set onmessage(take) { super.onmessage = (message) => window.isDeaf || take(message); }
};
"""

# The next join brings a token that is not the tab's while window.isForged is set.
FORGING_SOCKET = """
const Honest = WebSocket;
window.WebSocket = class extends Honest {
  send(text) {
    const frame = JSON.parse(text);
    if (window.isForged && frame[0] === "j") [window.isForged, frame[5]] = [false, "of another tab"];
    super.send(JSON.stringify(frame));
  }
};
"""
