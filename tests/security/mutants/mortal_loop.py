"""A build whose event loop ends with the first task that raises SystemExit."""

from __future__ import annotations

import asyncio
from typing import Any

from cacao_kernel import endurance


def run(main: Any, make_loop: Any, tell: Any) -> None:
    with asyncio.Runner(loop_factory=make_loop) as runner:
        runner.get_loop().set_exception_handler(lambda _, context: endurance._tell(context, tell))
        runner.run(main)


endurance.run_on = run
