"""What decorators take, and that they return the very function."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, assert_type

import cacao
from cacao import App, Event, State, mix
from cacao.ui import UploadedFile

app = App()
total = State(0)


@app.event("add")
def add(event: Event) -> None:
    assert_type(event.action, str)
    assert_type(event.kind, str)
    assert_type(event.params, Mapping[str, Any])
    assert_type(event.value, str | None)
    assert_type(event.number, int | float | None)
    assert_type(event.checked, bool)
    assert_type(event.chosen, list[str])
    assert_type(event.key, str)
    total.update(total.value + event.params["amount"])
    print({**event, "more": event["value"]}, event.get("open"))
    print(event.valeu)  # error: attr-defined reportAttributeAccessIssue


@app.event("later", concurrent="newest", limit=None)
async def later(event: Event, step: int = 1) -> int:
    return step


@app.event("bare")
def bare() -> None: ...


@app.event("named")
def named(*, event: Event) -> None: ...


@app.event("filled")
def filled(row: int = 1, event: Event | None = None) -> None: ...


@app.event("upload")
def upload(event: Event[UploadedFile]) -> None:
    assert_type(event.file, UploadedFile)


class Desk:
    @app.event("method")
    @staticmethod
    def answer(event: Event) -> str:
        return event.action


add_as_it_was: Callable[[Event], None] = add
later_as_it_was: Callable[[Event, int], Coroutine[Any, Any, int]] = later
assert_type(bare(), None)
wrong = later(Event(), step="2")  # error: arg-type reportArgumentType
bare(Event())  # error: call-arg reportCallIssue


@app.event("two")  # error: type-var reportArgumentType
def two(event: Event, row: int) -> None: ...


@app.event("text")  # error: type-var reportArgumentType
def text(event: str) -> None: ...


@app.event("sometimes", concurrent="oldest")  # error: arg-type reportArgumentType
def sometimes() -> None: ...


@mix.event("early", query=True)
def early(event: Event) -> list[str]:
    return [event.key]


early_as_it_was: Callable[[Event], list[str]] = early


@mix.event("early", quick=True)  # error: call-arg reportCallIssue
def quick() -> None: ...


@app.every(1.5, scope="session")
async def tick() -> None: ...


tick_as_it_was: Callable[[], Coroutine[Any, Any, None]] = tick


@app.every(1)  # error: type-var reportArgumentType
def tock(event: Event) -> None: ...


@app.every("1")  # error: arg-type reportArgumentType
def never() -> None: ...


@app.every(1, scope="page")  # error: arg-type reportArgumentType
def nowhere() -> None: ...


@app.on_open
def opened() -> str:
    return "open"


@app.on_close
async def closed(event: Event) -> None: ...


assert_type(opened(), str)
closed_as_it_was: Callable[[Event], Coroutine[Any, Any, None]] = closed


def work(book: str, *, pages: int) -> bytes:
    return book.encode() * pages


bound = cacao.bind(work)
assert_type(bound("x", pages=2), bytes)
bound("x")  # error: call-arg reportCallIssue
cacao.call("field", "focus")
cacao.call("chart", "append", 1, [2.5, None], {"a": [True, "b"]})
cacao.call("chart", "append", object())  # error: arg-type reportArgumentType


async def publish() -> None:
    await cacao.commit()
    cacao.commit()  # error: unused-coroutine reportUnusedCoroutine
