"""Survey: what an App is made of, found out without serving it: its pages, handlers, routes and mistakes."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from .address import follow_address
from .app import App
from .cells import Cells, Overlay
from .closure import Closures
from .contributions import Route
from .convertor import CONVERTORS, Convertor
from .defaults import DEVELOPERS_OWN, plugins_on
from .errors import CacaoError
from .extent import Extent
from .gate import pass_gate
from .handler import Function
from .loading import find_file, load_app
from .maker import find_line_of, trace
from .node import COMMENT, TEXT, Node
from .pattern import Pattern
from .redirect import Redirect
from .refusal import Refusal
from .routing import Gate, Page
from .runtime import Runtime, compile_runtime
from .screen import Screen
from .threads import Threads
from .visit import Visit, find_visit
from .whereabouts import line_of, line_of_error

_LINE = re.compile(r"(?P<line>(?P<file>[^ ]+\.py):\d+): ")
_SAMPLES = ("1", "1.5", "2026-01-31", "00000000-0000-4000-8000-000000000000")  # for each convertor one fits


class Finding(NamedTuple):
    """Something that is amiss.

    Attributes:
        line: the line of the app to blame, such as ``main.py:12``; empty if nobody knows.
        text: what is amiss, a sentence.
    """

    line: str
    text: str


class Look(NamedTuple):
    """What was seen of a page, as a visitor sees it who is new.

    Attributes:
        findings: what is amiss with it.
        handlers: the names of the handlers that its nodes name, each with what the first such node is.
        unseen: why it was not seen, such as ``"its guard wants somebody who is known"``; empty if it was.
        stopped: the line of a mistake behind which nothing of it was seen; empty if there is none.
    """

    findings: tuple[Finding, ...] = ()
    handlers: Mapping[str, str] = {}
    unseen: str = ""
    stopped: str = ""


class _Unrenewed(NamedTuple):
    """What stands where code is exchanged while an app serves: here it is not."""

    home: Path
    fault: BaseException | None = None

    async def renew(self, saved: Iterable[Path] = (), *, is_forced: bool = False) -> BaseException | None:
        return None


class Survey:
    """What an App is made of.

    Args:
        file: the file that makes the App.
        app: the App.
        runtime: all that it would be served with.

    Attributes:
        file: the file that makes the App, a whole path.
        home: the folder of cacao.json.
        title: the App's title.
        pages: its pages, in the order they were made.
        guards: what must let a visitor pass before any page runs.
        handlers: the function of each handler, by its name.
        routes: the routes of plugins, each with the plugin's name.
        tools: the plugins whose routes are there in development alone.
    """

    def __init__(self, file: Path, app: App, runtime: Runtime) -> None:
        self.file = file
        self.home = runtime.config.home
        self.title = runtime.title
        self.pages: tuple[Page, ...] = tuple(runtime.pages.values())
        self.guards: tuple[Gate, ...] = tuple(runtime.routes.guards)
        self.handlers: Mapping[str, Function] = {
            name: handler.function for name, handler in runtime.handlers.items()
        }
        self.routes: tuple[tuple[str, Route], ...] = runtime.plugin_routes
        self.tools: tuple[str, ...] = DEVELOPERS_OWN
        self._app = app
        self._runtime = runtime

    def look(self, page: Page) -> Look:
        """Render a page for nobody in particular, and return what was seen.

        Guards are asked; nothing that a page writes is kept. Where the route has parameters, the page is
        handed some that may fit.
        """
        found: dict[Finding, None] = {}

        def warn(message: str) -> None:
            found[_place(find_line_of(message) or line_of(page.function), message)] = None

        try:
            handlers = asyncio.run(self._see(page, warn))
            return Look((*found,), handlers)
        except (Redirect, Refusal) as answer:
            try:  # behind its guards it may be seen all the same, as long as it asks for nobody
                handlers = asyncio.run(self._see(page, warn, is_guarded=False))
                return Look((*found,), handlers)
            except Exception:
                return Look((*found,), unseen=_spell_answer(answer))
        except Exception as error:
            if page.parameters.path and not isinstance(error, CacaoError):
                return Look((*found,), unseen=f"its parameters must be true ones: {_spell_error(error)}")
            trace(error)
            is_told = isinstance(error, CacaoError)
            text = str(error) if is_told else f'page "{page.path}" raised {_spell_error(error)}'
            finding = _place(line_of_error(error) or line_of(page.function), text)
            return Look((*found, finding), stopped=finding.line)

    async def _see(
        self, page: Page, warn: Callable[[str], None], *, is_guarded: bool = True
    ) -> Mapping[str, str]:
        """Render a page, and return the handlers that it names."""
        runtime, threads, place = self._runtime, Threads(), secrets.token_hex(8)
        visit = find_visit(runtime.routes, _sample(page))
        try:
            cells = Overlay(Cells(), Cells())
            if is_guarded:
                cells = await pass_gate(runtime.routes, visit, None, Cells(), threads, place)
            follow_address(self._app.world.addressed, visit.query, cells, place)
            screen = self._screen(visit, warn, place)
            pending = await screen.call_page(cells) if page.is_async else None
            await threads.run(lambda: screen.first(cells, pending))
        finally:
            threads.close()
        return self._handlers_in(screen.root)

    def _screen(self, visit: Visit, warn: Callable[[str], None], place: str) -> Screen:
        runtime, limits = self._runtime, self._runtime.config.server
        return Screen(
            visit,
            secrets.token_bytes(32),
            runtime.node_types,
            warn,
            place,
            runtime.title,
            Closures(warn),
            Extent(limits.max_tree_nodes, limits.max_tree_depth),
            runtime.common,
        )

    def _handlers_in(self, root: Node) -> dict[str, str]:
        """Return the names of the handlers that nodes name, or whose function they hold."""
        named: dict[str, str] = {}
        for node in root.walk():
            for action in node.actions.values():
                if action.handler is None:
                    continue
                is_name = isinstance(action.handler, str)
                known = None if is_name else self._runtime.handler(action.handler)
                if is_name or known is not None:
                    named.setdefault(action.name if known is None else known.name, _spell_node(node))
        return named


def survey_app(given: str | None = None) -> Survey:
    """Run an app's file as ``cacao serve`` would, up to its ``brew()``, and return what its App is made of.

    Nothing is served and nothing stored; what the file itself does at its import is done.

    Args:
        given: the file; by default the one that ``cacao serve`` would take in this folder.

    Raises:
        CacaoError: if there is no such file or no App in it, or a plugin or a setting is wrong.
        Exception: whatever the file raises.
    """
    file = find_file(given)
    app, launch = load_app(file)
    if not isinstance(app, App):  # handed over by code that serves something else
        raise CacaoError("there is no App in this file", where=str(file))
    config = app.read_config().with_storage(launch.storage)
    runtime = compile_runtime(
        app.title,
        app._routes,
        config,
        plugins_on(development=True, tools=config.server.tools),
        app._extensions,
        app.lang,
        theme=app.theme,
        development=True,
        renewal=_Unrenewed(file.resolve().parent),
    )
    return Survey(file.resolve(), app, runtime)


def _sample(page: Page) -> str:
    """Return a path that shows the page."""
    if not page.parameters.path and "{" not in page.path:
        return page.path
    path = page.path
    for name, convertor in Pattern(page.path, "").parameters.items():
        kinds = [f"{{{name}}}", *(f"{{{name}:{kind}}}" for kind in CONVERTORS)]
        for written in kinds:
            path = path.replace(written, _fitting(convertor))
    return path


def _fitting(convertor: Convertor) -> str:
    for text in _SAMPLES:
        try:
            convertor.read(text)
        except ValueError:
            continue
        return text
    return _SAMPLES[0]


def _place(line: str, text: str) -> Finding:
    """Return what is amiss with its one line: the one that the text names itself, else this one."""
    named = _LINE.match(text)
    if named is None:
        return Finding(line, text)
    text = text[named.end() :]
    # A text names a file without its folder; where it is the same file, that is known here.
    folder = line.rpartition("/")[0] if Path(line.rpartition(":")[0]).name == named["file"] else ""
    return Finding(f"{folder}/{named['line']}" if folder else named["line"], text)


def _spell_node(node: Node) -> str:
    """Return what a node is, for people: ``button "Save"``."""
    texts = [each.text for each in node.walk() if each.tag == TEXT]
    label = _one_line(" ".join(texts) or node.attributes.get("aria-label", ""))[:40]
    tag = "node" if node.tag == COMMENT else node.tag
    return f'{tag} "{label}"' if label else tag


def _spell_answer(answer: Redirect | Refusal) -> str:
    if isinstance(answer, Redirect):
        return f"it sends who is new to {answer.url}"
    return "its guard wants somebody who is known" if answer.status == 403 else _one_line(answer.text)


def _spell_error(error: Exception) -> str:
    return _one_line(f"{type(error).__name__}: {error}")


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
