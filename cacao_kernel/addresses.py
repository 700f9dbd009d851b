"""Addresses: how many sockets are open to each of them."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from .errors import WireError

log = logging.getLogger("cacao.server")

QUIET_SECONDS = 1.0


class Addresses:
    """Keeps any one address from taking all sockets.

    Args:
        limit: how many sockets one address may have open.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: Counter[str] = Counter()
        self._quiet_until = 0.0
        self._untold = 0

    @contextmanager
    def entered(self, address: str) -> Generator[None, None, None]:
        """Count a socket for the length of a ``with`` block.

        Raises:
            WireError: with code ``too_many_sockets``, if the address has as many as it may.
        """
        if self._open[address] >= self._limit:
            self._tell(address)
            raise WireError("too_many_sockets", "Too many pages of this app are open where you are")
        self._open[address] += 1
        try:
            yield
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _tell(self, address: str) -> None:
        """Log once a second at most that sockets are refused: whoever asks for them may ask often."""
        now = time.monotonic()
        if now < self._quiet_until:
            self._untold += 1
            return
        self._quiet_until = now + QUIET_SECONDS
        untold, self._untold = self._untold, 0
        log.warning(
            "%s has %d sockets open and gets no more%s. If it is a proxy, name it in cacao.json: "
            '"server": {"trusted_proxies": [%s]}; else see max_sockets_per_address.',
            address,
            self._limit,
            f" ({untold} more were refused before)" if untold else "",
            f'"{address}"',
        )
