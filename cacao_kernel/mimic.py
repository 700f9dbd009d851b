"""Mimic: what does the work of a kit's script where there is no browser, for simulated users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .contributions import Kit
from .element import Element
from .telling import tell, tick

if TYPE_CHECKING:
    from .user import User
    from .window import Window


class Mimic:
    """Does what the script of a kit would do, in one tab of a simulated user.

    Subclass it beside the script, and name the class in the kit: ``Kit(…, mimic="package.module:Class")``.
    The same test then passes without a browser and in one. Override what the script answers; all else does
    nothing.

    Args:
        window: the tab.

    Attributes:
        tags: the elements that the script gives a life.
        classes: classes of further such elements.
        names: attributes of further such elements.
        method: the method of pages that it answers, as it was registered; empty for none.
    """

    tags: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    method = ""

    def __init__(self, window: Window) -> None:
        self.window = window

    def follow(self, element: Element) -> None:
        """Bring an element up to date, after each message of the App and when it comes."""

    def clicked(self, user: User, element: Element, target: Element) -> bool:
        """Answer a click in an element before anybody else does, and tell whether that is all."""
        return False

    def pressed(self, user: User, element: Element, target: Element | None, key: str) -> bool:
        """Answer a key, wherever it is pressed, and tell whether that is all."""
        return False

    def chosen(self, user: User, element: Element, files: Sequence[tuple[str, str, bytes]]) -> None:
        """Take files, each as name, type and bytes, that were chosen in an element."""

    def called(self, arguments: Sequence[Any]) -> None:
        """Answer the method of pages."""

    def passed(self) -> None:
        """Do what time brings; asked whenever somebody looks at the page."""

    def escape(self) -> bool:
        """Answer Escape, and tell whether there was something to close."""
        return False

    def tell(self, field: Element, kind: str) -> None:
        """Tell the App what has happened to a field, as an event of it would."""
        tell(self.window, field, kind)

    def tick(self, box: Element, *, on: bool) -> None:
        """Check a checkbox, or take the check away, and tell the App so."""
        tick(self.window, box, on=on)


class Mimics:
    """The mimics of one tab.

    Args:
        window: the tab.
        kits: those of the App.
    """

    def __init__(self, window: Window, kits: Iterable[Kit]) -> None:
        self._window = window
        found = dict.fromkeys(kit.mimic for kit in kits if kit.mimic)
        self._all = [_load(name)(window) for name in found]
        self._by_tag = {tag: mimic for mimic in self._all for tag in mimic.tags}
        self._by_class = {name: mimic for mimic in self._all for name in mimic.classes}
        self._by_name = {name: mimic for mimic in self._all for name in mimic.names}
        self._alive: list[tuple[Mimic, Element]] = []

    def look(self) -> None:
        """Find the elements that have a life, as the tree has changed."""
        if self._all:
            nodes = self._window.page.root.walk()
            self._alive = [(found, node) for node in nodes if (found := self._of(node)) is not None]

    def _of(self, node: Element) -> Mimic | None:
        found = self._by_tag.get(node.tag)
        if found is None and "class" in node.attributes:
            classes = node.attributes["class"].split()
            found = next((self._by_class[name] for name in classes if name in self._by_class), None)
        if found is None and self._by_name:
            found = next((self._by_name[name] for name in node.attributes if name in self._by_name), None)
        return found

    def escape(self) -> bool:
        """Tell whether Escape is dealt with."""
        return any(mimic.escape() for mimic in self._all)

    def follow(self) -> None:
        """Bring all of them up to date."""
        for mimic, element in self._alive:
            mimic.follow(element)
        for mimic in self._all:
            mimic.passed()

    def call(self, method: str, arguments: Sequence[Any]) -> None:
        """Answer a method of pages."""
        for mimic in self._all:
            if mimic.method == method:
                mimic.called(arguments)

    def click(self, user: User, target: Element) -> bool:
        """Tell whether a click is dealt with."""
        around = [*target.around()]
        return any(m.clicked(user, node, target) for m, node in [*self._alive] if node in around)

    def press(self, user: User, target: Element | None, key: str) -> bool:
        """Tell whether a key is dealt with."""
        return any(mimic.pressed(user, node, target, key) for mimic, node in [*self._alive])

    def choose(self, user: User, field: Element, files: Sequence[tuple[str, str, bytes]]) -> bool:
        """Give files to the element around a field, and tell whether there is one that takes them."""
        for node in field.around():
            if node.tag in self._by_tag:
                self._by_tag[node.tag].chosen(user, node, files)
                return True
        return False


def _load(name: str) -> type[Mimic]:
    module, _, attribute = name.partition(":")
    found: type[Mimic] = getattr(import_module(module), attribute)
    return found
