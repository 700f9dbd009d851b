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
