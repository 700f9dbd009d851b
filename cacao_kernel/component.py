"""Component: a reusable part of a page; what its ``render`` reads re-renders it alone."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, Self, cast

from .names import find_name, find_origin
from .run import Run, current_run
from .state import State
from .world import adopt_main, current_world

log = logging.getLogger("cacao.state")


class ComponentRenderer(Protocol):
    """The rendering that is under way, as components see it."""

    def run_component(self, component: Component, call: Callable[[], object]) -> object:
        """Run a component's ``render`` as a region of its own and return what it returned."""
        ...


class Component:
    """A part of a page with a ``render`` of its own.

    Subclass it, call ``super().__init__()``, set ``component_type`` if the class's name does not
    say it, and return a tree from ``render``. A component re-renders alone when a State it read
    changes. Place it in a page as it stands, or place what its ``render()`` returns.

    Attributes:
        component_type: names the kind of component; the class's qualified name by default.
        key: tells it apart from its like, if it is made while rendering and may change places;
            None by default.
    """

    component_type: str = ""
    key: str | int | None = None

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Note where the component was made: that tells later which variable holds it."""
        component = super().__new__(cls)
        run = current_run()
        origin = None if run is not None and run.reads is not None else find_origin()
        object.__setattr__(component, "_origin", origin)  # a subclass may be a frozen dataclass
        adopt_main()
        return component

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute, and warn in development where that would leak from one visitor to others."""
        object.__setattr__(self, name, value)
        if self._origin is not None:
            _warn_if_shared(self, name)

    _origin: Any = None
    _held: str | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Make the class's ``render`` a region."""
        super().__init_subclass__(**kwargs)
        render = cls.__dict__.get("render")
        if inspect.isfunction(render):
            cls.render = _as_region(render)  # type: ignore[method-assign]

    # Any arguments, so that to type checkers every subclass may have the signature it likes.
    def render(self, *args: Any, **kwargs: Any) -> Any:
        """Return the component's tree; every subclass has its own.

        A ``render`` with a parameter ``ui_state`` is given the values of the named States,
        read-only; one without it is called with nothing.
        """
        raise NotImplementedError(f"{type(self).__qualname__} needs a render method that returns its tree")

    @property
    def kind(self) -> str:
        """The ``component_type``, or else the class's qualified name."""
        return str(self.component_type) if self.component_type else type(self).__qualname__

    @property
    def holds_states(self) -> bool:
        """Whether its class has States, of which each instance has its own."""
        return any(isinstance(held, State) for base in type(self).__mro__ for held in vars(base).values())

    @property
    def held_name(self) -> str | None:
        """The name of the variable that holds a component made outside rendering, else None."""
        if self._held is None and self._origin is not None:
            held = find_name(self, self._origin.namespace)
            if held is not None:
                object.__setattr__(self, "_held", f"{self._origin.module}.{held}")
        return self._held


def _warn_if_shared(component: Component, name: str) -> None:
    run, world = current_run(), current_world()
    place = type(component), name
    if run is None or run.session is None or not world.development or place in world.told:
        return
    world.told.add(place)
    log.warning(
        "%s: %s.%s was set while a visitor is served, and every visitor shares this component. "
        "Keep what is theirs in a State: %s = State(…) in the class.",
        find_origin(),
        type(component).__qualname__,
        name,
        name,
    )


def _as_region(render: Callable[..., object]) -> Callable[..., object]:
    """Return a ``render`` that runs as a region whenever a page is being rendered."""
    takes_state = "ui_state" in inspect.signature(render).parameters

    @functools.wraps(render)
    def run(self: Component, *args: Any, **kwargs: Any) -> object:
        run = current_run()
        if run is None or run.reads is None or run.computing:
            return render(self, *args, **kwargs)
        if takes_state and not args and "ui_state" not in kwargs:
            kwargs["ui_state"] = StateView()
        return _renderer(run).run_component(self, functools.partial(render, self, *args, **kwargs))

    def plain(component: Component) -> Callable[[], object]:
        """Return the call the kernel makes when it meets the component in a tree itself."""
        if takes_state:
            return functools.partial(render, component, ui_state=StateView())
        return functools.partial(render, component)

    run.plain = plain  # type: ignore[attr-defined]
    return run


def _renderer(run: Run) -> ComponentRenderer:
    return cast(ComponentRenderer, run)  # a Run that notes reads is a Rendering


class StateView(Mapping[str, Any]):
    """The ``ui_state`` a component's ``render`` gets: values of the named States, read-only.

    A State is found under its full name (``main.counter``) and, where no other State shares
    it, under its short one (``counter``). Reading tracks, as ``.value`` does.
    """

    def __init__(self) -> None:
        self._states: dict[str, State[Any]] | None = None

    def _named(self) -> dict[str, State[Any]]:
        # Made on first use: most components never look.
        if self._states is None:
            declared = sorted(current_world().states, key=lambda state: state.number)
            full = {state.name: state for state in declared}
            short: dict[str, list[State[Any]]] = {}
            for name, state in full.items():
                short.setdefault(name.rpartition(".")[2], []).append(state)
            self._states = {name: found[0] for name, found in short.items() if len(found) == 1} | full
        return self._states

    def __getitem__(self, name: str) -> Any:
        return self._named()[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._named())

    def __len__(self) -> int:
        return len(self._named())
