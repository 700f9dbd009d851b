"""Answers: what plugins may answer to each hook, checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from .contributions import Assets, Inspector, Kit, Lifespan, NodeType, Route, SessionLimits
from .plugins import Unfit
from .store import SessionStore
from .teller import Watcher

T = TypeVar("T")

_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")


def node_types(answer: object) -> Mapping[str, NodeType]:
    """Return node types by name.

    Raises:
        Unfit: if it is none.
    """
    if not isinstance(answer, Mapping):
        raise Unfit("Mapping", answer)
    for name, node_type in answer.items():
        _expect(str, name)
        if not _expect(NodeType, node_type).tag and node_type.render is None:
            raise Unfit("a tag or a render", node_type)
        for kit in (*node_type.kits, *node_type.render_kits):
            _kit(kit)
    return answer


def methods(answer: object) -> Mapping[str, Kit]:
    """Return kits by the names of methods.

    Raises:
        Unfit: if it is none.
    """
    methods = mapping_to(Kit)(answer)
    for kit in methods.values():
        _kit(kit)
    return methods


def _kit(answer: object) -> Kit:
    kit = _expect(Kit, answer)
    if not isinstance(kit.name, str) or not _FILE_NAME.match(kit.name):
        raise Unfit("a Kit whose name is letters, digits and hyphens", kit.name)
    return kit


def mapping_to(kind: type[T]) -> Callable[[object], Mapping[str, T]]:
    """Return a check of a mapping from names to values of a kind."""

    def check_each(answer: object) -> Mapping[str, T]:
        if not isinstance(answer, Mapping):
            raise Unfit("Mapping", answer)
        for name, value in answer.items():
            _expect(str, name)
            _expect(kind, value)
        return cast(Mapping[str, T], answer)

    return check_each


def assets(answer: object) -> Assets:
    """Return what every page loads.

    Raises:
        Unfit: if it is none.
    """
    assets = _expect(Assets, answer)
    for style in _expect(tuple, assets.styles):
        _expect(str, style)
    for kit in _expect(tuple, assets.kits):
        _kit(kit)
    return assets


def route(answer: object) -> Route:
    """Return a route.

    Raises:
        Unfit: if it is none.
    """
    if not isinstance(answer, Route) or isinstance(answer, type):
        raise Unfit("a route of Starlette's", answer)
    return answer


def lifespan(answer: Any) -> Lifespan:
    """Return a function that makes an async context manager.

    Raises:
        Unfit: if it is none.
    """
    # A context manager in its place would serve once; an app may be served again.
    if not callable(answer) or (hasattr(answer, "__aenter__") and not isinstance(answer, type)):
        raise Unfit("a function that makes an async context manager", answer)
    return cast(Lifespan, answer)


def inspector(answer: Any) -> Inspector:
    """Return a function that is to be given an Inspection.

    Raises:
        Unfit: if it is none.
    """
    if not callable(answer):
        raise Unfit("a function", answer)
    return cast(Inspector, answer)


def watcher(answer: Any) -> Watcher:
    """Return a function that is told of faults.

    Raises:
        Unfit: if it is none.
    """
    if not callable(answer):
        raise Unfit("a function of a Fault", answer)
    return cast(Watcher, answer)


def store(answer: Any) -> SessionStore:
    """Return a store of sessions.

    Raises:
        Unfit: if it is none.
    """
    if not callable(getattr(answer, "commit", None)):
        raise Unfit("a SessionStore", answer)
    return cast(SessionStore, answer)


def session_limits(answer: object) -> SessionLimits:
    """Return how long sessions last.

    Raises:
        Unfit: if it is none.
    """
    limits = _expect(SessionLimits, answer)
    if limits.expires < 1 or limits.idle < 0:
        raise Unfit("seconds", limits)
    return limits


def several_of(check: Callable[[object], T]) -> Callable[[object], list[T]]:
    """Return a check of a list of which each item passes this check."""

    def check_each(answer: object) -> list[T]:
        if not isinstance(answer, list | tuple):
            raise Unfit("a list", answer)
        return [check(each) for each in answer]

    return check_each


def _expect(kind: type[T], answer: object) -> T:
    if not isinstance(answer, kind):
        raise Unfit(kind.__name__, answer)
    return answer
