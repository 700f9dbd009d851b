"""Ports: whether the one that an app is to be served at is free."""

from __future__ import annotations

import socket
from collections.abc import Iterator

from .health import Health, State

HOST = "127.0.0.1"
TRIED = 100


def look_at_port(wanted: int, *, is_chosen: bool) -> Iterator[Health]:
    """Yield whether a port is free, and else which is.

    Args:
        wanted: the port.
        is_chosen: whether somebody has asked for this one; else development takes the next.
    """
    if not wanted:
        return
    if _is_free(wanted):
        yield Health(State.WELL, f"port {wanted} is free")
        return
    last = min(wanted + TRIED, 65_536)
    other = next((port for port in range(wanted + 1, last) if _is_free(port)), 0)
    if is_chosen:
        yield Health(State.AMISS, f"port {wanted} is taken", f"cacao dev --port {other}")
    else:
        yield Health(State.NOTE, f"port {wanted} is taken; in development Cacao takes the next, {other}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError:
            return False
    return True
