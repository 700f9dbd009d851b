"""Query: what stands behind the question mark of an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

from .refusal import Refusal

MAX_LENGTH = 8_192
MAX_FIELDS = 500


class Query(Mapping[str, str]):
    """The values of a query string by name, as text; a name may have several.

    ``query["q"]`` is the last value of ``q``, and ``query.all("q")`` holds every one.

    Args:
        text: the query string as it was sent, without its question mark.

    Raises:
        Refusal: if it is too long to be read.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text
        self._values: dict[str, list[str]] = {}
        if len(text) > MAX_LENGTH:
            raise Refusal(400, "This address is too long", "Please use a shorter one.")
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)
        except ValueError:
            raise Refusal(
                400, "This address is too long", f"It names more than {MAX_FIELDS} values."
            ) from None
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def all(self, name: str) -> list[str]:
        """Return every value of a name, in their order; an empty list for none."""
        return list(self._values.get(name, ()))

    def __getitem__(self, name: str) -> str:
        return self._values[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Query({self.text!r})"
