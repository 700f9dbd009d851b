"""Host: the App, as plugins see it while they contribute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from .bind import serving
from .errors import PluginError, StateError
from .fault import log_fault
from .shape import Json
from .wardrobe import Wardrobe

C = TypeVar("C")


class Reach(Protocol):
    """What an App that serves can do for plugins beside its handlers."""

    def call_page(self, method: str, arguments: tuple[Any, ...], session: str, tab: str) -> None:
        """Call a method of the page in open tabs."""
        ...

    def log_fault(self, error: BaseException, where: str) -> str:
        """Log an error, tell those who watch for faults, and return its id."""
        ...

    def wardrobe(self) -> Wardrobe:
        """Return all that pages may wear."""
        ...


class Reaching:
    """Where the App stands, once it serves, that plugins were told of before.

    Attributes:
        app: the App; None before it serves.
    """

    app: Reach | None = None


class Renewal(Protocol):
    """What takes up what a developer has saved, while the app serves."""

    @property
    def home(self) -> Path:
        """The folder of the app's own modules."""
        ...

    @property
    def fault(self) -> BaseException | None:
        """Why what was saved last does not serve; None if it does."""
        ...

    async def renew(self, saved: Iterable[Path] = (), *, is_forced: bool = False) -> BaseException | None:
        """Let the app as it is saved take the place of the one that serves, at once or not at all.

        Args:
            saved: the files that may have been saved; those that no loaded module was made of, too.
            is_forced: whether to do so even if nothing is other than it was loaded.

        Returns:
            Why it serves as before; None if it need not or does not.
        """
        ...


@dataclass(frozen=True)
class Host:
    """The App, as plugins see it while they contribute.

    Attributes:
        title: the app's title.
        home: the folder of cacao.json, from which paths in settings count.
        theme: what the app's code has given as its theme; None for nothing.
        development: whether this is a developer's own machine.
        renewal: takes up what has been saved; None wherever no code is exchanged while it serves.
        reaching: where the App stands, once it serves.
    """

    title: str
    _settings: Mapping[type, Any]
    home: Path = Path()
    theme: object = None
    development: bool = False
    renewal: Renewal | None = None
    reaching: Reaching = field(default_factory=Reaching, compare=False, repr=False)

    def call_page(self, method: str, *arguments: Json, session: str = "", tab: str = "") -> None:
        """Call a method of the page in every open tab, at once and from anywhere: no handler need run.

        Tabs that open later are not told. Before the app serves there are none.

        Args:
            method: its name, one that a plugin has registered.
            arguments: JSON values.
            session: only in the tabs of this visitor, as :func:`visitor` names them.
            tab: only in the tab of this id.

        Raises:
            StateError: if there is no such method, or JSON cannot hold an argument.
        """
        if self.reaching.app is not None:
            self.reaching.app.call_page(method, arguments, session, tab)

    def log_fault(self, error: BaseException, where: str) -> str:
        """Log an error that no visitor's code has raised, tell those who watch for faults, and return its id.

        Args:
            error: what was raised, such as the SyntaxError of a file.
            where: what it happened in.
        """
        if self.reaching.app is None:
            return log_fault(error, where)
        return self.reaching.app.log_fault(error, where)

    def wardrobe(self) -> Wardrobe | None:
        """Return all that the pages may wear, by its addresses; None before the app serves.

        Plugins compare that of two editions of the code by it. It may be asked for in any thread.
        """
        return None if self.reaching.app is None else self.reaching.app.wardrobe()

    def config(self, kind: type[C]) -> C:
        """Return a plugin's own settings, by the type of its Config dataclass.

        Raises:
            PluginError: if no enabled plugin has this Config.
        """
        if kind not in self._settings:
            raise PluginError(f"no enabled plugin has the settings {kind.__module__}.{kind.__qualname__}")
        settings: C = self._settings[kind]
        return settings


def current_host() -> Host:
    """Return the App whose handler is running, as plugins see it.

    A function that apps call in their handlers finds by it what its plugin keeps for this App.

    Raises:
        StateError: if no handler is running.
    """
    run = serving("cacao_kernel.current_host")
    if run.turn is None:
        raise StateError("cacao_kernel.current_host needs a handler, and none is running")
    host: Host = run.turn.app.shared.host
    return host
