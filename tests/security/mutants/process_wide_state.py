"""A build whose States have one value for everybody."""

from __future__ import annotations

from typing import Any

from cacao_kernel.state import State

real = State.__init__


def init(self: Any, initial_value: Any, **more: Any) -> None:
    real(self, initial_value, **{**more, "scope": "app"})


State.__init__ = init  # type: ignore[method-assign]
