"""Tree: things in things, opened branch by branch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cacao_kernel import CacaoError, Component, Event, State, own_id, pass_on, passing, read

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Handler, Parts, Reactive, Text, TextState
from ..nothing import nothing_yet
from ..props import HasProps, read_parts
from ..widget import Widget, read_kit

Node = dict[str, Any]


class TreeItem(HasProps):
    """One thing of a tree.

    Args:
        key: tells it apart from all others of the tree.
        label: what it is called; by default its key.
        children: what is in it: a list, or a function without arguments that returns one, called when it
            is opened.
        icon: the name of an icon before it.
    """

    key: str
    label: Text = None
    children: Sequence[object] | Callable[[], Sequence[object]] = ()
    icon: str | None = None


class Tree(Widget):
    """Things in things: branches are opened and closed, and one thing may be chosen.

    Args:
        items: the topmost things: each a TreeItem, a dict of its props, or a key.
        label: what the tree is called for those who hear the page.
        bind: the State that holds the key of the one that is chosen.
        on_select: answers a choice; it is given the key as ``event.value``.
        opened: the keys of the branches that are open at first.
        bind_opened: a State of the list of the keys of those that are open.
    """

    node_type = "tree"
    part_types = (TreeItem,)
    kits = (BASE, read_kit("tree", "tree.css", "tree.js"))
    elements = ("cacao-tree",)
    is_verbatim = True

    items: Reactive[Parts[TreeItem]]
    label: str
    bind: TextState | None = None
    on_select: Handler | None = None
    opened: Sequence[str] = ()
    bind_opened: State[list[str]] | State[list[str] | None] | None = None

    def draw(self) -> object:
        """Return the tree in the element that gives it its keys."""
        return self.root("cacao-tree", TreeView(self), class_name="cacao-tree")


class TreeView(Component):
    """A tree as one tab sees it.

    Args:
        tree: the tree.
    """

    component_type = "tree"

    own_opened: State[list[str] | None] = State(None, scope="tab")
    own_chosen: State[str | None] = State(None, scope="tab")

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self.tree = tree
        self.opened: State[Any] = self.own_opened if tree.bind_opened is None else tree.bind_opened
        self.chosen: State[Any] = self.own_chosen if tree.bind is None else tree.bind

    def render(self) -> Any:
        """Return a list of lists."""
        self._seen: set[str] = set()
        items = read_parts("Tree.items", read(self.tree.items), TreeItem, "key")
        if not items:
            return nothing_yet(self.tree.say)
        props = {"role": "tree", "aria_label": self.tree.label}
        return {"type": "ul", "props": props, "children": self._draw_level(items, 1, "")}

    async def choose(self, event: Event) -> None:
        """Choose a thing, and tell the app."""
        key = event.params["key"]
        self.chosen.set(key)
        if self.tree.on_select is not None:
            await pass_on(self.tree.on_select, Event({**event, "value": key}))

    async def toggle(self, event: Event) -> None:
        """Open a branch, or close it."""
        key, opened = event.params["key"], self._read_opened()
        self.opened.set([other for other in opened if other != key] if key in opened else [*opened, key])

    def _read_opened(self) -> Sequence[str]:
        opened = self.opened.value
        return self.tree.opened if opened is None else opened

    def _draw_level(self, items: list[TreeItem], level: int, place: str) -> list[Node]:
        opened = self._read_opened()
        return [
            self._draw_item(item, level, f"{place}-{index}", item.key in opened)
            for index, item in enumerate(items)
        ]

    def _draw_item(self, item: TreeItem, level: int, place: str, is_open: bool) -> Node:
        if item.key in self._seen:
            raise CacaoError(f"two things of a tree have the key {item.key!r}", cure="Give each its own.")
        self._seen.add(item.key)
        is_branch, label = bool(item.children), own_id(f"label{place}")
        inside: list[TreeItem] = []
        if is_branch and is_open:
            children = item.children
            given = children() if callable(children) else children
            inside = read_parts("TreeItem.children", given, TreeItem, "key")
        key, params = item.key, {"key": item.key}
        props: Node = {
            "role": "treeitem",
            "aria_level": level,
            "aria_labelledby": label,
            "aria_selected": lambda: "true" if self.chosen.value == key else "false",
            # The one that a Tab leads to; the script moves it with the focus.
            "tabindex": 0 if place == "-0" else -1,
        }
        if is_branch:
            props["aria_expanded"] = "true" if is_open else "false"
        arrow: Node = {"class": "cacao-tree-arrow"}
        if is_branch:
            arrow |= {"on_click": self.toggle, "params": params}
        choose = passing(self.choose, self.tree.on_select)
        chevron = find_icon("chevron-right") if is_branch else None
        row = {
            "type": "div",
            "props": {"class": "cacao-tree-row", "on_click": choose, "params": params},
            "children": [
                {
                    "type": "span",
                    "props": arrow,
                    "children": chevron,
                },
                find_icon(item.icon) if item.icon else None,
                {
                    "type": "span",
                    "props": {"id": label},
                    "children": [item.key if item.label is None else item.label],
                },
            ],
        }
        group: Node | None = None
        if inside:
            rows = self._draw_level(inside, level + 1, place)
            group = {"type": "ul", "props": {"role": "group"}, "children": rows}
        return {"type": "li", "key": key, "props": props, "children": [row, group]}
