"""Addresses: how many sockets are open to each of them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from .errors import WireError

log = logging.getLogger("cacao")


class Addresses:
    """Keeps any one address from taking all sockets.

    Args:
        limit: how many sockets one address may have open.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: Counter[str] = Counter()

    @contextmanager
    def entered(self, address: str) -> Generator[None, None, None]:
        """Count a socket for the length of a ``with`` block.

        Raises:
            WireError: with code ``too_many_sockets``, if the address has as many as it may.
        """
        if self._open[address] >= self._limit:
            log.warning(
                "%s has %d sockets open and gets no more. If it is a proxy, name it in cacao.json: "
                '"server": {"trusted_proxies": [%s]}; else see max_sockets_per_address.',
                address,
                self._limit,
                f'"{address}"',
            )
            raise WireError("too_many_sockets", "Too many pages of this app are open where you are")
        self._open[address] += 1
        try:
            yield
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
