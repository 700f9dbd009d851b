"""Icon markup: icons in the middle of a text, written ``{%icon-home%}``."""

from __future__ import annotations

import re
from typing import Any

from cacao_kernel import CacaoError

from .icon_set import Tree, find_icon

_OPEN = "{%"
_MARKUP = re.compile(r"\{%\s*icon-([a-zA-Z0-9_-]{1,60})((?:\s(?:[^%}]|%(?!\})){0,300})?)%\}")
_OPTION = re.compile(r"""([a-z]+)=("[^"]*"|'[^']*'|[^\s"']+)(?:\s+|\Z)""")
_OPTIONS = ("color", "label", "size")


def split_markup(text: str) -> list[str | Tree]:
    """Return a text as the children of a node: what is said, and an icon for each markup in it.

    Markup is ``{%icon-NAME%}``, where options may follow the name, as in
    ``{%icon-home size=20 color=red label="Go home"%}``; see :func:`find_icon` for what they may be. All
    other texts in braces stay as they are.

    Raises:
        CacaoError: if there is no such icon or option, or it cannot be that. So it is for texts of a
            developer; those of visitors are shown as they were written.
    """
    if _OPEN not in text:
        return [text]
    pieces: list[str | Tree] = []
    end = 0
    for found in _MARKUP.finditer(text):
        if found.start() > end:
            pieces.append(text[end : found.start()])
        pieces.append(find_icon(found[1], **_read_options(found[2].strip(), found[0])))
        end = found.end()
    if end < len(text) or not pieces:
        pieces.append(text[end:])
    return pieces


def _read_options(text: str, markup: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    place = 0
    while place < len(text):
        found = _OPTION.match(text, place)
        if found is None or found[1] not in _OPTIONS:
            raise CacaoError(
                "an option of an icon",
                where=markup[:80],
                expected=f"{', '.join(_OPTIONS)}, each with its value: size=20",
                got=f"{text[place:]!r:.60}",
            )
        value = found[2]
        options[found[1]] = value[1:-1] if value[0] in "\"'" else value
        place = found.end()
    return options
