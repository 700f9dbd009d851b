"""Events: each runs once, in order, and only if it names what the page shows."""

from __future__ import annotations

from contextlib import closing

import pytest
from conftest import Serve
from servers import ServerProcess
from sleeper import Sleeper
from visitor import Tab, Visitor

APP = """
from cacao import App, State
app = App()
count = State(0)
total = State(0)
log = State("")
locked = State(True)
shown = State(True)

@app.event("add")
def add(event):
    count.value += 1
    total.value += event.params.get("by", 1)

@app.event("note")
async def note(event):
    log.set(log.value + event.value)

@app.event("limited")
async def limited():
    if count.value < 3:
        count.value += 1

@app.event("hide")
def hide():
    shown.set(False)

@app.event("admin_delete")
def admin_delete():
    log.set("DELETED")

@app.mix("/")
def home():
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"count {count.value} total {total.value}"}},
        {"type": "p", "props": {"content": f"log {log.value}"}},
        {"type": "button", "props": {"label": "Add", "action": "add", "params": {"by": 10}}},
        {"type": "button", "props": {"label": "Add 20", "action": "add", "params": {"by": 20}}},
        {"type": "button", "props": {"label": "Limited", "action": "limited"}},
        {"type": "button", "props": {"label": "Locked", "action": "add", "disabled": True}},
        {"type": "fieldset", "props": {"disabled": locked}, "children": [
            {"type": "button", "props": {"label": "Fenced", "action": "add"}}]},
        {"type": "input", "props": {"name": "field", "on_input": "note"}},
        {"type": "button", "props": {"label": "Hide", "action": "hide"}},
        shown.value and {"type": "button", "key": "gone", "props": {"label": "Gone soon", "action": "add"}},
        {"type": "button", "props": {"label": "Nobody's", "action": "nobody"}},
    ]}

@app.mix("/admin")
def admin():
    return {"type": "div", "children": [
        {"type": "button", "props": {"label": "Delete", "action": "admin_delete"}}]}
"""


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


def still_counts(tab: Tab, count: int) -> None:
    """Check that what came before has changed nothing, and that the tab goes on."""
    assert tab.click("Limited")[0] == "a"
    assert f"count {count + 1} " in tab.page.text


def test_an_event_sent_again_is_acknowledged_and_not_run_again(tab: Tab) -> None:
    # Arrange
    steps, mark = tab.page.find("Add")
    tab.click("Add")

    # Act
    tab.send("e", tab.number, steps, mark, "click", {})

    # Assert
    assert tab.receive() == ["a", tab.number]
    still_counts(tab, 1)


def test_an_event_sent_again_over_a_new_socket_is_not_run_again(tab: Tab) -> None:
    # Arrange
    steps, mark = tab.page.find("Add")
    tab.click("Add")
    tab.close()

    # Act
    tab.join()
    tab.send("e", tab.number, steps, mark, "click", {})

    # Assert
    assert tab.answer(tab.number) == ["a", tab.number]
    still_counts(tab, 1)


def test_the_numbers_of_two_tabs_are_apart(visitor: Visitor, tab: Tab) -> None:
    other = visitor.visit()

    assert tab.click("Add") == other.click("Add") == ["a", 1]

    other.sees("count 2 total 20")


def test_a_burst_of_events_is_handled_in_order_and_each_counts(tab: Tab) -> None:
    # Act
    numbers = [tab.fire("field", "input", value=letter) for letter in "abcdefghij"]

    # Assert
    answers = [tab.answer(number) for number in numbers]
    assert answers == [["a", number] for number in numbers]
    tab.sees("log abcdefghij")


def test_a_rule_of_a_handler_holds_for_clicks_that_come_in_one_segment(visitor: Visitor) -> None:
    # Arrange: the rule is that the count never passes 3.
    with closing(Sleeper(visitor.open())) as browser:
        steps, mark = browser.page.find("Limited")

        # Act: no patch has been read when the last of them is sent.
        browser.send_together([["e", number, steps, mark, "click", {}] for number in range(1, 11)])

        # Assert: each is answered, in order, and the rule has held.
        answers: list[int] = []
        while len(answers) < 10:
            frame = browser.read()
            answers += [frame[1]] if frame[0] == "a" else []
        assert answers == list(range(1, 11))
        assert "count 3 " in browser.page.text
    assert "count 3 " in visitor.get().text


def test_hundreds_of_events_at_once_are_all_handled(tab: Tab) -> None:
    numbers = [tab.fire("Add") for _ in range(200)]

    tab.answer(numbers[-1])

    tab.sees("count 200 total 2000")


def test_an_event_with_a_wrong_mark_is_stale(tab: Tab) -> None:
    steps, mark = tab.page.find("Add")

    for wrong in ("", mark[:-1], mark + "=", "AAAAAAAA", mark.swapcase()):
        assert tab.answer(tab.send_event(steps, wrong))[2] == "stale"

    still_counts(tab, 0)


def test_the_mark_of_one_node_does_not_fit_another(tab: Tab) -> None:
    steps, _ = tab.page.find("Add")
    _, other = tab.page.find("Add 20")

    assert tab.answer(tab.send_event(steps, other))[2] == "stale"

    still_counts(tab, 0)


def test_marks_of_another_visitor_do_not_fit(server: ServerProcess, tab: Tab) -> None:
    # Arrange
    other = Visitor(server.port)
    steps, mark = other.open().page.find("Add")

    # Act
    answer = tab.answer(tab.send_event(steps, mark))

    # Assert
    assert answer[2] == "stale"
    still_counts(tab, 0)


@pytest.mark.parametrize(
    "steps", [[], [0], [99], [2, 0], [2**53], ["Add"], ["no such key"], [2, "x", 1], [""]], ids=str
)
def test_an_event_of_an_unknown_node_is_stale(tab: Tab, steps: list[int | str]) -> None:
    _, mark = tab.page.find("Add")

    assert tab.answer(tab.send_event(steps, mark))[2] == "stale"

    still_counts(tab, 0)


@pytest.mark.parametrize("kind", ["submit", "input", "nothing", "", "CLICK", "__class__"])
def test_an_event_of_a_kind_that_the_node_does_not_take_is_stale(tab: Tab, kind: str) -> None:
    steps, mark = tab.page.find("Add")

    assert tab.answer(tab.send_event(steps, mark, kind))[2] == "stale"

    still_counts(tab, 0)


@pytest.mark.parametrize("label", ["Locked", "Fenced"])
def test_what_is_disabled_is_refused(tab: Tab, label: str) -> None:
    assert tab.click(label)[2] == "disabled"

    still_counts(tab, 0)


def test_a_node_that_has_gone_is_stale(tab: Tab) -> None:
    # Arrange
    steps, mark = tab.page.find("Gone soon")
    tab.click("Hide")

    # Act
    answer = tab.answer(tab.send_event(steps, mark))

    # Assert
    assert answer[2] == "stale"
    still_counts(tab, 0)


def test_a_handler_of_another_page_cannot_be_called(visitor: Visitor, tab: Tab) -> None:
    # Arrange
    steps, mark = visitor.open("/admin").page.find("Delete")

    # Act
    answer = tab.answer(tab.send_event(steps, mark))

    # Assert
    assert answer[2] == "stale"
    assert "DELETED" not in visitor.get().text


def test_what_a_browser_adds_to_an_event_does_not_reach_params(tab: Tab) -> None:
    steps, mark = tab.page.find("Add")

    tab.answer(tab.send_event(steps, mark, params={"by": 1000}, by=1000, is_admin=True, event=2))

    assert "count 1 total 10" in tab.page.text


@pytest.mark.parametrize("value", [1, None, ["a"], {"a": 1}, True], ids=repr)
def test_a_value_that_is_no_text_is_left_out(tab: Tab, value: object) -> None:
    answer = tab.answer(tab.fire("field", "input", value=value))

    assert answer[0] == "x"  # the handler adds it to a text, and gets None
    still_counts(tab, 0)


def test_an_action_without_a_handler_is_told(tab: Tab) -> None:
    answer = tab.click("Nobody's")

    assert answer[2] == "unknown_action"
    assert '@app.event("nobody")' in answer[3]
    still_counts(tab, 0)


def test_in_production_an_action_without_a_handler_names_nothing(serve: Serve) -> None:
    # Arrange
    tab = Visitor(serve(APP, "--production").port).visit()

    # Act
    answer = tab.click("Nobody's")

    # Assert
    tab.close()
    assert answer[2] == "unknown_action"
    assert "nobody" not in answer[3]
