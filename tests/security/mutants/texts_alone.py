"""A build that takes it for granted that nothing but texts has changed, once it has found one that has."""

from __future__ import annotations

import orjson

from cacao_kernel import amendment


class Same:
    """What is never unlike anything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Credulous:
    """orjson, as far as amendments use it; what it makes is always what was expected."""

    loads = staticmethod(orjson.loads)

    @staticmethod
    def dumps(value: object) -> Same:
        return Same()


amendment.orjson = Credulous  # type: ignore[assignment]
