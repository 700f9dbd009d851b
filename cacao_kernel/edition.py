"""Edition: one run of the user's code, and the App that serves it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from itertools import chain
from typing import Any
from weakref import ReferenceType, WeakSet, ref

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .errors import ServeError
from .live import Live
from .served import Served

STOP_SECONDS = 5.0


class Edition:
    """One run of the user's code that serves, from its start to its stop.

    Args:
        app: the App.
        asgi: its ASGI application.
    """

    def __init__(self, app: Served, asgi: ASGIApp) -> None:
        self.app = app
        self._asgi = asgi
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._tasks: WeakSet[asyncio.Task[Any]] = WeakSet()

    @property
    def live(self) -> Live:
        """What lives while the App serves."""
        live = self.app.live
        if live is None:
            raise RuntimeError("an App that was not prepared serves nothing")
        return live

    @property
    def declaring(self) -> set[str]:
        """The names of the modules that have made something that belongs to this run of the code."""
        runtime, routes = self.live.runtime, self.live.runtime.routes
        pages, timers = runtime.pages.values(), (timer.handler for timer in runtime.timers)
        handlers = (*runtime.handlers.values(), *timers, *runtime.openers, *runtime.closers)
        functions = chain(
            (page.function for page in pages), (each.function for each in handlers), routes.guards
        )
        states = (state.origin.namespace for state in self.app.world.states)
        return {self.app.origin.namespace, *states, *(getattr(each, "__module__", "") for each in functions)}

    async def start(self) -> None:
        """Begin to serve.

        Raises:
            ServeError: if its lifespan fails.
        """
        loop = asyncio.get_running_loop()
        begun: asyncio.Future[None] = loop.create_future()
        self._messages = asyncio.Queue()
        self._messages.put_nowait({"type": "lifespan.startup"})
        self._task = loop.create_task(self._run(begun))
        await begun

    async def _run(self, begun: asyncio.Future[None]) -> None:
        async def send(message: Message) -> None:
            if begun.done():
                return
            if message["type"] == "lifespan.startup.failed":
                begun.set_exception(ServeError(message.get("message", "") or "the app could not start"))
            elif message["type"] == "lifespan.startup.complete":
                begun.set_result(None)

        _PRESENT.set(ref(self))
        scope: Scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
        try:
            await self._asgi(scope, self._messages.get, send)
        except BaseException as error:
            if begun.done():
                raise
            begun.set_exception(error)

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        _PRESENT.set(ref(self))
        await self._asgi(scope, receive, send)

    async def stop(self) -> None:
        """Stop serving, and cancel whatever the user's code has left running."""
        if self._task is not None:
            self._messages.put_nowait({"type": "lifespan.shutdown"})
            await asyncio.wait([self._task], timeout=STOP_SECONDS)
        for task in list(self._tasks):
            if task is not asyncio.current_task():
                task.cancel()

    def note(self, task: asyncio.Task[Any]) -> None:
        """Note a task that was started by its code, or for it."""
        self._tasks.add(task)


# Weak: a timer keeps the context that it was started in, and asyncio keeps one that was cancelled for as long
# as it would have run, which may be a day.
_PRESENT: ContextVar[ReferenceType[Edition] | None] = ContextVar("cacao_edition", default=None)


def present() -> Edition | None:
    """Return the edition that the running code serves in; None if it is of none, or of one that has ended."""
    return _follow(_PRESENT.get())


def _follow(reference: ReferenceType[Edition] | None) -> Edition | None:
    return None if reference is None else reference()


def note_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Have each edition know of the tasks that are started in it."""

    def make(loop: asyncio.AbstractEventLoop, work: Any, **options: Any) -> asyncio.Task[Any]:
        task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **options)
        context = options.get("context")
        edition = present() if context is None else _follow(context.get(_PRESENT))
        if edition is not None:
            edition.note(task)
        return task

    loop.set_task_factory(make)


def apart(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Return a task that belongs to no edition, so that it outlives the present one."""
    token = _PRESENT.set(None)
    try:
        return asyncio.get_running_loop().create_task(work)
    finally:
        _PRESENT.reset(token)
