"""Endurance: the event loop of a server runs on, whatever the user's code leaves behind in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from .fault import log_fault

log = logging.getLogger("cacao")

_TOLD = "_cacao_told"  # on an error that was logged: loops tell of it once more, of its task or as they end


def run_on(
    main: Coroutine[Any, Any, None], make_loop: Callable[[], asyncio.AbstractEventLoop] | None
) -> None:
    """Run a server to its end, in a loop of its own.

    SystemExit and KeyboardInterrupt pass through a loop and end it, if a task or callback raises them
    that nobody awaits. Here they fail that task alone, as anything else does, and are logged as it is.

    Args:
        main: the server.
        make_loop: makes the loop; None for the usual one.

    Raises:
        BaseException: whatever the server itself raises.
    """
    with asyncio.Runner(loop_factory=make_loop) as runner:
        loop = runner.get_loop()
        loop.set_exception_handler(_tell)
        task = loop.create_task(main)
        while True:
            try:
                loop.run_until_complete(task)
                return
            except (SystemExit, KeyboardInterrupt) as error:
                if task.done():
                    raise
                _log(error)


def hush(error: BaseException) -> None:
    """Have the loop say nothing of an error that has been told."""
    setattr(error, _TOLD, True)


def _tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what the loop says of an error that nobody has taken, once: it may have come through the loop."""
    error = context.get("exception")
    if error is None:
        log.error("%s", context["message"])
    else:
        _log(error)


def _log(error: BaseException) -> None:
    if not hasattr(error, _TOLD):
        hush(error)
        log_fault(error, "a task or callback that nobody awaits")
