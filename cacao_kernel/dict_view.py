"""DictView: a dict as ``State.mutate()`` hands it out."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, MutableMapping, ValuesView
from types import MappingProxyType
from typing import Any

from .view import View, bare, steadily

# What a view says it is: isinstance(view, dict) holds, and errors of others do not call it a plain dict.
_Dict = type("DictView", (dict,), {})


class DictView(View, MutableMapping[Any, Any]):
    """A dict that is edited through a draft; its keys are handed out as they are."""

    __slots__ = ()
    __class__: Any = property(lambda self: _Dict)
    fromkeys = staticmethod(dict[Any, Any].fromkeys)

    def __getitem__(self, key: Any) -> Any:
        return self.draft.wrap(self.now[key])

    def __setitem__(self, key: Any, value: Any) -> None:
        self.write()[key] = value

    def __delitem__(self, key: Any) -> None:
        del self.write()[key]

    def __iter__(self) -> Iterator[Any]:
        return steadily(self, iter(self.now), len(self.now), "dictionary")

    def __reversed__(self) -> Iterator[Any]:
        return steadily(self, reversed(self.now), len(self.now), "dictionary")

    def __contains__(self, key: object) -> bool:
        return key in self.now

    def __or__(self, other: Any) -> Any:
        return self.copy() | other

    def __ror__(self, other: Any) -> Any:
        return other | self.copy()

    def __ior__(self, other: Any) -> Any:
        self.update(other)
        return self

    def get(self, key: Any, default: Any = None) -> Any:
        """As of a dict."""
        return self[key] if key in self.now else default

    def keys(self) -> KeysView[Any]:
        """As of a dict."""
        return _Keys(self)

    def values(self) -> ValuesView[Any]:
        """As of a dict."""
        return _Values(self)

    def items(self) -> ItemsView[Any, Any]:
        """As of a dict."""
        return _Items(self)

    def pop(self, key: Any, *default: Any) -> Any:
        """As of a dict."""
        return self.draft.wrap(self.write().pop(key, *default))

    def popitem(self) -> tuple[Any, Any]:
        """As of a dict: the entry that came last."""
        key, value = self.write().popitem()
        return key, self.draft.wrap(value)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """As of a dict."""
        if key not in self.now:
            self.write()[key] = default
        return self[key]

    def update(self, *others: Any, **entries: Any) -> None:
        """As of a dict."""
        self.write().update(*others, **entries)

    def clear(self) -> None:
        """As of a dict."""
        self.write().clear()

    def copy(self) -> dict[Any, Any]:
        """Return a plain dict; what it holds is still edited through views."""
        return dict(zip(self.now, map(self.draft.wrap, self.now.values()), strict=True))


class _Entries:
    """What keys(), values() and items() of a dict can besides."""

    __slots__ = ()
    _mapping: DictView

    @property
    def mapping(self) -> Mapping[Any, Any]:
        return MappingProxyType(self._mapping)

    def __repr__(self) -> str:
        return f"dict_{type(self).__name__[1:].lower()}({[bare(entry) for entry in iter(self)]})"  # type: ignore[call-overload]


class _Keys(_Entries, KeysView[Any]):
    __slots__ = ()

    def __reversed__(self) -> Iterator[Any]:
        return reversed(self._mapping)


class _Values(_Entries, ValuesView[Any]):
    __slots__ = ()

    def __reversed__(self) -> Iterator[Any]:
        return (self._mapping[key] for key in reversed(self._mapping))


class _Items(_Entries, ItemsView[Any, Any]):
    __slots__ = ()

    def __reversed__(self) -> Iterator[tuple[Any, Any]]:
        return ((key, self._mapping[key]) for key in reversed(self._mapping))
