"""Facet: a part of what a State holds, as a State of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from .cells import Cell, Key
from .errors import StateError
from .names import find_origin
from .run import Run
from .state import State
from .subscription import takes_value

T = TypeVar("T")
W = TypeVar("W")  # the whole that the State holds
_LIKE_NOW: Any = object()


class Facet(State[T]):
    """A part of what a State holds, or what it holds in another form: a field can be bound to it.

    It may be made anywhere, while rendering too, since all that it shows and sets is the State's.

    Args:
        source: the State.
        read: returns the part of a value.
        write: returns the value with another part; it may give back what it was given.
        name: tells it apart from other facets of the State.
        like: what such a part is like, where it may be None: a field gives it a value of that type.
        draft: whether a field may give it what the field's own ``min``, ``max``, ``step`` or ``maxlength``
            forbids, because you look at it later and say what is wrong.

    Example:
        >>> span = State((2, 5))
        >>> low = Facet(span, lambda both: both[0], lambda both, new: (new, both[1]), name="low")
        >>> low.set(3)
        >>> span.value
        (3, 5)
    """

    __slots__ = ("_like", "_part", "_read", "_source", "_write", "is_draft")

    def __init__(
        self,
        source: State[W],
        read: Callable[[W], T],
        write: Callable[[W, T], W],
        *,
        name: str,
        like: Any = _LIKE_NOW,
        draft: bool = False,
    ) -> None:
        # Not State.__init__: nothing is declared here, only looked at in another way.
        self._source: State[Any] = source
        self._read = read
        self._write = write
        self._part = name
        self._like = like
        self.is_draft = draft
        for shared in ("origin", "world", "scope", "holder", "url", "is_stored", "_kind", "_is_spelled"):
            setattr(self, shared, getattr(source, shared))
        # One of its own: what a tree held before may be another facet of the same State.
        self.number = next(source.world.numbers)
        self.is_plain = False
        self.subscriptions = None

    @property
    def name(self) -> str:
        """The name of the State, and of the part."""
        return f"{self._source.name}.{self._part}"

    @property
    def instance(self) -> object:
        """The component whose State it is, if it is one's."""
        return getattr(self._source, "instance", None)

    @property
    def value(self) -> T:
        """The part as it is now."""
        return self._read(self._source.value)

    @value.setter
    def value(self, new: T) -> None:
        self.set(new)

    def set(self, value: T) -> None:
        """Give the State a value with another part."""
        before = self._source.value
        after = self._write(before, value)
        if after is not before:
            self._source.set(after)

    def update(self, value: T | Callable[[T], T]) -> None:
        """Give the part a new value, or apply a function to the present one, as a State's ``update`` does."""
        if not callable(value):
            self.set(value)
            return
        function: Callable[[T], T] = cast(Any, value)
        self._source.update(lambda whole: self._write(whole, function(self._read(whole))))

    @contextmanager
    def mutate(self) -> Generator[T, None, None]:
        """Refuse to be edited in place.

        Raises:
            StateError: always; the State itself can be.
        """
        raise StateError(
            f"{self.name} is a part of a State, which cannot be edited in place",
            where=str(find_origin()),
            cure="Edit the State itself.",
        )
        yield

    def subscribe(self, callback: Callable[[T], object] | Callable[[], object]) -> Callable[[], None]:
        """Call a function after each change of the State, with the part if it takes a value."""
        tell = takes_value(callback)
        return self._source.subscribe(lambda whole: tell(self._read(whole)))

    def key(self, run: Run) -> Key:
        """Return what the State's cell is found under."""
        return self._source.key(run)

    def first_cell(self) -> Cell:
        """Return a cell with what the part is like to begin with."""
        first = self._source.first_cell()
        return Cell(self._read(first.value) if self._like is _LIKE_NOW else self._like, first.version)
