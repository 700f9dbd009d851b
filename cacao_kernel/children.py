"""Children: how what stands in an element becomes the nodes below it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from . import elements, snapshot
from .amendment import Amendment
from .binding import TextBinding, is_reactive, may_be_text, resolve
from .contributions import NodeType
from .errors import TreeError, shorten
from .extent import MAX_DEPTH, Extent, NotHere
from .node import COMMENT, TEXT, Holder, Kept, Node
from .outline import MIN_ROWS, are_rows, cut
from .props import MAX_TEXT, TEXTUAL, clean, text_of
from .renderer import Renderer, Rows
from .rows import For
from .spot import Spot
from .stencil import MIN_ROWS as STENCIL_ROWS
from .stencil import Stencils
from .trail import Trail, spell


class Children:
    """The part of the builder that goes through the children of an element.

    Args:
        host: the rendering that runs components and makes marks.
        types: the node types that plugins contributed, by name.
        extent: how large the tree may be.
        room: how many nodes it may have, those elsewhere on the page taken off.
        here: how many may be built where this runs.

    Attributes:
        size: how many nodes it has by now, those that are as before included.
        lists: the lists of rows so far: what each row was built of, or the rows of a keyed list;
            None for one that holds something else than rows, too.
        others: the ids of the nodes that regions in this one have become last time. Only those
            regions themselves look back at them, wherever they stand now.
    """

    def __init__(
        self, host: Renderer, types: Mapping[str, NodeType], extent: Extent, room: int, here: int
    ) -> None:
        self.host = host
        self.types = types
        self.drawn = 0
        self.lists: list[list[Kept] | Rows | None] = []
        self.others: set[int] = set()
        self.extent = extent
        self.room = room
        self.here = here
        self.size = 0

    def build(self, value: object, spot: Spot) -> Node:
        """Return the Node for a dict or component."""
        raise NotImplementedError

    def _children(
        self, node: Node, node_type: NodeType, value: dict[Any, Any], props: dict[Any, Any], spot: Spot
    ) -> None:
        below, inner = value.get("children"), props.get("children")
        if not (_is_none(below) or _is_none(inner)):
            raise TreeError(
                "children stand twice",
                where=spell(spot.path),
                expected="them beside props or inside props",
                cure="Join the two lists.",
            )
        path = spot.path
        found: list[Node] = []
        for name in ("content", node_type.label):
            if name and props.get(name) is not None:
                found.append(self._text(props[name], (path, f"props.{name}"), node.tag))
        if not _is_none(below):
            self._collect(found, below, spot, (path, "children"))
        elif not _is_none(inner):
            self._collect(found, inner, spot, (path, "props.children"))
        if node.tag in elements.VOID and found:
            raise TreeError(
                f"<{node.tag}> holds nothing", where=spell(path), cure="Remove its content and children."
            )
        if node.tag == "textarea":
            joined = "".join(child.text for child in found)  # a comment would be text there
            found = [Node(TEXT, joined)] if joined else []
        if len(found) > 1:
            _check_keys(found, path)
        if node.tag == "table":
            found = self._with_tbody(found)
        children = node.children
        for child in found:
            if children and may_be_text(child) and may_be_text(children[-1]):
                children.append(Node(COMMENT))
            children.append(child)
        self.host.settle(node)

    def _collect(self, found: list[Node], value: object, spot: Spot, path: Trail) -> None:
        """Add the nodes that children of any spelling stand for."""
        if value is None or isinstance(value, bool):
            if path[1].endswith("]"):  # one of several; children=None means no children at all
                found.append(Node(COMMENT))
        elif isinstance(value, list | tuple):
            parent, name = path
            if name.count("[") > MAX_DEPTH:
                raise TreeError(f"lists stand {MAX_DEPTH} deep in each other", where=spell(path)[:200])
            if len(value) > self.room:  # before all of them are built
                raise self.extent.refuse_size(spell(path))
            rows: list[Kept] = []
            is_long = len(value) >= MIN_ROWS
            stencils = self.new_stencils(len(value))
            if is_long:
                self.lists.append(rows if are_rows(value) else None)
            for index, child in enumerate(value):
                here = (parent, f"{name}[{index}]")
                if is_long and type(child) is dict:
                    rows.append(self._row(child, spot, here, stencils))
                    found.append(rows[-1].node)
                else:
                    self._collect(found, child, spot, here)
        elif isinstance(value, For):
            drawn = self.drawn
            keyed = self.host.open_rows(value, spot.at(path))
            self.drawn = drawn  # rows are regions: what is drawn in them stands in those
            self.lists.append(keyed)
            found += [row.node for row in keyed.by_key.values()]
        elif isinstance(value, TEXTUAL) or is_reactive(value):
            found.append(self._text(value, path, spot.tags[-1]))
        else:
            found.append(self.build(value, spot.child(len(found), path, self.others)))

    def _row(self, value: dict[Any, Any], spot: Spot, path: Trail, stencils: Stencils | None) -> Kept:
        """Return one of many children, the one of last time if it is as it was."""
        around = spot.node
        rows = around.rows
        if rows is None:
            rows = around.rows = {}
        key = value.get("key")
        place: str | int = len(rows)
        if key is not None and clean(str(key)) not in rows:
            place = clean(str(key))
        before = spot.kept(place)
        here, keyed = spot.of(before, path), spot.keyed or key is not None
        kept = self.build_kept(value, here, before, keyed=keyed, stencils=stencils)
        rows[place] = kept
        return kept

    def build_kept(
        self,
        value: object,
        spot: Spot,
        before: Kept | None,
        *,
        keyed: bool,
        is_cut: bool = False,
        stencils: Stencils | None = None,
    ) -> Kept:
        """Return the node for a dict or component, with what it was built of.

        If that is as it was, all is as before.

        Args:
            value: what stands there.
            spot: where.
            before: what stood there last time.
            keyed: whether a key says which row it is, so that its functions may close over others.
            is_cut: whether lists of rows in it are kept apart.
            stencils: those of the list it stands in.
        """
        rest, cut_off = cut(value) if is_cut and isinstance(value, dict) else (value, ())
        taken, functions = snapshot.of_tree(rest, values=not keyed)
        if taken is not None and before is not None and before.snapshot is not None and not before.lists:
            amendments = () if before.snapshot == taken else self.find_amendments(before, taken)
            if amendments is not None:
                self.host.keep(before, functions, taken, amendments)
                self.keep_size(before.size)
                return before
        if taken is not None and stencils is not None:
            copied = stencils.copy(value, taken, functions, spot.path, self.host)
            # Of one that is too many, the builder tells the place.
            if copied is not None and self.size + copied[0].size <= min(self.here, self.room):
                self.size += copied[0].size
                self.host.holders += copied[1]
                return copied[0]
        holders, created, drawn = len(self.host.holders), len(self.host.created), self.drawn
        size, lists = self.size, self.lists
        self.lists = []
        node = self.build(value, spot)
        found, self.lists = self.lists, lists
        by_function: dict[int, list[Holder]] = {}
        for function, holder in self.host.holders[holders:]:
            by_function.setdefault(id(function), []).append(holder)
        held = [by_function.get(id(function), []) for function in functions]
        if not all(held) or self.drawn != drawn:
            taken = None  # a function in params, say: nothing would hand it over; a drawing is a region
        if is_cut and not (len(found) == len(cut_off) and all(map(_can_be_compared, found))):
            taken = None
        kept = Kept(taken, node, held, self.host.created[created:], self.size - size, keyed=keyed)
        kept.lists = found if is_cut else ()
        if stencils is not None:
            stencils.learn(value, kept, functions)
        return kept

    def new_stencils(self, rows: int) -> Stencils | None:
        """Return what rows of a list are copied from; None if there are too few rows for that."""
        return Stencils(self.types) if rows >= STENCIL_ROWS else None

    def find_amendments(self, before: Kept, taken: bytes) -> list[Amendment] | None:
        """Return the texts that differ from what a row or region was built of; None if more does."""
        raise NotImplementedError

    def keep_size(self, size: int) -> None:
        """Count the nodes of what is as before, and was not built."""
        self.size += size
        self.here += size

    def refuse_more(self, path: Trail) -> Exception:
        """Return the error of a page that is too large, or more than may be built here."""
        return self.extent.refuse_size(spell(path)) if self.size > self.room else NotHere()

    def _text(self, value: object, path: Trail, tag: str) -> Node:
        if type(value) is str or not is_reactive(value):
            return make_text(value, path, tag)
        if tag in ("textarea", "option"):
            return make_text(resolve(value), path, tag)
        node = Node(COMMENT)
        binding = TextBinding(node, value, path, lambda given: make_text(given, path, tag))
        node.binding = binding
        self.host.watch(binding)
        return node

    def _with_tbody(self, children: list[Node]) -> list[Node]:
        """Return a table's children with rows put into a <tbody>, as the HTML parser would."""
        grouped: list[Node] = []
        body: Node | None = None
        for child in children:
            if child.tag == "tr" or (child.tag == COMMENT and body is not None):
                if body is None:
                    body = Node("tbody")
                    grouped.append(body)
                    self.host.settle(body)
                body.children.append(child)
            else:
                body = None
                grouped.append(child)
        return grouped


def make_text(value: object, path: Trail, tag: str) -> Node:
    """Return the text node for a value that stands in an element of this tag; a comment for an empty one.

    Raises:
        TreeError: if the value is no text, or none may stand there.
    """
    if value is None:
        return Node(COMMENT)
    if isinstance(value, Enum):
        value = value.value
    if not isinstance(value, TEXTUAL):
        raise TreeError(
            "this is no text", where=spell(path), expected="a string or a number", got=shorten(value)
        )
    text = text_of(value)
    if text is None:
        raise TreeError(
            "this cannot be shown as text",
            where=spell(path),
            expected=f"a finite number, or up to {MAX_TEXT} characters",
            got=shorten(value) if isinstance(value, str | float | Decimal) else "a longer number",
            cure="Give the text you want to be seen instead.",
        )
    reason = elements.refuse_text(tag) if text else ""
    if reason:
        raise TreeError(f"{reason}, but here stands text", where=spell(path), got=shorten(value))
    return Node(TEXT, text) if text else Node(COMMENT)


def _can_be_compared(rows: list[Kept] | Rows | None) -> bool:
    return rows is not None and (not isinstance(rows, list) or all(row.snapshot is not None for row in rows))


def _is_none(children: object) -> bool:
    return children is None or (isinstance(children, list | tuple) and not children)


def _check_keys(children: list[Node], path: Trail) -> None:
    keys: set[str] = set()
    for child in children:
        if child.key in keys:
            raise TreeError(
                f"two children have the key {child.key!r}", where=spell(path), cure="Give each its own."
            )
        if child.key:
            keys.add(child.key)
