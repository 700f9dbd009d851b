"""Pagination: which page of many is shown."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from cacao_kernel import CacaoError, State, read

from ..base import BASE
from ..held import WHOLE, bound_to
from ..icon_set import find_icon
from ..kinds import Reactive, Text
from ..widget import Widget, read_kit
from .kept import with_state

Node = dict[str, Any]


class Pagination(Widget):
    """Which page of many is shown, and the way to the others.

    Args:
        total: how many things there are on all pages together.
        bind: the State that holds the page, counted from 1. With ``State(1, url="page")`` it stands in the
            address.
        per_page: how many things a page shows.
        around: how many pages are offered on each side of the one that is shown.
        label: what it is called for those who hear the page.
    """

    node_type = "pagination"
    kits = (BASE, read_kit("pagination"))
    holds = bound_to(WHOLE)

    total: Reactive[int]
    bind: State[int] | State[int | None] | None = None
    per_page: Reactive[int] = 10
    around: int = 1
    label: Text = None

    def check(self) -> None:
        """Refuse fewer pages around than none."""
        if self.around < 0:
            raise CacaoError("Pagination.around cannot be this", expected="0 or more", got=str(self.around))

    def draw(self) -> object:
        """Return a list of buttons."""
        return with_state(self.bind, self._draw_with)

    def _draw_with(self, state: State[Any]) -> object:
        pages = max(1, -(-read(self.total) // max(1, read(self.per_page))))
        page = min(pages, max(1, self.fitting("bind", state, state.value) or 1))
        steps: list[Node] = [self._turn(state, page - 1, "chevron-left", "previous_page", page > 1)]
        shown = 0
        for number in self._offered(page, pages):
            if number > shown + 1:
                gap = {"class": "cacao-pages-gap", "aria_hidden": "true", "content": "…"}
                steps.append({"type": "li", "key": f"gap{shown}", "props": gap})
            steps.append(self._number(state, number, number == page))
            shown = number
        steps.append(self._turn(state, page + 1, "chevron-right", "next_page", page < pages))
        told = {"class": "cacao-pages-told", "content": self.say("page_of", page=page, pages=pages)}
        steps.insert(1, {"type": "li", "key": "told", "props": told})
        label = self.say("pagination") if self.label is None else self.label
        pages_list = {"type": "ul", "props": {"role": "list"}, "children": steps}
        return self.root("nav", [pages_list], class_name="cacao-pagination", aria_label=label)

    def _offered(self, page: int, pages: int) -> list[int]:
        """Return the pages that are offered: the first, the last, those around, and none left out alone."""
        near = {*range(page - self.around, page + self.around + 1)}
        offered = sorted({1, pages, *(number for number in near if 1 <= number <= pages)})
        alone = [before + 1 for before, after in pairwise(offered) if after - before == 2]
        return sorted([*offered, *alone])

    def _number(self, state: State[Any], number: int, is_shown: bool) -> Node:
        props: Node = {"class": "cacao-page", "aria_label": self.say("page", number=number)}
        if is_shown:
            props["aria_current"] = "page"
        props["on_click"] = partial(state.set, number)
        button = {"type": "bare-button", "props": props, "children": str(number)}
        return {
            "type": "li",
            "key": f"page{number}",
            "props": {"class": "cacao-pages-number"},
            "children": [button],
        }

    def _turn(self, state: State[Any], number: int, icon: str, text: str, is_there: bool) -> Node:
        # One that leads nowhere stays where it is, so that the focus is not lost at the last page.
        props: Node = {"class": "cacao-page", "aria_label": self.say(text)}
        if is_there:
            props["on_click"] = partial(state.set, number)
        else:
            props["aria_disabled"] = "true"
        button = {"type": "bare-button", "props": props, "children": [find_icon(icon)]}
        return {"type": "li", "key": text, "children": [button]}
