"""View: a list, dict or set as ``State.mutate()`` hands it out; it writes to a copy of its own.

A view behaves as the container it stands for. What is read through it comes out of the old
value, itself as a view; the first write copies that one container. See ``draft.Draft``.
Code in C that insists on the real type (``json.dumps``, ``heapq``) refuses a view with a
TypeError; give it ``copy.deepcopy(view)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .errors import StateError

if TYPE_CHECKING:
    from .draft import Draft


class View:
    """What the views of lists, dicts and sets have in common; made by ``Draft.wrap``.

    Attributes:
        draft: the draft it belongs to.
        old: the container it stands for, which stays as it is.
        now: the container as it is by now: the old one, or from the first write on a copy of it,
            whose children may be views. Gone when the draft is over.
        last: the same, and stays.
        seen: what the old container held when it was copied.
    """

    __slots__ = ("draft", "last", "now", "old", "seen")

    def __init__(self, draft: Draft, old: Any) -> None:
        self.draft = draft
        self.old = self.now = self.last = old

    def __getattr__(self, name: str) -> Any:
        kind = type(self.old).__name__
        if name != "now":
            raise AttributeError(f"'{kind}' object has no attribute '{name}'")
        raise StateError(
            f"a {kind} of mutate() was used after its with block",
            cure="Edit it inside the block; outside of it read the State's value.",
        )

    def write(self) -> Any:
        """Return the copy that may be written to."""
        if self.now is self.old:
            self.seen = self.old.copy()
            self.now = self.last = self.old.copy()
            self.draft.written.append(self)
        return self.now

    def plain(self) -> Any:
        """Return what the view stands for by now, in plain containers, for reading only."""
        now = self.now
        return self.draft.settle(self) if self.draft.is_touched else now

    def __len__(self) -> int:
        return len(self.now)

    def __eq__(self, other: object) -> bool:
        return bool(self.plain() == bare(other))

    def __lt__(self, other: object) -> bool:
        return bool(self.plain() < bare(other))

    def __le__(self, other: object) -> bool:
        return bool(self.plain() <= bare(other))

    def __gt__(self, other: object) -> bool:
        return bool(self.plain() > bare(other))

    def __ge__(self, other: object) -> bool:
        return bool(self.plain() >= bare(other))

    __hash__ = None  # type: ignore[assignment]  # as for what it stands for

    def __repr__(self) -> str:
        return f"<a {type(self.old).__name__} of mutate()>" if self.draft.is_over else repr(self.plain())

    def __copy__(self) -> Any:
        return self.copy()

    def copy(self) -> Any:
        """Return a plain shallow copy; what it holds is still edited through views."""
        raise NotImplementedError

    def __reduce__(self) -> tuple[Any, ...]:  # deepcopy and pickle give the plain container
        return type(self.old), (self.plain(),)


def bare(value: Any) -> Any:
    """Return a view's plain value, and anything else as it is."""
    return value.plain() if isinstance(value, View) else value


def steadily(view: View, items: Iterator[Any], size: int, kind: str) -> Iterator[Any]:
    """Walk through a dict or set, which must not grow or shrink meanwhile."""
    for item in items:
        yield item
        if len(view) != size:
            raise RuntimeError(f"{kind} changed size during iteration")
