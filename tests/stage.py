"""A visitor with two tabs on one page, without an App or a loop: writes are committed and shown at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson

import cacao_plugins.components as components
from cacao_kernel import wire
from cacao_kernel.cells import Cell, Cells, Key, Overlay
from cacao_kernel.dom import Document, Element
from cacao_kernel.errors import CacaoError
from cacao_kernel.node import COMMENT, TEXT, Action, Node
from cacao_kernel.routing import Page
from cacao_kernel.run import Run, entered
from cacao_kernel.screen import Screen
from cacao_kernel.session import Session
from cacao_kernel.visit import Visit

KEY = b"the key of one session's marks"
ROUNDS = 12

Told = tuple[Any, dict[tuple[int, str], Any]]


class Stage:
    """Two tabs of one visitor, and what their browsers hold.

    Args:
        page: the page's function.
    """

    def __init__(self, page: Callable[[], Any]) -> None:
        self.page = page
        self.shared = Cells()
        self.session = Session("visitor", 0)
        self.screens: dict[str, Screen] = {}
        self.documents: dict[str, Document] = {}
        self.errors: dict[str, list[BaseException]] = {}
        for tab in ("one", "two"):
            screen = self._open(tab, self._sight())
            self.screens[tab] = screen
            self.session.tabs[tab] = screen.readers  # type: ignore[assignment] - they tell what is shown
            self.documents[tab] = Document("")
            self.documents[tab].morph(_over_the_wire(screen.root.packed()))
            self.errors[tab] = []
        self.show({})

    def _sight(self) -> Overlay:
        return Overlay(self.session.cells, self.shared)

    def _open(self, tab: str, cells: Overlay) -> Screen:
        types = components.node_types(components.Texts())
        screen = Screen(Visit(Page("/", self.page)), KEY, types, lambda _: None, tab)
        screen.first(cells)
        self._commit(cells)
        return screen

    def _commit(self, cells: Overlay) -> dict[Key, Cell]:
        written = cells.take_writes()
        for key, cell in written.items():
            cells.home(key)[key] = cell
        return written

    def afresh(self, tab: str) -> Screen:
        """Return what the tab would show if it were opened now; nothing is changed by that."""
        cells = Overlay(Cells(dict(self.session.cells)), Cells(dict(self.shared)))
        return self._open(tab, cells)

    def write(self, work: Callable[[], object], tab: str = "one", region: Any = None) -> None:
        """Run what writes as a handler would, and let both tabs show it."""
        cells = self._sight()
        with entered(Run(cells, tab=tab, region=region, session=self.session)):
            work()
        self.show(self._commit(cells))

    def fire(self, tab: str, number: int) -> None:
        """Let an event happen on the so-many-th listening node, if there is one."""
        actions = list(actions_of(self.screens[tab].root))
        if actions:
            action = actions[number % len(actions)]
            self.write(action.handler, tab, action.around.region)  # type: ignore[arg-type]

    def show(self, changed: dict[Key, Cell]) -> None:
        """Let both tabs show what changed, and what they write themselves while they do."""
        memo: dict[Any, Any] = {}
        for _ in range(ROUNDS):
            written: dict[Key, Cell] = {}
            for tab, screen in self.screens.items():
                cells = self._sight()
                ops, self.errors[tab] = screen.update(cells, changed, memo)
                self.documents[tab].apply(_over_the_wire(ops))
                written |= self._commit(cells)
                self.session.forget_components(screen.readers.take_gone())
            if not written:
                return
            changed = written
            memo.clear()

    def told(self, tab: str, action: Action) -> Told:
        """Return what a handler returns and would write now; nothing is changed by that."""
        cells = Overlay(Cells(dict(self.session.cells)), Cells(dict(self.shared)))
        handler: Any = action.handler
        with entered(Run(cells, tab=tab, region=action.around.region, session=self.session)):
            try:
                returned = handler()
            except CacaoError as error:
                returned = str(error)
        writes = {
            (getattr(key, "state", key).number, getattr(key, "place", "")): cell.value
            for key, cell in cells.take_writes().items()
        }
        return returned, writes


def actions_of(node: Node) -> Iterator[Action]:
    """Yield the handlers of a tree, in document order."""
    for found in node.walk():
        for action in found.actions.values():
            if callable(action.handler):
                yield action


def packed(element: Element) -> Any:
    """Return what the browser holds in the shape of the wire."""
    if element.tag == TEXT:
        return element.text
    if element.tag == COMMENT:
        return 0
    attributes: dict[str, Any] = dict(element.attributes)
    if element.style:
        attributes["style"] = element.style
    return [element.tag, attributes, [packed(child) for child in element.children]]


def _over_the_wire(data: Any) -> Any:
    return orjson.loads(wire.encode(wire.PATCH, 1, data))[2]
