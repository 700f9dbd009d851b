"""Initial: what a form begins with: an instance of its model, a dict, or any object with such attributes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from cacao_kernel import CacaoError, nearest

_MISSING: Any = object()


class Initial:
    """What a form begins with.

    Args:
        given: an instance, a dict that may leave fields out, or None.
        names: the fields there are.

    Raises:
        CacaoError: if a dict has something that is no field.
    """

    def __init__(self, given: Any, names: Collection[str]) -> None:
        self._given = given
        self._names = names
        if isinstance(given, Mapping):
            for name in given:
                if name not in names:
                    raise unknown_initial(name, names)

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a field begins with; the default where nothing is said of it."""
        if self._given is None:
            return default
        if isinstance(self._given, Mapping):
            return self._given.get(name, default)
        return getattr(self._given, name, default)

    def merge(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return these values, and of all other fields what the form has begun with."""
        held = {name: self.get(name, _MISSING) for name in self._names if name not in values}
        return {**{name: value for name, value in held.items() if value is not _MISSING}, **values}


def unknown_initial(name: object, names: Collection[str]) -> CacaoError:
    """Return what is told of something to begin with that is no field."""
    cure = nearest(str(name), names) or f"It has {', '.join(names)}."
    return CacaoError(f'Form.initial names a field "{name!s:.60}" that there is not', cure=cure)
