"""Markdown: a text with headings, lists, tables and code, as one writes it by hand."""

from __future__ import annotations

from typing import Literal

from cacao_kernel import read

from ..base import BASE
from ..icon_markup import draw_icons, holds_markup, split_leniently
from ..kinds import Reactive
from ..widget import Widget, read_kit
from .code import CODE


class Markdown(Widget):
    """A text in Markdown: headings, lists, tables, lists of tasks, code in colours.

    It may come from anybody: HTML in it is shown as text, addresses that run code lead nowhere, and
    pictures are shown if the app itself serves them. A text that would take long to read, of more than
    50,000 letters say, is shown as it was written.

    Args:
        content: the text.
        level: of a heading that is written with one ``#``; the others follow.
    """

    node_type = "markdown"
    kits = (BASE, CODE, read_kit("markdown"))
    is_verbatim = True

    content: Reactive[str]
    level: Literal[1, 2, 3, 4, 5, 6] = 2

    def draw(self) -> object:
        """Return the text as nodes."""
        from .markdown_tree import markdown_tree  # with Python's reader of HTML, when the first is shown

        text = str(read(self.content))
        nodes: object = markdown_tree(text, self.level, self.say("task"), self.say("table"))
        if holds_markup(text):  # of anybody's, so that no page may fail for it
            nodes = draw_icons(nodes, split_leniently)
        return self.root("div", nodes, class_name="cacao-markdown")
