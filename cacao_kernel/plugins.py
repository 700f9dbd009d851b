"""Plugins: those that are enabled, registered with one manager per App, and asked hook by hook."""

from __future__ import annotations

import inspect
import logging
import threading
import traceback
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import pluggy

from . import hookspecs
from .errors import CacaoError, ConfigError, PluginError, shorten

log = logging.getLogger("cacao.plugin")

PATIENCE = 10.0
"""After how many seconds of one import or hook a warning names the plugin that holds up the start."""

HOOKS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {name: hook for name, hook in vars(hookspecs).items() if hasattr(hook, "cacao_spec")}
)
"""The hooks by name, as they are declared."""

MAX_TEXT = 500

T = TypeVar("T")


class Unfit(Exception):
    """A hook's answer is not what it should be.

    Args:
        expected: what would have been right.
        got: what came instead.
    """

    def __init__(self, expected: str, got: object) -> None:
        super().__init__()
        self.expected = expected
        self.got = shorten(got)


class Plugins:
    """The enabled plugins of one App, in their order.

    Args:
        tolerant: whether to note in ``broken`` what fails, and say no more.

    Attributes:
        manager: knows their hook implementations.
        settings: what each is set to, by the type of its Config.
        unasked: the names of those that are on by default, without a word in cacao.json. One that
            fails is warned about and left out; any other that fails ends the start.
        broken: what failed, by the plugin's name.
    """

    def __init__(self, *, tolerant: bool = False) -> None:
        self.manager = pluggy.PluginManager("cacao")
        self.manager.add_hookspecs(hookspecs)
        self.settings: dict[type, Any] = {}
        self.unasked: list[str] = []
        self.broken: dict[str, CacaoError] = {}
        self._tolerant = tolerant

    def register(self, name: str, plugin: object) -> None:
        """Take a plugin in; what is registered last is asked first.

        Raises:
            PluginError: if it implements a hook that does not exist, or one with other arguments.
        """
        try:
            with told(f"plugin {name}", "its registration", "the plugin cannot be registered:"):
                self.manager.register(plugin, name)
                self.manager.check_pending()
        except PluginError as error:
            self.manager.unregister(name=name)
            self.fail(name, error)

    def hooks_of(self, name: str) -> list[str]:
        """Return the names of the hooks that a registered plugin implements, as the manual has them."""
        callers = self.manager.get_hookcallers(self.manager.get_plugin(name)) or []
        names = {caller.name for caller in callers}
        return [hook for hook in HOOKS if hook in names]

    def ask(self, hook: str, check: Callable[[Any], T], **arguments: Any) -> list[tuple[str, T]]:
        """Ask one hook of every plugin, in their order, and return each answer with the plugin's name.

        Args:
            hook: the hook's name.
            check: returns the answer as it is to be used, or raises Unfit.
            arguments: what the hook may take.

        Raises:
            PluginError: naming plugin and hook, if one raises or answers something else.
        """
        answers: list[tuple[str, T]] = []
        for implementation in reversed(getattr(self.manager.hook, hook).get_hookimpls()):
            name = implementation.plugin_name
            given = {each: arguments[each] for each in implementation.argnames}
            try:
                with told(f"plugin {name}", hook, f"{hook} raised"):
                    answer = implementation.function(**given)
                if answer is not None:
                    answers.append((name, _checked(answer, check, name, hook)))
            except PluginError as error:
                self.fail(name, error)
        return answers

    def fail(self, name: str, error: CacaoError) -> None:
        """Go on without what a plugin could not do if nobody asked for it by name, else raise."""
        self.broken[name] = error
        if self._tolerant:
            return
        if name not in self.unasked or isinstance(error, ConfigError):  # somebody has set something
            raise error
        log.warning("%s It is on by default; Cacao goes on without it.", error)


def _checked(answer: object, check: Callable[[Any], T], name: str, hook: str) -> T:
    try:
        if inspect.iscoroutine(answer):
            answer.close()
            raise Unfit("a plain function, not async def", answer)
        return check(answer)
    except Unfit as wrong:
        raise PluginError(
            f"{hook} answered something else",
            where=f"plugin {name}",
            expected=wrong.expected,
            got=wrong.got,
        ) from None


@contextmanager
def told(where: str, step: str, failure: str, cure: str = "") -> Generator[None, None, None]:
    """Run a plugin's code: whatever it raises becomes one line that names it; so does taking long.

    Args:
        where: names the plugin.
        step: what it is doing, for the warning that it takes long.
        failure: what to say before the error.
        cure: what to do about it.

    Raises:
        ConfigError: if that is raised inside: what somebody has set is wrong, and not the plugin.
        PluginError: for whatever else is.
    """
    warning = "%s: %s has taken %g seconds so far, and Cacao waits for it"
    timer = threading.Timer(PATIENCE, log.warning, (warning, where, step, PATIENCE))
    timer.daemon = True
    timer.start()
    try:
        yield
    except ConfigError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(f"{failure} {_in_one_line(error)}", where=where, cure=cure) from error
    finally:
        timer.cancel()


def _in_one_line(error: BaseException) -> str:
    """Return an error's name and message, and the line of code outside the kernel that raised it."""
    text = " ".join(f"{type(error).__name__}: {error}"[:MAX_TEXT].split()).rstrip(".:")
    files = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    theirs = [
        f"{file.parent.name}/{file.name}:{line}"
        for file, line in files
        if file.parent.name not in ("cacao_kernel", "importlib") and not file.name.startswith("<")
    ]
    return f"{text} ({theirs[-1]})" if theirs else text
