"""Declaration: what a State and a Computed have in common, a name and a place for each of its cells."""

from __future__ import annotations

import logging
from typing import Any, Self

from .cells import Cell, Key, Slot
from .errors import StateError
from .names import find_name, find_origin
from .run import Run, current_run
from .world import adopt_main, current_world

log = logging.getLogger("cacao.state")


class Declaration:
    """Something reactive that the user's code declares once.

    Args:
        kind: what it is called in errors.
        name: overrides the name; else the module and variable that hold it.

    Attributes:
        origin: the line that made it.
        world: the World it belongs to.
        number: counts declarations in the order they are made.
        scope: who shares a cell: ``"session"``, ``"tab"`` or ``"app"``.
        holder: the component's class it is an attribute of; then each instance has its own.
        is_plain: whether it is the key of its one cell in each scope; others ask :meth:`key`.
        is_told: whether it has been looked up whether a module holds it.
        is_shown: whether a screen has ever read it.

    Raises:
        StateError: if made while a page or component renders.
    """

    __slots__ = (
        "__weakref__",
        "_is_spelled",
        "_kind",
        "_name",
        "holder",
        "is_plain",
        "is_shown",
        "is_told",
        "number",
        "origin",
        "scope",
        "world",
    )

    is_derived = False

    def __init__(self, kind: str, name: str | None) -> None:
        self.origin = find_origin()
        run = current_run()
        if run is not None and run.reads is not None:
            raise StateError(
                f"a {kind} was made while rendering, so every render would forget its value",
                where=str(self.origin),
                cure=f"Move the {kind} to the top of the module, or into the component's class.",
            )
        adopt_main()
        self.world = current_world()
        self.number = next(self.world.numbers)
        self.scope = "session"
        self.holder: type | None = None
        self.is_plain = False
        self._kind = kind
        self._name = name
        self.is_told = self.is_shown = self._is_spelled = False

    def __set_name__(self, owner: type, name: str) -> None:
        """Note the component's class this stands in: each instance has a cell of its own."""
        if hasattr(owner, "render"):
            self.holder = owner
            self.is_plain = False

    @property
    def name(self) -> str:
        """The full name: the module, and the variable, class attribute or place that holds it.

        What is held by nothing is called after the line that made it.
        """
        if self._name is None:
            held = find_name(self, self.origin.namespace)
            if held is None:
                return f"{self.origin.module}:{self.origin.line}#{self.number}"
            self._name = f"{self.origin.module}.{held}"
        return self._name

    def note_name(self) -> None:
        """Find the name, if there is one, before the module that holds it is exchanged for another."""
        if self.has_lasting_name:
            self._name = self.name

    @property
    def has_lasting_name(self) -> bool:
        """Whether it is called the same in every process: a variable holds it, or it was named."""
        return self._name is not None or find_name(self, self.origin.namespace) is not None

    def key(self, run: Run) -> Key:
        """Return what the cell is found under for the code that is running.

        Raises:
            StateError: if it needs a tab or a component and none is around.
        """
        if self.holder is None:
            return self if self.scope != "tab" else Slot(self, self._tab(run))
        identity = run.identity_within(self.holder)
        if identity is None:
            raise StateError(
                f"{self._kind} {self.name} belongs to each {self.holder.__qualname__}, and none is around",
                where=str(find_origin()),
                cure="Use it in the component's own methods or in the handlers of its nodes.",
            )
        return Slot(self, self.place(run, identity))

    def place(self, run: Run, identity: str) -> str:
        """Return the place of the cell that a component of this identity has."""
        return f"{self._tab(run)} {identity}" if self.scope == "tab" else identity

    def _tab(self, run: Run) -> str:
        if not run.tab:
            raise StateError(
                f"{self._kind} {self.name} belongs to a tab, and none is current",
                where=str(find_origin()),
                cure="Use it in a page or a handler, or give it another scope.",
            )
        return run.tab

    def first_cell(self) -> Cell:
        """Return the cell a scope starts with."""
        raise NotImplementedError

    def tell_if_unheld(self) -> None:
        """Log once, with its line, that no module holds this, so that it has no lasting name."""
        if not self.is_told:
            self.is_told = True
            if self._name is None and find_name(self, self.origin.namespace) is None:
                log.warning(
                    "%s: this State is held by no variable of its module, so it has no lasting name. "
                    'Keep it in one, or name it: State(…, name="…").',
                    self.origin,
                )

    def __copy__(self) -> Self:
        return self  # who copies a tree or a component means the same one in it

    def __deepcopy__(self, memo: Any) -> Self:
        return self

    def __str__(self) -> str:
        """Spell the declaration; in a page that is a slip, so say once what was meant."""
        run = current_run()
        if run is not None and run.reads is not None and not self._is_spelled:
            self._is_spelled = True
            log.warning(
                "%s: %r became part of a text by its name. Write .value behind it to show its value.",
                find_origin(),
                self,
            )
        return repr(self)

    def __repr__(self) -> str:
        return f"{self._kind}({self.name})"
