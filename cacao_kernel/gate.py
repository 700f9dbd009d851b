"""Gate: asks the guards of a page whether a visitor may pass."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from .cells import Cells, Key, Overlay
from .errors import RouteError, contained, shorten
from .redirect import Redirect
from .refusal import Refusal
from .routing import Routes, is_async
from .run import Run, apart, context_of
from .session import Session
from .threads import Threads
from .visit import Visit


async def pass_gate(
    routes: Routes, visit: Visit, session: Session | None, shared: Cells, threads: Threads, tab: str
) -> Overlay:
    """Let a visitor pass, or not: the App's guards and then the page's are asked, in order.

    Args:
        routes: holds the guards of all pages.
        visit: what is asked for.
        session: the visitor, whose committed cells the guards see; None for one who is new.
        shared: the cells that everybody shares.
        threads: where plain functions run.
        tab: what the cells of the tab are found under.

    Returns:
        A fork of the visitor's cells, with what the guards have written.

    Raises:
        Redirect: if a guard returns or raises it.
        Refusal: with status 403, if a guard returns False.
        Exception: whatever else a guard raises.
    """
    cells = Overlay(Cells() if session is None else session.cells.fork(), shared)
    for guard in (*routes.guards, *visit.page.guards):
        context = context_of(Run(cells, tab=tab, session=visit))
        answer = await apart(_ask(guard, visit, threads), context)
        if isinstance(answer, Redirect | Refusal):
            raise answer
        if answer is False:
            raise Refusal(403, "You may not see this page", "It is not open to everybody.")
        if answer is not None and answer is not True:
            # An object that merely counts as true must not open a door by accident.
            raise RouteError(
                f"the guard {getattr(guard, '__name__', guard)} answered something else",
                where=f'page "{visit.path}"',
                expected="None, True, False or redirect(…)",
                got=shorten(answer),
            )
    return cells


def seen_by_guards(routes: Routes, visit: Visit, session: Session | None, shared: Cells) -> dict[Key, int]:
    """Return the version of all that the guards of a page may have read; nothing if it has none."""
    if not (routes.guards or visit.page.guards):
        return {}
    cells = [*shared.items(), *(() if session is None else session.cells.items())]
    return {key: cell.version for key, cell in cells}


async def _ask(guard: Callable[..., Any], visit: Visit, threads: Threads) -> Any:
    arguments = (visit,) if _takes_visit(guard) else ()
    with contained():
        answer = guard(*arguments) if is_async(guard) else await threads.run(lambda: guard(*arguments))
        return await answer if inspect.isawaitable(answer) else answer


def _takes_visit(guard: Callable[..., Any]) -> bool:
    """Tell whether a guard takes the visit: it has a parameter without default, or one named visit."""
    return any(
        (parameter.default is parameter.empty or name == "visit")
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD, parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(guard).parameters.items()
    )
