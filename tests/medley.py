"""Random programs of every grain: lists, bindings, Computeds, components with States; and random writes."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from programs import use
from rowing import ROWS, Board, Counter, Item, Tree, make_row
from soundness import check_stage
from stage import Stage

from cacao import Component, State
from cacao_kernel.computed import Computed
from cacao_kernel.errors import CacaoError
from cacao_kernel.rows import For

VALUES = 10  # how many sources there are
HELD: list[Counter] = []  # held by a variable of this module, so that they are known by it

LEAVES = "text text bound attribute classes style child button counter held field write fault".split()
LISTS = "board for for for for_state for_computed for_lambda for_ids list list keyed keyed lists".split()
USES = "instance dict copy spread deep edited twice wrapped picked".split()
EDITS = "set set set set add remove turn swap edit edit_same tag equal clear refill fire fire".split()


@dataclass(frozen=True)
class Piece:
    """One piece of a page's code.

    Attributes:
        kind: one of LEAVES or LISTS, or part, section, if, order, region.
        row: what a list makes of its items.
        source: the value it reads.
        other: the value it reads and closes over.
        use: what is done with the component that a part is.
        inside: the pieces in it.
    """

    kind: str
    row: str
    source: int
    other: int
    use: str
    inside: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Edit:
    """One write: what is done, where, with which number, from which tab."""

    kind: str
    place: int
    number: int
    tab: str


def pieces(depth: int) -> st.SearchStrategy[Piece]:
    """Draw a piece with up to so many pieces in each other."""
    numbers, rows, uses = st.integers(0, VALUES - 1), st.sampled_from(ROWS), st.sampled_from(USES)
    leaf = st.builds(Piece, st.sampled_from([*LEAVES, *LISTS]), rows, numbers, numbers, uses)
    if not depth:
        return leaf
    inside = st.lists(pieces(depth - 1), min_size=1, max_size=3).map(tuple)
    kinds = st.sampled_from("part part section if order".split())
    return st.builds(Piece, kinds, rows, numbers, numbers, uses, inside) | leaf


MEDLEYS = st.lists(pieces(2), min_size=1, max_size=3)
EDITINGS = st.lists(
    st.builds(
        Edit, st.sampled_from(EDITS), st.integers(0, 9), st.integers(0, 3), st.sampled_from(["one", "two"])
    ),
    min_size=1,
    max_size=6,
)


class Part(Component):
    """Runs pieces as a region of its own."""

    def __init__(self, medley: Medley, piece: Piece) -> None:
        super().__init__()
        self.medley = medley
        self.piece = piece

    def __deepcopy__(self, memo: Any) -> Part:
        return Part(self.medley, self.piece)

    def render(self) -> Tree:
        return {
            "type": "section",
            "props": {"title": self.medley.read(self.piece.source)},
            "children": [self.medley.run(piece) for piece in self.piece.inside],
        }


class Medley:
    """A page made of pieces, over declarations of its own.

    Args:
        pieces: what it is made of.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        first, second = State(0, name="first"), State(1, name="second")
        tab, app = State(0, scope="tab", name="tab"), State(0, scope="app", name="app")
        total = Computed(lambda: first.value + second.value, name="total")
        self.log = State(0, name="log")
        self.made = State(0, name="made")  # written while rendering, and by nobody else
        self.items = State[list[Item]]([_item(number) for number in range(9)], name="items")
        self.ids = Computed(lambda: [item["id"] for item in self.items.value], name="ids")
        self.even = Computed(lambda: [item for item in self.items.value if item["n"] % 2 == 0], name="even")
        self.values: list[Any] = [
            first,
            second,
            tab,
            app,
            self.log,
            total,
            Computed(lambda: total.value if app.value % 2 else second.value, name="choice"),
            Computed(lambda: app.value // 2, name="half"),
            Computed(lambda: tab.value + total.value % 2, name="narrow"),
            self.made,
        ]
        HELD[:] = [Counter(), Counter()]

    def page(self) -> Tree:
        """Return the page's tree; this is what Cacao renders."""
        return {"type": "main", "children": [self.run(piece) for piece in self.pieces]}

    def read(self, number: int) -> int:
        return int(self.values[number].value)

    def run(self, piece: Piece) -> Tree:
        """Return what one piece adds to the tree."""
        if piece.kind == "board":
            items = self.items.value if piece.source % 2 else self.items
            return Board(items, self.read(piece.other))
        if piece.kind in LISTS:
            return {"type": "ul", "children": self._list(piece)}
        if piece.kind == "part":
            return use(piece.use, Part(self, piece))
        if piece.kind == "if":
            return [self.run(inner) for inner in piece.inside] if self.read(piece.source) % 2 else None
        if piece.kind == "order":
            turn = self.read(piece.source) % (len(piece.inside) or 1)
            rows = list(enumerate(piece.inside))
            ordered = [
                {"type": "div", "key": number if piece.other % 2 else None, "children": [self.run(inner)]}
                for number, inner in rows[turn:] + rows[:turn]
            ]
            return {"type": "section", "children": ordered}
        if piece.kind == "section":
            return {"type": "section", "children": [self.run(inner) for inner in piece.inside]}
        return self._leaf(piece)

    def _leaf(self, piece: Piece) -> Tree:
        source, other = self.values[piece.source], self.values[piece.other]
        log = self.log
        if piece.kind == "text":
            return {"type": "p", "props": {"content": f"{source.value} {other.value}"}}
        if piece.kind == "bound":
            return {"type": "p", "props": {"content": source}}
        if piece.kind == "attribute":
            return {"type": "p", "props": {"title": source, "hidden": lambda: other.value % 2 == 0}}
        if piece.kind == "classes":
            names: Any = ["always", lambda: f"c{source.value}" if other.value % 2 else None]
            return {"type": "p", "props": {"class": names}}
        if piece.kind == "style":
            hover = {"color": lambda: "red" if other.value % 2 else None}
            return {"type": "p", "props": {"style": {"margin": source, ":hover": hover}}}
        if piece.kind == "child":
            return {"type": "p", "children": ["so ", source, lambda: other.value or None, "!"]}
        if piece.kind == "button":
            seen = other.value
            params = {"on_click": lambda: log.set(seen), "label": "go"}
            return {"type": "button", "key": "b" if piece.source % 2 else None, "props": params}
        if piece.kind == "counter":
            return use(piece.use, Counter(title=other.value)) if piece.use != "twice" else Counter("own")
        if piece.kind == "held":
            return HELD[piece.source % 2] if source.value % 2 else Counter(other.value)
        if piece.kind == "field":
            return {"type": "input", "props": {"bind": source if isinstance(source, State) else log}}
        if piece.kind == "write":
            self.made.set((self.read(0) + self.read(3)) % 4)
            return None
        return {"type": "p", "children": [6 // (3 - self.read(piece.source % 4))]}

    def _list(self, piece: Piece) -> Any:
        source, seen = self.values[piece.source], self.read(piece.other)
        make = make_row(piece.row, seen, source, self.log)
        if piece.kind.startswith("for"):
            items: Any = {
                "for": lambda: self.items.value,
                "for_state": lambda: self.items,
                "for_computed": lambda: self.even,
                "for_lambda": lambda: lambda: self.items.value[: self.read(piece.source) + 5],
                "for_ids": lambda: self.ids,
            }[piece.kind]()
            if piece.kind == "for_ids":
                return For(items, key=lambda number: number, render=lambda number: make(_item(number)))
            return For(items, key="id", render=make)
        rows = [(item, make(item)) for item in self.items.value]
        if piece.kind == "keyed":
            return [{**row, "key": item["id"]} if isinstance(row, dict) else row for item, row in rows]
        return [[row for _, row in rows]] if piece.kind == "lists" else [row for _, row in rows]


def _item(number: int) -> Item:
    return {"id": number, "n": number % 4, "tags": [number]}


def edit(medley: Medley, stage: Stage, edit: Edit) -> None:
    """Write as a handler would: a value, or the list of items in one of the ways there are."""
    if edit.kind == "fire":
        stage.fire(edit.tab, edit.place * 4 + edit.number)
    elif edit.kind == "set":
        stage.write(lambda: medley.values[edit.place % 5].set(edit.number), edit.tab)
    else:
        stage.write(lambda: edit_items(medley.items, edit), edit.tab)


def edit_items(items: State[list[Item]], edit: Edit) -> None:
    """Edit the list: through a copy, through mutate(), or in place."""
    now = items.value
    place = edit.place % (len(now) or 1)
    if edit.kind == "add":
        new = max((item["id"] for item in now), default=0) + 1
        items.set([*now[:place], {**_item(new), "n": edit.number}, *now[place:]])
    elif edit.kind == "remove":
        with items.mutate() as view:
            del view[place : place + 1 + edit.number % 2]
    elif edit.kind == "turn":
        items.set(now[place:] + now[:place])
    elif edit.kind == "swap" and now:
        with items.mutate() as view:
            view[0], view[place] = view[place], view[0]
    elif edit.kind == "edit" and now:
        with items.mutate() as view:
            view[place]["n"] = edit.number
    elif edit.kind == "edit_same" and now:
        now[place]["n"] = edit.number
        now[place]["tags"].append(edit.number)
        items.set(now)
    elif edit.kind == "tag" and now:
        with items.mutate() as view:
            view[place]["tags"].append(edit.number)
    elif edit.kind == "equal":
        items.set(copy.deepcopy(now))
    elif edit.kind == "clear":
        items.set([])
    elif edit.kind == "refill":
        items.set([_item(number) for number in range(edit.place)])


def check(pieces: list[Piece], edits: Sequence[Edit]) -> None:
    """Fail unless after each write both tabs are what they would be if opened now, and hold together."""
    medley = Medley(pieces)
    try:
        stage = Stage(medley.page)
    except (CacaoError, ZeroDivisionError):
        return  # no page to begin with
    check_stage(stage)
    for each in edits:
        edit(medley, stage, each)
        check_stage(stage)
