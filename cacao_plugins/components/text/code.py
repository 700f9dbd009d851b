"""Code: a piece of source code, in colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from cacao_kernel import CacaoError, NodeType, nearest, read

from ..base import BASE
from ..kinds import Reactive
from ..widget import Widget, read_kit
from .highlight import Line, find_language, highlight, language_names

CODE = read_kit("code")

# Not its title, which plain elements may have, too.
_DRAWN = frozenset({"language", "line_numbers", "wrap", "marked"})


class Code(Widget):
    """A piece of source code, in the colours of the theme.

    Args:
        content: the code.
        language: what it is written in, such as ``"python"``, ``"sql"`` or ``"bash"``.
        title: what stands above it, such as the name of a file.
        line_numbers: whether its lines are numbered.
        start: the number of the first line.
        marked: the numbers of lines that stand out.
        wrap: whether long lines go on in the next; else one scrolls.
    """

    node_type = "code"
    kits = (BASE, CODE)
    plain: ClassVar[NodeType | None] = NodeType("code", when=lambda props: not _DRAWN.isdisjoint(props))
    is_verbatim = True

    content: Reactive[str]
    language: str = "text"
    title: str | None = None
    line_numbers: bool = False
    start: int = 1
    marked: Sequence[int] = ()
    wrap: bool = False

    def check(self) -> None:
        """Refuse a language that there is not."""
        if find_language(self.language) is None:
            names = language_names()
            raise CacaoError(
                f'Code knows no language "{self.language:.40}"',
                cure=nearest(self.language[:40], names) or f"It knows {', '.join(names)}.",
            )

    def render(self) -> dict[str, Any]:
        """Return the node; with a language, which tells it from the plain element."""
        node = super().render()
        return {**node, "props": {"language": self.language, **node["props"]}}

    def draw(self) -> object:
        """Return the code, and its title above it."""
        language = find_language(self.language) or "text"
        code = read(self.content).strip("\n")
        lines = highlight(code, language)
        has_lines = self.line_numbers or self.marked
        inner = self._lines(lines) if has_lines else _flat(lines)
        # One scrolls it with the keyboard, too.
        reached = {} if self.wrap else {"tabindex": 0, "role": "group"}
        pre = {
            "type": "pre",
            "props": {"aria_label": self.title or self.say("code"), **reached} if reached else {},
            "children": [{"type": "code", "props": {"class": None}, "children": inner}],
        }
        title = {"type": "p", "props": {"class": "cacao-code-title", "content": self.title}}
        return self.root(
            "div",
            [title if self.title is not None else None, pre],
            class_name="cacao-code",
            data_numbers=self.line_numbers or None,
            data_wrap=self.wrap or None,
        )

    def _lines(self, lines: Sequence[Line]) -> list[Any]:
        drawn: list[Any] = []
        digits = len(str(self.start + len(lines) - 1))
        for number, line in enumerate(lines, self.start):
            props: dict[str, Any] = {"class": "cacao-code-line"}
            if self.line_numbers:
                props["data_number"] = str(number).rjust(digits)
            if number in self.marked:
                props["data_marked"] = True
            drawn.append({"type": "span", "props": props, "children": [*map(_piece, line), "\n"]})
        return drawn


def _flat(lines: Sequence[Line]) -> list[Any]:
    pieces: list[Any] = []
    plain = ""
    for number, line in enumerate(lines):
        plain += "\n" if number else ""
        for colour, text in line:
            if not colour:
                plain += text
                continue
            if plain:
                pieces.append(plain)
                plain = ""
            pieces.append(_piece((colour, text)))
    return [*pieces, plain] if plain else pieces


def _piece(piece: tuple[str, str]) -> Any:
    colour, text = piece
    return {"type": "span", "props": {"class": colour}, "children": [text]} if colour else text
