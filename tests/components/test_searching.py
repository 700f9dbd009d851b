"""Combobox and MultiSelect whose search takes its time: it holds up nothing, and the newest is shown."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from cacao import App, State
from cacao.ui import Combobox, MultiSelect
from cacao_kernel import redirect
from cacao_plugins.components.inputs import picker

Node = dict[str, Any]


class Shop:
    """An app with a field that looks for beans, and a button that counts.

    Attributes:
        asked: what was looked for, in this order.
        ended: of that what was not given up.
    """

    def __init__(self, kind: Any = Combobox, *, is_async: bool = True, **props: Any) -> None:
        self.app = App()
        self.count = State(0, name="count")
        self.chosen: State[Any] = State([] if kind is MultiSelect else "", name="chosen")
        self.asked: list[str] = []
        self.ended: list[str] = []
        self._gates: dict[str, threading.Event] = {}
        search = self.search(is_async=is_async)
        self._field: Any = lambda: kind("Bean", bind=self.chosen, search=search, **props)
        self.app.mix("/")(self.home)
        self.app.mix("/there")(lambda: {"type": "h1", "props": {"content": "There"}})

    def home(self) -> Node:
        count = {"type": "button", "props": {"label": "Count", "on_click": self.add}}
        said = {"type": "p", "props": {"content": f"Count: {self.count.value}"}}
        there = {"type": "a", "props": {"href": "/there", "content": "Go there"}}
        return {"type": "main", "children": [self._field(), count, said, there]}

    async def add(self) -> None:
        self.count.update(lambda now: now + 1)

    def gate(self, query: str) -> threading.Event:
        return self._gates.setdefault(query, threading.Event())

    def search(self, *, is_async: bool) -> Any:
        def answer(query: str) -> list[str]:
            self.ended.append(query)
            if "!" in query:
                raise ValueError(f"no beans for {query}")
            return [f"{query} one", f"{query} two"]

        async def search(query: str) -> list[str]:
            self.asked.append(query)
            await asyncio.to_thread(self.gate(query).wait, 20)
            return answer(query)

        def search_in_thread(query: str) -> list[str]:
            self.asked.append(query)
            self.gate(query).wait(20)
            return answer(query)

        return search if is_async else search_in_thread


def type_quickly(user: Any, *texts: str) -> None:
    """Let the field hold one text after the other, without waiting for an answer."""
    entry = next(node for node in user.page.root.walk() if node.attributes.get("role") == "combobox")
    for text in texts:
        entry.edits += 1
        user._send(entry, "input", {"value": text, "edits": entry.edits, "seen": entry.seen}, wait=False)


def offered(user: Any) -> list[str]:
    """Return what the list holds."""
    rows = [node for node in user.page.root.walk() if node.attributes.get("role") == "option"]
    return ["".join(node.text for node in row.walk()) for row in rows]


def told(user: Any) -> list[str]:
    """Return what is said below the field to be wrong."""
    lines = [node for node in user.page.root.walk() if node.attributes.get("class") == "cacao-error"]
    return ["".join(node.text for node in line.walk()) for line in lines]


@pytest.mark.parametrize("is_async", [True, False])
@pytest.mark.parametrize("kind", [Combobox, MultiSelect])
def test_other_events_are_answered_while_it_runs(cacao_app: Any, kind: Any, is_async: bool) -> None:
    # Arrange
    shop = Shop(kind, is_async=is_async)
    user = cacao_app(shop.app).open("/")

    # Act
    type_quickly(user, "a")
    user.wait_until(lambda: shop.asked == ["a"])
    user.click("Count").click("Count").sees("Count: 2")

    # Assert
    assert not shop.ended
    shop.gate("a").set()
    user.settle()
    assert offered(user) == ["a one", "a two"]


def test_of_what_is_typed_quickly_only_the_last_is_shown_whatever_order_the_answers_have(
    cacao_app: Any,
) -> None:
    # Arrange
    shop = Shop()
    user = cacao_app(shop.app).open("/")
    seen: list[list[str]] = []

    # Act: the newest answers first; those before it would answer later.
    type_quickly(user, "a", "ab", "abc")
    user.wait_until(lambda: "abc" in shop.asked)
    shop.gate("abc").set()
    user.wait_until(lambda: offered(user) != ["Loading"])
    seen.append(offered(user))
    shop.gate("ab").set()
    shop.gate("a").set()
    user.settle().click("Count")
    seen.append(offered(user))

    # Assert
    assert seen == [["abc one", "abc two"]] * 2
    assert shop.ended == ["abc"]


def test_a_plain_search_is_not_begun_for_what_was_typed_on(
    cacao_app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    shop = Shop(is_async=False)
    user = cacao_app(shop.app).open("/")

    # Act
    type_quickly(user, "a")
    user.wait_until(lambda: shop.asked == ["a"])
    type_quickly(user, "ab", "abc", "abcd")
    user.click("Count").sees("Count: 1")  # so the letters before it have come
    shop.gate("abcd").set()
    shop.gate("a").set()
    user.settle()

    # Assert
    assert offered(user) == ["abcd one", "abcd two"]
    assert shop.asked == ["a", "abcd"]
    assert "in the search of" not in caplog.text, "to be overtaken is no failure"


@pytest.mark.parametrize("is_async", [True, False])
def test_a_search_that_fails_is_told_at_the_field_and_the_rest_stays(
    cacao_app: Any, is_async: bool, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange: somebody has chosen something, and the app has something to say of the field.
    shop = Shop(is_async=is_async, error="Not in stock", help="What you drink")
    site = cacao_app(shop.app, production=True)
    user = site.open("/")
    for query in ("a", "!", "b"):
        shop.gate(query).set()
    type_quickly(user, "a")
    user.settle()
    field = next(node for node in user.page.root.walk() if node.tag == "select")
    user.trigger(field, "change", value="a two")

    # Act
    type_quickly(user, "!")
    user.settle()

    # Assert: one message, with the id that the log has; the choice and what was said stay.
    stock, failed = told(user)
    assert stock == "Not in stock"
    assert failed.startswith("The search did not work. Please try again. (error ")
    assert 'in the search of Combobox "Bean"' in caplog.text and "no beans for !" in caplog.text
    assert offered(user) == []
    assert not user.errors
    with user:
        assert shop.chosen.value == "a two"
    entry = next(node for node in user.page.root.walk() if node.attributes.get("role") == "combobox")
    described = entry.attributes["aria-describedby"].split()
    assert described == [f"{entry.attributes['id']}-{what}" for what in ("error", "failure")]
    user.click("Count").sees("Count: 1")

    # Act and assert: what is found next takes the message away.
    type_quickly(user, "b")
    user.settle()
    assert told(user) == ["Not in stock"]
    assert offered(user) == ["b one", "b two"]


def test_in_development_the_error_itself_is_told(cacao_app: Any) -> None:
    # Arrange
    shop = Shop()
    shop.gate("!").set()
    user = cacao_app(shop.app).open("/")

    # Act
    type_quickly(user, "!")
    user.settle()

    # Assert
    assert told(user)[0].startswith('the search of Combobox "Bean": ValueError: no beans for ! (error ')


def test_a_search_that_takes_too_long_has_failed(cacao_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setattr(picker, "SECONDS", 0.05)
    app = App()

    async def search(query: str) -> list[str]:
        await asyncio.sleep(60)
        return [query]

    app.mix("/")(lambda: Combobox("Bean", search=search))
    user = cacao_app(app).open("/")

    # Act
    type_quickly(user, "a")
    user.settle()

    # Assert
    assert "it took longer than 0.05 seconds" in told(user)[0]


def test_a_wrong_answer_is_told_at_the_field_too(cacao_app: Any) -> None:
    app = App()
    app.mix("/")(lambda: Combobox("Bean", search=lambda query: 7))
    user = cacao_app(app).open("/")

    user.type("Bean", "a")

    assert told(user)[0].startswith('the search of Combobox "Bean": CacaoError: ')


def test_a_function_may_return_what_is_to_be_awaited(cacao_app: Any) -> None:
    # Arrange
    app = App()

    async def look(query: str) -> list[str]:
        if query == "a":
            raise ValueError("no a")
        return [query]

    app.mix("/")(lambda: Combobox("Bean", search=lambda query: look(query)))
    user = cacao_app(app).open("/")

    # Act and assert
    user.type("Bean", "b")
    assert offered(user) == ["b"]
    user.clear("Bean").type("Bean", "a")
    assert "no a" in told(user)[0]


@pytest.mark.parametrize("is_async", [True, False])
def test_a_search_may_send_the_visitor_elsewhere(cacao_app: Any, is_async: bool) -> None:
    # Arrange
    app = App()

    async def search(query: str) -> list[str]:
        raise redirect("/login")

    def search_in_thread(query: str) -> list[str]:
        raise redirect("/login")

    app.mix("/")(lambda: Combobox("Bean", search=search if is_async else search_in_thread))
    app.mix("/login")(lambda: {"type": "h1", "props": {"content": "Who are you?"}})

    # Act and assert
    cacao_app(app).open("/").type("Bean", "a").sees("Who are you?")


@pytest.mark.parametrize("query", ["a", "!"])
@pytest.mark.parametrize("is_async", [True, False])
def test_who_has_gone_meanwhile_is_told_nothing(
    cacao_app: Any, is_async: bool, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    shop = Shop(is_async=is_async)
    user = cacao_app(shop.app).open("/")
    other = user.open("/")
    for each in (user, other):
        type_quickly(each, query)
    user.wait_until(lambda: shop.asked == [query] * 2)

    # Act: one goes to another page, the other closes the tab.
    user.click("Go there").sees("There")
    other.leave()
    shop.gate(query).set()
    user.wait_until(lambda: shop.ended == [query] * 2).settle()

    # Assert
    user.sees("There")
    assert not user.errors
    assert ("error" in caplog.text) == (query == "!")


@pytest.mark.parametrize("is_async", [True, False])
def test_one_may_choose_of_what_was_found_before_while_the_next_is_looked_for(
    cacao_app: Any, is_async: bool
) -> None:
    # Arrange
    shop = Shop(is_async=is_async)
    user = cacao_app(shop.app).open("/")
    shop.gate("a").set()
    type_quickly(user, "a")
    user.settle()

    # Act
    type_quickly(user, "ab")
    user.wait_until(lambda: shop.asked[-1] == "ab")
    field = next(node for node in user.page.root.walk() if node.tag == "select")
    user.trigger(field, "change", value="a two")
    shop.gate("ab").set()
    user.settle()

    # Assert
    with user:
        assert shop.chosen.value == "a two"
    assert [option.label for option in field.options] == ["", "a two", "ab one", "ab two"]


def test_where_any_text_will_do_it_is_there_for_other_handlers_before_anything_is_found(
    cacao_app: Any,
) -> None:
    # Arrange
    shop = Shop(free=True)
    user = cacao_app(shop.app).open("/")

    # Act
    type_quickly(user, "mocha")
    user.wait_until(lambda: shop.asked == ["mocha"]).click("Count")

    # Assert
    with user:
        assert shop.chosen.value == "mocha"
    shop.gate("mocha").set()
    user.settle()
    assert offered(user) == ["mocha one", "mocha two"]
