"""Endurance: the event loop of a server runs on, whatever the user's code leaves behind in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from .fault import log_fault
from .run import run_of

log = logging.getLogger("cacao.error")

Tell = Callable[[BaseException, str, Any], object]
"""Logs an error: what was raised, where, and the Run of the code that has started it, if that is known."""

_TOLD = "_cacao_told"  # on an error that was logged: loops tell of it once more, of its task or as they end


def run_on(
    main: Coroutine[Any, Any, None],
    make_loop: Callable[[], asyncio.AbstractEventLoop] | None,
    tell: Tell = lambda error, where, run: log_fault(error, where),
) -> None:
    """Run a server to its end, in a loop of its own.

    SystemExit and KeyboardInterrupt pass through a loop and end it, if a task or callback raises them
    that nobody awaits. Here they fail that task alone, as anything else does, and are logged as it is.

    Args:
        main: the server.
        make_loop: makes the loop; None for the usual one.
        tell: logs what a task or callback has raised that nobody awaits.

    Raises:
        BaseException: whatever the server itself raises.
    """
    with asyncio.Runner(loop_factory=make_loop) as runner:
        loop = runner.get_loop()
        loop.set_exception_handler(lambda _, context: _tell(context, tell))
        task = loop.create_task(main)
        while True:
            try:
                loop.run_until_complete(task)
                return
            except (SystemExit, KeyboardInterrupt) as error:
                if task.done():
                    raise
                _log(error, tell)


def hush(error: BaseException) -> None:
    """Have the loop say nothing of an error that has been told."""
    setattr(error, _TOLD, True)


def _tell(context: dict[str, Any], tell: Tell) -> None:
    """Log what the loop says of an error that nobody has taken, once: it may have come through the loop."""
    error = context.get("exception")
    if error is None:
        log.error("%s", context["message"])
    else:
        own = getattr(
            context.get("task") or context.get("future"), "get_context", None
        )  # from Python 3.12 on
        _log(error, tell, None if own is None else run_of(own()))


def _log(error: BaseException, tell: Tell, run: Any = None) -> None:
    if not hasattr(error, _TOLD):
        hush(error)
        tell(error, "a task or callback that nobody awaits", run)
