"""For: a keyed list, each row of which is a region of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic

from .binding import is_reactive, resolve
from .errors import TreeError, shorten
from .holds import Holds
from .names import find_origin
from .props import clean

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    T = TypeVar("T", default=Any)
else:
    from typing import TypeVar

    T = TypeVar("T")


class For(Generic[T]):
    """The rows of a list, each known by its key and re-rendered alone.

    A row runs again if its item is another or has changed in place, if a State it read changes,
    or if what ``render`` closes over has changed. Rows that move keep their elements.

    Args:
        items: the items; or a State, a Computed or a function that gives them.
        key: an item's key, unique in the list: a function of the item, or the name of its entry
            or attribute.
        render: a function of an item that returns its tree: an element or a component.

    Raises:
        TreeError: if key or render is no function.

    Example:
        >>> rows = For([{"id": 1, "title": "milk"}], key="id",
        ...            render=lambda item: {"type": "li", "props": {"content": item["title"]}})
        >>> rows.keys(rows.read())
        ['1']
    """

    def __init__(
        self,
        items: Iterable[T] | Holds[Iterable[T]] | Callable[[], Iterable[T]],
        *,
        key: Callable[[T], object] | str,
        render: Callable[[T], object],
    ) -> None:
        where = str(find_origin())
        if not callable(render):
            raise TreeError(
                "For needs a function that renders an item",
                where=where,
                expected="render=lambda item: …",
                got=shorten(render),
            )
        if not callable(key) and not isinstance(key, str):
            raise TreeError(
                "For needs a key for each item",
                where=where,
                expected='key="id" or key=lambda item: …',
                got=shorten(key),
            )
        # What can be gone through but once would be empty the next time it is compared.
        self.items: object = [*items] if isinstance(items, Iterator) else items
        self.key = key
        self.render = render
        self.where = where

    def read(self) -> list[T]:
        """Return the items as they are now.

        Raises:
            TreeError: if there are none to go through.
        """
        items: Any = resolve(self.items) if is_reactive(self.items) else self.items
        if isinstance(items, str | bytes | dict) or not isinstance(items, Iterable):
            raise TreeError(
                "For goes through items", where=self.where, expected="a list of items", got=shorten(items)
            )
        return [*items]

    def key_of(self, item: object) -> str:
        """Return the key of an item.

        Raises:
            TreeError: if it has none, or one of a wrong type.
        """
        find: Any = self.key
        try:
            if callable(find):
                key = find(item)
            else:
                key = item[find] if isinstance(item, dict) else getattr(item, find)
        except (KeyError, AttributeError):
            raise TreeError(
                f"an item has no {find!r}, which For was to take as its key",
                where=self.where,
                got=shorten(item),
            ) from None
        if type(key) is int:
            return str(key)
        if isinstance(key, Enum):
            key = key.value
        if not isinstance(key, str | int) or isinstance(key, bool) or key == "":
            raise TreeError(
                "the key of an item",
                where=self.where,
                expected="a string or a whole number",
                got=shorten(key),
            )
        return key if type(key) is str and key.isalnum() else clean(str(key))

    def keys(self, items: Iterable[T]) -> list[str]:
        """Return the key of each item, in their order.

        Raises:
            TreeError: if a key is missing, of a wrong type or there twice.
        """
        keys = [*map(self.key_of, items)]
        if len({*keys}) < len(keys):
            key = next(key for place, key in enumerate(keys) if key in keys[:place])
            raise TreeError(f"two items have the key {key!r}", where=self.where, cure="Give each its own.")
        return keys
