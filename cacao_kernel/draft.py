"""Draft: a changeable value as ``State.mutate()`` opens it, so that editing costs what was touched.

The old value stays as it is, for those who still look at it and for the case that the handler
raises. Containers are handed out as views (see ``view``), and a view copies its one container at
the first write. In the end what was changed, and what stands around it, is made anew in plain
containers; every other object is the old one, so that who compares by identity skips it.
"""

from __future__ import annotations

from copy import deepcopy
from operator import is_not
from typing import Any

from .cells import is_immutable
from .dict_view import DictView
from .errors import StateError, shorten
from .list_view import ListView
from .names import find_origin
from .set_view import SetView
from .settling import CONTAINERS, FIXED, Settling, differ
from .view import View

_SCALARS = frozenset({type(None), bool, int, float, str, bytes})


class Draft:
    """A value that is being edited, and the views it is edited through.

    A list, dict or set (of exactly these types) is handed out as a view, the same one each
    time; a tuple as a tuple of views. Anything else that can change is copied in depth when it
    is first read, and counts as changed; what cannot be copied, such as a lock, is shared. Two
    places that hold one object still do afterwards, except inside objects of other types:
    containers in those are theirs alone, and a view must not be put there.

    Args:
        value: the old value.

    Attributes:
        view: what the user edits.
        written: the views that have copied their container.
        is_over: whether the views may not be used any more.

    Raises:
        StateError: if nothing in the value can change.
    """

    def __init__(self, value: Any, name: str = "of the State") -> None:
        self._name = name
        self.written: list[View] = []
        self.is_over = False
        self._views: list[View] = []
        self._known: dict[int, Any] = {}  # by the id of what stands in the old value, and of copies
        self._copies: dict[int, tuple[Any, Any]] = {}  # by the id of an object: it, and its copy
        self._stands_for: dict[int, Any] = {}  # by the id of a view, or of a tuple of views: the old one
        self._memo: dict[int, Any] = {}
        self._is_settling = False
        self._value = value
        self.view = self.wrap(value)
        if self.view is value and (is_immutable(value) or type(value) in FIXED):
            raise StateError(
                f"mutate() edits in place, and the value {name} cannot change",
                where=str(find_origin()),
                expected="a list, dict, set or another object that can",
                got=shorten(value),
                cure="Give the State a new value with update.",
            )

    @property
    def is_touched(self) -> bool:
        """Whether anything may differ from the old value."""
        return bool(self.written or self._copies)

    def wrap(self, value: Any) -> Any:
        """Return what the user gets to see of a value that stands somewhere in the draft."""
        kind = type(value)
        if kind in _SCALARS:
            return value
        known = self._known.get(id(value))
        if known is not None:
            return known
        if kind is list:
            return self._open(ListView(self, value))
        if kind is dict:
            return self._open(DictView(self, value))
        if kind is set:
            return self._open_set(value)
        if kind in FIXED:
            parts = [*map(self.wrap, value)]
            if not any(map(is_not, parts, value)):
                return value
            made = self._known[id(value)] = kind(parts)
            self._stands_for[id(made)] = value
            return made
        if isinstance(value, View) or is_immutable(value):
            return value
        return self._copy(value)

    def _open(self, view: View) -> View:
        self._known[id(view.old)] = view
        self._stands_for[id(view)] = view.old
        self._views.append(view)
        return view

    def _open_set(self, value: set[Any]) -> View:
        view = self._open(SetView(self, value))
        parts = [*map(self.wrap, value)]
        if any(map(is_not, parts, value)):  # it is asked for the copies from now on
            view.write().clear()
            view.now.update(parts)
        return view

    def _copy(self, value: Any) -> Any:
        try:
            copy = deepcopy(value, self._memo)
        except Exception:
            copy = value
            self._memo = {}  # it may hold parts that are half made
        if copy is not value:
            self._copies[id(value)] = value, copy
            self._known[id(copy)] = copy
        self._known[id(value)] = copy
        return copy

    def finish(self) -> Any:
        """Return the new value, and end the draft: views that are kept raise from now on.

        It is the very same object as the old one if nothing was changed.

        Raises:
            StateError: if an edited container was also changed directly, past its view, so that
                one of the two changes would be lost.
        """
        try:
            for view in self.written:
                if differ(view.seen, view.old):
                    raise StateError(
                        f"a {type(view.old).__name__} in the value {self._name} was edited through mutate() "
                        "and directly as well, so one of the two would be lost",
                        where=str(find_origin()),
                        cure="Edit it only as you got it from mutate().",
                    )
            return self.settle(self.view)
        finally:
            self.close()

    def close(self) -> None:
        """End the draft without a result."""
        if not self.is_over:
            self.is_over = True
            for view in self._views:
                del view.now

    def settle(self, value: Any) -> Any:
        """Return what a view or tuple of this draft stands for by now, in plain containers.

        What was not changed is the old object; the rest is made anew by each call.
        """
        root = self._stands_for.get(id(value), value)
        if not self.is_touched or type(root) not in CONTAINERS:
            return root
        if self._is_settling:
            raise StateError(
                f"the value {self._name} and another that is edited at once hold each other",
                where=str(find_origin()),
                cure="Put a copy into one of them.",
            )
        self._is_settling = True
        try:
            return Settling(self.written, self._copies, self._stands_for).run(root)
        finally:
            self._is_settling = False
