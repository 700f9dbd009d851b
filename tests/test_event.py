"""Event and Handler: a function takes the event or nothing, and its signature says how."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from typing import Any

import pytest

from cacao import Event
from cacao_kernel.errors import RouteError
from cacao_kernel.handler import make_handler

EVENT = Event(action="save", kind="click", params={"id": 7}, component_type="row", value="typed")


def call(function: Callable[..., Any]) -> Any:
    """Return what a handler's function returns when it is called with the event."""
    handler = make_handler("save", function)
    returned = handler.call(EVENT)
    if not handler.is_async:
        return returned
    return asyncio.run(returned)


def nothing() -> Any:
    return "nothing"


def first(it: Any) -> Any:
    return it


def named(event: Any) -> Any:
    return event


def named_with_default(event: Any = None) -> Any:
    return event


def after_defaults(row: int = 1, event: Any = None) -> Any:
    return row, event


def by_keyword(*, event: Any) -> Any:
    return event


def by_keyword_of_any_name(*, it: Any) -> Any:
    return it


def with_defaults(row: int = 1, *, column: int = 2) -> Any:
    return row, column


def first_and_defaults(it: Any, row: int = 1) -> Any:
    return it, row


def only_positional(it: Any, /) -> Any:
    return it


def with_rest(*rest: Any, **others: Any) -> Any:
    return rest, others


def with_rest_called_event(*event: Any) -> Any:
    return event


def with_others_called_event(**event: Any) -> Any:
    return event


def first_and_rest(it: Any, *rest: Any, **others: Any) -> Any:
    return it, rest, others


@pytest.mark.parametrize(
    ("function", "returned"),
    [
        (nothing, "nothing"),
        (first, EVENT),
        (named, EVENT),
        (named_with_default, EVENT),
        (after_defaults, (1, EVENT)),
        (by_keyword, EVENT),
        (by_keyword_of_any_name, EVENT),
        (with_defaults, (1, 2)),
        (first_and_defaults, (EVENT, 1)),
        (only_positional, EVENT),
        (with_rest, ((), {})),
        (with_rest_called_event, ()),
        (with_others_called_event, {}),
        (first_and_rest, (EVENT, (), {})),
        (lambda: "nothing", "nothing"),
        (lambda row=7: row, 7),
        (functools.partial(first_and_defaults, row=3), (EVENT, 3)),
        (functools.partial(after_defaults, 5), (5, EVENT)),
        (functools.partial(first, "filled"), "filled"),
    ],
)
def test_a_function_gets_the_event_where_it_has_a_place_for_it(function: Any, returned: Any) -> None:
    assert call(function) == returned


class Shop:
    """A shop with handlers of its own."""

    def sell(self, event: Event) -> Any:
        return self, event

    async def order(self) -> Any:
        return self

    @staticmethod
    def close(event: Event) -> Any:
        return event

    @classmethod
    def count(cls, event: Event | None = None) -> Any:
        return cls, event

    def __call__(self, event: Event) -> Any:
        return event


class AsyncShop:
    """Called as it stands, it must be awaited."""

    async def __call__(self, event: Event) -> Any:
        return event


def test_a_method_is_a_handler_like_any_function() -> None:
    shop = Shop()

    assert call(shop.sell) == (shop, EVENT)
    assert call(shop.order) is shop
    assert call(Shop.close) == EVENT
    assert call(Shop.count) == (Shop, EVENT)
    assert call(shop) == EVENT
    assert call(AsyncShop()) == EVENT


async def awaited(event: Event) -> Any:
    await asyncio.sleep(0)
    return event


def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    async def run(*args: Any, **kwargs: Any) -> Any:
        return await function(*args, **kwargs)

    return run


@pytest.mark.parametrize(
    ("function", "is_async"),
    [
        (nothing, False),
        (Shop().sell, False),
        (Shop(), False),
        (functools.partial(first, 1), False),
        (awaited, True),
        (Shop().order, True),
        (AsyncShop(), True),
        (functools.partial(awaited, EVENT), True),
        (functools.partial(Shop().order), True),
        (decorated(awaited), True),
    ],
)
def test_what_must_be_awaited_is_told_apart(function: Any, is_async: bool) -> None:
    handler = make_handler("save", function)

    assert handler.is_async is is_async
    assert (handler.name, handler.function) == ("save", function)


def two(event: Any, row: Any) -> None: ...


def two_by_keyword(*, event: Any, row: Any) -> None: ...


def event_last(row: Any, event: Any = None) -> None: ...


@pytest.mark.parametrize("function", [two, two_by_keyword, event_last])
def test_a_function_that_needs_more_than_the_event_is_refused(function: Any) -> None:
    with pytest.raises(RouteError) as raised:
        make_handler("save", function)

    names = ", ".join(function.__code__.co_varnames)
    assert str(raised.value).endswith(
        f': the handler of "save" needs more than the event; expected one parameter, or none, got {names}. '
        "Pass values from the page in params and read event.params."
    )
    assert str(raised.value).startswith("test_event.py:")


def yields() -> Any:
    yield 1


async def yields_slowly(event: Event) -> Any:
    yield event


@pytest.mark.parametrize("function", [yields, yields_slowly])
def test_a_function_that_yields_is_refused_since_it_would_never_run(function: Any) -> None:
    with pytest.raises(RouteError, match='the handler of "save" yields, so it would never run'):
        make_handler("save", function)


@pytest.mark.parametrize("name", ["", None, 7, nothing])
def test_a_handler_needs_a_name(name: Any) -> None:
    with pytest.raises(RouteError, match=r'an event needs a name; expected @app.event\("save"\), got '):
        make_handler(name, nothing)


@pytest.mark.parametrize("function", [None, "save", 7])
def test_a_handler_is_a_function(function: Any) -> None:
    with pytest.raises(RouteError, match="a handler is a function; got "):
        make_handler("save", function)


def test_an_event_is_a_dict_whose_entries_are_attributes_too() -> None:
    assert EVENT["action"] == EVENT.action == "save"
    assert EVENT["kind"] == EVENT.kind == "click"
    assert EVENT["params"] == EVENT.params == {"id": 7}
    assert EVENT["component_type"] == EVENT.component_type == "row"
    assert EVENT["value"] == EVENT.value == "typed"
    assert EVENT.get("checked") is None
    assert Event(action="save", kind="click", params={}, component_type=None).value is None
