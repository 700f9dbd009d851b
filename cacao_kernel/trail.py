"""Trail: a place in the tree of what the user wrote, for errors."""

from __future__ import annotations

from .errors import shorten

DRAWING = "Drawing"
"""The step of what stands for a node of a type that a plugin renders."""

# Linked pairs: cheap to make for every node, spelled out only in an error.
Trail = tuple["Trail | None", str]


def spell_prop(path: Trail, prop: str) -> str:
    """Return the place of a prop, whose name may be any text: ``… > button.props.label``."""
    return f"{spell(path)}.props.{prop if prop.isprintable() and len(prop) <= 60 else shorten(prop)}"


def spell(path: Trail) -> str:
    """Return a path as text: ``page "/" > div > children[2] > button.props.label``.

    That a plugin draws a node is told by its type already.
    """
    steps: list[str] = []
    step: Trail | None = path
    while step is not None:
        if step[1] != DRAWING:
            steps.append(step[1])
        step = step[0]
    return " > ".join(reversed(steps)).replace(" > props.", ".props.")
