"""Rebinding: how one prop is brought up to date by itself."""

from __future__ import annotations

from typing import Any, Protocol

from . import wire
from .binding import Binding, Op
from .cells import Overlay
from .computed import version_of
from .painter import Painter
from .readers import Readers
from .render import Rendering
from .run import Run


class Follower(Painter, Protocol):
    """What is needed of the screen: to render for it, and to note what has been read."""

    readers: Readers


def rebind(
    screen: Follower, binding: Binding, cells: Overlay, memo: dict[Any, Any] | None = None
) -> list[Op]:
    """Bring a prop up to date, and return the ops that do the same in the browser.

    Args:
        screen: what it is part of.
        binding: the prop.
        cells: what it sees.
        memo: what bindings that read cells for everybody alone have become on other screens.

    Raises:
        Exception: whatever the function in the prop raises; then it is as before, and still due if it was.
    """
    run = Run(cells, screen.tab, None, screen)
    shared = memo if memo is not None and binding.is_for_everybody else None
    value, reads = (None, None) if shared is None else shared.get(binding.likeness, (None, None))
    if reads is not None and all(version_of(key, run) == seen for key, seen in reads.items()):
        binding.reads = dict(reads)
        ops = binding.apply(value)
    else:
        rendering = Rendering(cells, screen, binding.region)
        ops = rendering.rebind(binding)
        screen.readers.follow(binding, run)
        if shared is not None and (rendering.is_personal or not binding.is_for_everybody):
            shared = None  # it has read something of the visitor's by now
        if shared is not None:
            shared[binding.likeness] = binding.value, dict(binding.reads)
    binding.is_due = False
    return ops if shared is None else [wire.pack_once(op, shared) for op in ops]
