"""Inspection: what happens in an App, for the tools of developers; in development alone."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from .annals import Moment
from .cells import Cell, Key, Slot
from .count import Count
from .discretion import Discretion
from .errors import CacaoError, shorten
from .names import find_name
from .probe import Probe
from .redaction import HIDDEN
from .run import entered
from .tab import Tab
from .turn import Turn
from .views import CellView, RegionView, id_of, spell_held, view_cell, view_region
from .visitor import tell_apart
from .witness import Witness, annals_of

_KINDS = {int: "a whole number", float: "a number", str: "a text in quotes", bool: "true or false"}


class Home(NamedTuple):
    """Where an App or a State is found by a test.

    Attributes:
        module: the module that made it.
        name: the variable that holds it, or the place in one.
        file: that module's file.
    """

    module: str
    name: str
    file: str


class Inspection:
    """All that a tool for developers may see and do in an App that serves.

    It is given to what ``register_inspectors`` returns. A tab goes by its name, ``own_tab()``.
    Everything here is to be called on the loop that the App serves on.

    Args:
        live: what lives while the App serves.
        witness: sees what happens in it.
    """

    def __init__(self, live: Any, witness: Witness) -> None:
        self._live = live
        self._witness = witness
        self._looked_at: dict[str, int] = {}  # the moment that a tab shows, by its name

    def follow(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call a function after anything has happened; return what ends that."""
        self._witness.listeners.append(listener)
        return lambda: self._witness.listeners.remove(listener)

    @property
    def home(self) -> Home | None:
        """Where a test finds the App; None if no variable of a module holds it."""
        app = self._live.world.default_app
        if app is None or app.live is not self._live:
            return None
        name = find_name(app, app.origin.namespace)
        return None if name is None else Home(app.origin.module, name, app.origin.file)

    def has(self, tab: str) -> bool:
        """Tell whether a tab of this name is open."""
        return self._find(tab) is not None

    def path(self, tab: str) -> str:
        """Return the address of the page that a tab shows; empty for a tab that is gone."""
        found = self._find(tab)
        return "" if found is None else found.screen.visit.url

    def regions(self, tab: str) -> RegionView | None:
        """Return the regions of the page that a tab shows, outermost first; None for a tab that is gone."""
        found = self._find(tab)
        if found is None or found.screen.slumber is not None or found.painter is not None:
            return None
        screen = found.screen
        return view_region(screen.region, screen.probe, screen.types)

    def spell(self, name: str, value: object) -> str:
        """Return a value that a State of this name has held as Python spells it; a secret is hidden."""
        return spell_held(name, value, self._discretion)

    def is_secret(self, name: str, value: object) -> bool:
        """Tell whether a value that a State of this name has held is not to be told, or not in full."""
        return HIDDEN in self.spell(name, value)

    def hide(self, text: str) -> str:
        """Return a text without what looks like a secret, and what was typed into passwords' fields."""
        return self._discretion.hide(text)

    def cells(self, tab: str) -> list[CellView]:
        """Return the cells that a tab sees: its own, its session's, and those for everybody."""
        found = self._find(tab)
        if found is None:
            return []
        sight, _ = found.sight()
        if found.screen.slumber is None and found.painter is None:
            self._discretion.note_page(found.screen.root)
        views = [view_cell(key, sight.read(key), self._discretion) for key in self._keys(found)]
        order = ("tab", "session", "app")
        return sorted(views, key=lambda view: (order.index(view.scope), view.name))

    def moments(self, tab: str) -> list[Moment]:
        """Return what has happened in a tab's session and for everybody, the oldest first; bounded."""
        found = self._find(tab)
        annals = None if found is None else annals_of(found.session)
        own = [] if annals is None else list(annals.moments)
        return sorted([*own, *self._witness.everybody.moments], key=lambda moment: moment.number)

    def clear(self, tab: str) -> None:
        """Forget what has happened so far in a tab's session and for everybody."""
        found = self._find(tab)
        annals = None if found is None else annals_of(found.session)
        for each in (annals, self._witness.everybody):
            if each is not None:
                each.moments.clear()
        self._witness.tell()

    def write(self, tab: str, cell: str, text: str, cause: str) -> None:
        """Give a cell another value, as a handler would: the session's tabs follow.

        Args:
            tab: the tab's name.
            cell: the cell's id.
            text: the value, as JSON or as a Python literal.
            cause: what the history of the session is to say of it.

        Raises:
            CacaoError: if it is neither, or of another kind than what the State holds.
        """
        found = self._find(tab)
        key = None if found is None else next((one for one in self._keys(found) if id_of(one) == cell), None)
        if found is None or key is None:
            raise CacaoError("this State is not there any more", cure="Reload the page.")
        sight, _ = found.sight()
        present = sight.read(key)
        if not view_cell(key, present, self._discretion).is_editable:
            raise CacaoError(f"State {key.name} can only be looked at")
        value = _read_value(text, (present.value, key.first_cell().value), _name(key))
        turn = Turn(self._live, found.session, tab=found.place)
        turn.cause = cause
        turn.is_over = True
        with entered(turn):
            turn.cells.write(key, value)
        turn.publish()

    def travel(self, tab: str, number: int | None) -> None:
        """Let a tab show its page as it was right after a moment, without changing anything.

        Handlers and other tabs go on with what is; the tab alone looks back.

        Args:
            tab: the tab's name.
            number: the moment's; a smaller one than all shows it as it was before them, None as it is now.
        """
        found = self._find(tab)
        if found is None:
            return
        self._looked_at.pop(tab, None)
        if number is None:
            found.past = None
        else:
            found.past = self.cells_at(tab, number)
            self._looked_at[tab] = number
        self._witness.is_looking_back = True
        try:
            found.flush(found.screen.read_keys())
        finally:
            self._witness.is_looking_back = False
        self._witness.tell()

    def looks_at(self, tab: str) -> int | None:
        """Return the number of the moment that a tab shows; None for the present."""
        found = self._find(tab)
        return None if found is None or found.past is None else self._looked_at.get(tab)

    def cells_at(self, tab: str, number: int) -> dict[Key, Cell]:
        """Return all cells of a tab's session, and those for everybody, as they were right after a moment."""
        found = self._find(tab)
        if found is None:
            return {}
        past: dict[Key, Cell] = {**found.session.cells, **self._live.shared.cells}
        for moment in reversed(self.moments(tab)):
            if moment.number <= number:
                break
            for key, (old, _) in moment.cells.items():
                past[key] = Cell(old.value, next(key.world.versions))
        return past

    def find_variable(self, key: Key) -> Home | None:
        """Return which variable holds the State of a cell; None for a component's, which has many cells."""
        declaration: Any = key.state if type(key) is Slot else key
        if declaration.holder is not None:
            return None
        origin, name = declaration.origin, find_name(declaration, declaration.origin.namespace)
        return None if name is None else Home(origin.module, name, origin.file)

    @property
    def _discretion(self) -> Discretion:
        return self._live.shared.teller.discretion  # type: ignore[no-any-return]

    def _keys(self, tab: Tab) -> list[Key]:
        """Return the keys of the cells that a tab sees."""
        read = set(tab.screen.read_keys())
        held = {*tab.session.cells, *self._live.shared.cells} - read
        held = {
            key for key in held if not isinstance(key, Count)
        }  # of these only who reads them wants to know
        return [key for key in read | held if _is_seen(key, tab)]

    def _find(self, name: str) -> Tab | None:
        return next((tab for tab in self._live.shared.tabs if tell_apart(tab.place) == name), None)


def begin(live: Any) -> Witness | None:
    """Let the tools for developers look at an App, if there are some; return what sees for them."""
    inspectors = live.runtime.inspectors
    if not (inspectors and live.development):
        return None
    witness = Witness()
    live.sessions.new_chronicle = witness.new_annals
    live.journal.chronicle = witness.everybody
    live.pages.new_probe = Probe
    for inspect in inspectors:
        inspect(Inspection(live, witness))
    return witness


def _is_seen(key: Key, tab: Tab) -> bool:
    if key.scope != "tab":
        return type(key) is not Slot or tab.shows(key.place)
    return bool(key.place.partition(" ")[0] == tab.place)


def _name(key: Key) -> str:
    return str(key.state.name if type(key) is Slot else key.name)


def _read_value(text: str, held: tuple[Any, Any], name: str) -> Any:
    """Return the value that a text spells, if it is of the kind of those that are held.

    Raises:
        CacaoError: if it is not.
    """
    where = f"State {name}"
    kinds = {type(value) for value in held if value is not None}
    try:
        value = json.loads(text)
    except ValueError:
        try:
            value = ast.literal_eval(text.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            raise CacaoError(
                "neither JSON nor a Python literal",
                where=where,
                expected=_spell(kinds),
                got=text,
                cure="A text stands in quotes." if str in kinds else "",
            ) from None
    if (value is None and None in held) or not kinds or type(value) in kinds:
        return value
    if type(value) is int and float in kinds:
        return float(value)
    if isinstance(value, list) and tuple in kinds:
        return tuple(value)
    raise CacaoError("a value of another kind", where=where, expected=_spell(kinds), got=shorten(value))


def _spell(kinds: set[type]) -> str:
    return " or ".join(sorted(_KINDS.get(kind, f"a {kind.__name__}") for kind in kinds)) or "any value"
