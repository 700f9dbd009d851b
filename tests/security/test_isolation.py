"""Visitors apart from each other, and events that no page of ours would send."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from visitor import Tab, Visitor
from websockets.exceptions import ConnectionClosed

from security.oracles import nothing_called
from security.target import Target

HANDLERS = ("add", "admin_delete", "hidden", "order", "first", "second", "share", "log in", "fill")

# Names that reach something in many a program, and numbers that could be an object's address.
NAMES = ("admin_delete", "hidden", "__proto__", "constructor", "__class__", "__init__", "self", "", "0", "\0")


def refused(tab: Tab, steps: Any, mark: str, kind: str = "click", **payload: Any) -> str:
    """Send an event and return the code of its refusal."""
    answer = tab.answer(tab.send_event(steps, mark, kind, **payload))
    assert answer[0] == "x", answer
    return str(answer[2])


def attack(tab: Tab, *frame: Any) -> list[Any]:
    """Send a frame of any shape and return the answer that is about it."""
    tab.send(*frame)
    while True:
        answer = tab.receive()
        if answer[0] in ("a", "x", "l"):
            return answer


def test_a_state_of_a_module_belongs_to_each_visitor(target: Target) -> None:
    """ISO-01: counted, typed and of a component; in the page, the socket and the page loaded anew."""
    # Arrange
    ann, bob = target.visitor(), target.visitor()
    hers, his = ann.visit(), bob.visit()

    # Act
    for _ in range(3):
        hers.click("Add")
    hers.answer(hers.fire("echo", "input", value="only for Ann"))
    hers.sees("only for Ann")
    his.click("Add")
    assert "count 1." in his.page.text

    # Assert
    assert "only for Ann" not in his.page.text
    again = bob.get().text
    assert "count 1." in again and "only for Ann" not in again
    assert "count 0." in target.ask().text
    tally, other = ann.visit("/actions"), bob.visit("/actions")
    tally.click("first")
    tally.sees("first: 1")
    other.click("second")
    assert "first: 0" in other.page.text


def test_what_is_shared_is_shared_by_its_declaration_alone(target: Target) -> None:
    """ISO-01: a State of the app is seen by both, at once."""
    hers, his = target.visitor().visit("/shared"), target.visitor().visit("/shared")
    before = int(re.findall(r"shared (\d+)\.", his.page.text)[0])

    hers.click("Share")

    his.sees(f"shared {before + 1}.")


@pytest.mark.parametrize("role", ["nobody", "user", "admin"])
def test_a_handler_of_another_page_cannot_be_called(target: Target, role: str) -> None:
    """ISO-02: by its name in any place of a frame, with any mark of the own page, whoever asks."""
    # Arrange
    visitor = target.visitor()
    if role != "nobody":
        visitor.visit("/login").click(f"As {role}")
    tab = visitor.visit()
    steps, mark = tab.page.find("Add")

    with nothing_called(target, "admin_delete"):
        # Act and assert
        for name in ("admin_delete", "Delete all"):
            assert refused(tab, [name], mark) == "stale"
            assert refused(tab, [*steps, name], mark) == "stale"
            assert refused(tab, steps, name) == "stale"
            assert refused(tab, steps, mark, name) == "stale"
            assert attack(tab, "e", tab.number + 100, name, mark, "click", {})[2] == "bad_message"
            assert attack(tab, "e", tab.number + 101, steps, mark, name * 9, {})[2] == "bad_message"
        tab.answer(
            tab.send_event(steps, mark, action="admin_delete", name="admin_delete", handler="admin_delete")
        )


def test_an_event_that_was_captured_does_nothing_elsewhere(target: Target) -> None:
    """ISO-03: the mark of one visitor in the tab of another, for each node of a page."""
    # Arrange
    hers, his = target.visitor().visit("/actions"), target.visitor().visit("/actions")
    labels = ("Toggle", "Hidden", "Try", "Order", "first", "second")
    stolen = [hers.page.find(label) for label in labels]

    with nothing_called(target, *HANDLERS, "toggle", "try once"):
        # Act and assert
        for steps, mark in stolen:
            assert refused(his, steps, mark) == "stale"

    # Assert: neither does the whole frame, replayed with its number
    assert [his.page.find(label)[1] for label in labels] != [mark for _, mark in stolen]


def test_a_mark_of_a_page_before_opens_nothing(target: Target) -> None:
    """ISO-03: one visitor's own marks of another node, page and tab."""
    # Arrange
    visitor = target.visitor()
    visitor.visit("/login").click("As admin")
    admin = visitor.visit("/admin")
    steps, mark = admin.page.find("Delete all")
    home = visitor.visit()

    with nothing_called(target, "admin_delete"):
        # Act and assert
        assert refused(home, steps, mark) == "stale"
        assert refused(home, home.page.find("Add")[0], mark) == "stale"


def test_what_was_taken_off_the_page_cannot_be_clicked(target: Target) -> None:
    """ISO-04: with the id and mark it had while it was shown."""
    # Arrange
    tab = target.visitor().visit("/actions")
    steps, mark = tab.page.find("Hidden")
    tab.click("Toggle")
    tab.until(lambda: "Hidden" not in tab.page.text)

    with nothing_called(target, "hidden"):
        # Act and assert
        assert refused(tab, steps, mark) == "stale"


def test_what_has_lost_its_action_with_its_text_cannot_be_clicked(target: Target) -> None:
    """ISO-04: a text that changed is not all that changed."""
    # Arrange
    tab = target.visitor().visit("/once")
    steps, mark = tab.page.find("Take")
    tab.click("Take")
    tab.sees("Taken")

    with nothing_called(target, "take"):
        # Act and assert
        assert refused(tab, steps, mark) == "stale"


def test_what_is_disabled_cannot_be_clicked(target: Target) -> None:
    """ISO-04: as long as it is, whether the mark is of before or of now, however the event is called."""
    # Arrange
    tab = target.visitor().visit("/actions")
    before = tab.page.find("Off")
    tab.click("Switch")

    with nothing_called(target, "hidden"):
        # Act and assert
        for steps, mark in (before, tab.page.find("Off")):
            assert refused(tab, steps, mark) in ("disabled", "stale")
            assert refused(tab, steps, mark, "dblclick") == "stale"
            assert refused(tab, steps, mark, "submit") == "stale"

    # Assert: it can be again
    tab.click("Switch")
    assert tab.click("Off")[0] == "a"


def test_what_is_taken_off_while_the_click_waits_is_not_run(target: Target) -> None:
    """ISO-04: two events in one breath, of which the first takes away what the second means."""
    # Arrange
    tab = target.visitor().visit("/actions")

    with nothing_called(target, "hidden"):
        # Act
        first, second = tab.fire("Toggle"), tab.fire("Hidden")

        # Assert
        assert tab.answer(first)[0] == "a"
        assert tab.answer(second)[2] == "stale"


def test_a_click_on_a_row_that_was_edited_in_place_is_one_on_what_it_is_now(target: Target) -> None:
    """ISO-04: an object that was changed where it lies is shown, and its old button is worth nothing."""
    # Arrange
    tab = target.visitor().visit("/prices")
    price = int(re.findall(r"milk at (\d+)", tab.page.text)[0])
    steps, mark = tab.page.find(f"milk at {price}")

    # Act
    tab.click("Raise")

    # Assert
    assert f"milk at {price + 1}" in tab.page.text, "the page shows what is no longer so"
    with nothing_called(target, "buy"):
        assert refused(tab, steps, mark) == "stale"
    assert tab.click(f"milk at {price + 1}")[0] == "a"
    tab.sees(f"bought milk for {price + 1}.")


@pytest.mark.parametrize("name", [*NAMES, ["first"], {"first": 1}, None, 1, True])
def test_no_component_is_reached_by_a_name(target: Target, name: Any) -> None:
    """ISO-06: neither by that of another nor by one made up; the other's count stays."""
    # Arrange
    tab = target.visitor().visit("/actions")
    steps, mark = tab.page.find("second")

    with nothing_called(target, "first"):
        # Act
        answer = tab.answer(tab.send_event(steps, mark, component_type=name, component_id=name, type=name))

    # Assert: what the payload says beside the node is nobody's word
    assert answer[0] == "a"
    tab.sees("second: 1")
    assert "first: 0" in tab.page.text


@pytest.mark.parametrize(
    "more",
    [
        {"params": {"user_id": 2}},
        {"params": {"user_id": 2, "is_admin": True}},
        {"user_id": 2, "self": 1, "event": {}, "action": "admin_delete"},
        {"component_type": "first", "component_id": 140_000_000_000_000},
        {"fields": {"user_id": "2", "params": "x"}, "name": "user_id", "value": "2"},
        {"__proto__": {"user_id": 2}, "constructor": 1, "__class__": "x", "params.user_id": 2},
        {"kind": "submit", "number": 0, "mark": "x", "node": [], "page": "/admin"},
    ],
)
def test_params_are_those_that_the_server_wrote(target: Target, more: dict[str, Any]) -> None:
    """ISO-07: nothing of a visitor's making is among them, nor overwrites one."""
    # Arrange
    tab = target.visitor().visit("/actions")
    steps, mark = tab.page.find("Order")

    # Act
    answer = attack(tab, "e", 1, steps, mark, "click", more)

    # Assert
    assert answer == ["a", 1]
    assert "ordered {'user_id': 1} of nothing." in tab.page.text


def test_what_a_field_tells_is_of_its_type_or_nothing(target: Target) -> None:
    """ISO-07: a value is text, whatever is sent in its place."""
    tab = target.visitor().visit()
    steps, mark = tab.page.find("echo")

    for value in (1, None, True, [], {}, ["x"], {"value": "x"}, 2**60, 1.5):
        tab.answer(tab.send_event(steps, mark, "input", value=value))

        assert "echo: " in tab.page.text
        assert "echo: x" not in tab.page.text


def test_a_form_holds_no_more_than_its_fields(target: Target) -> None:
    """ISO-07: values of a form are texts and truths, and none is an object."""
    tab = target.visitor().visit("/form")
    steps, mark = tab.page.find("form")

    tab.answer(
        tab.send_event(
            steps,
            mark,
            "submit",
            fields={"user": "ann", "admin": {"is": True}, "deep": [[1]], "__proto__": {"x": 1}, "n": 7},
        )
    )

    tab.until(lambda: "ann" in tab.page.text)
    for odd in ("{'is'", "[[1]]", "'x': 1", "7"):
        assert odd not in tab.page.text


PATHS = (
    "/ /xss /addresses /theme /login /actions /fragile /hang /cpu /stream /task /shared /form /faults".split()
)


@pytest.mark.parametrize("path", PATHS)
def test_no_address_of_memory_is_told(target: Target, production: Target, path: str) -> None:
    """ISO-08: in no page, tree, patch or error, neither as a number nor as Python prints one."""
    for each in (target, production):
        # Arrange
        visitor = each.visitor()
        html = visitor.get(path).text
        tab = Visitor(each.port).open(path)
        tab.send("j", 1, tab.id, path, "of another tree")

        # Act
        joined = tab.socket.recv(10)
        tab.send("e", 1, [0], "no mark", "click", {})
        told = [html, str(joined), str(tab.socket.recv(10))]
        tab.close()

        # Assert
        for text in told:
            assert not re.search(r"0x[0-9a-f]{6,}| at 0x|object at", text)
            plain = re.sub(r'"[\w-]{8,}(?:\.[\w-]+)*"', '""', text)  # marks and hashes are no numbers
            assert re.findall(r"(?<![\w.-])\d{12,}(?![\w.-])", plain) == []


@pytest.mark.parametrize(
    "guess", [140_000_000_000_000, 94_000_000_000_016, 2**40 + 1, 2**53, -1, 1.5, True, None]
)
def test_a_guessed_address_means_nothing(target: Target, guess: Any) -> None:
    """ISO-08: as a node, as a step, and as a mark."""
    # Arrange
    tab = target.visitor().visit("/actions")
    steps, mark = tab.page.find("first")

    with nothing_called(target, "first"):
        # Act and assert
        for node in ([guess], [*steps, guess], guess):
            assert attack(tab, "e", tab.number + 1, node, mark, "click", {})[2] in ("stale", "bad_message")
        assert attack(tab, "e", tab.number + 1, steps, str(guess), "click", {})[2] == "stale"


@pytest.mark.parametrize("label", ["Try"])
def test_a_rule_of_three_holds_for_ten_clicks_in_one_breath(target: Target, label: str) -> None:
    """ISO-10: one segment of TCP, before the server has answered any of them."""
    # Arrange
    tab = target.visitor().visit("/actions")
    steps, mark = tab.page.find(label)

    # Act: the socket sends them as they come, and nothing is read in between
    frames = [json.dumps(["e", number, steps, mark, "click", {}]) for number in range(1, 11)]
    for frame in frames:
        tab.socket.send(frame)
    answers = [tab.answer(number) for number in range(1, 11)]

    # Assert: those that were clicked before the button was switched off, and no other
    assert [answer[0] for answer in answers[:3]] == ["a", "a", "a"]
    tab.sees("tries 3.")
    assert {answer[2] for answer in answers[3:] if answer[0] == "x"} <= {"disabled", "stale"}
    assert "tries 3." in tab.visitor.get("/actions").text


def test_a_rule_of_three_holds_in_many_tabs_at_once(target: Target) -> None:
    """ISO-10: five tabs of one visitor click at the same time."""
    # Arrange
    visitor = target.visitor()
    tabs = [visitor.visit("/actions") for _ in range(5)]

    # Act
    numbers = [[tab.fire("Try") for _ in range(3)] for tab in tabs]
    for tab, sent in zip(tabs, numbers, strict=True):
        for number in sent:
            tab.answer(number)

    # Assert
    assert "tries 3." in visitor.get("/actions").text


@pytest.mark.parametrize("loser", ["other tab", "same tab"])
def test_who_loses_a_role_sets_nothing_off_any_more(target: Target, loser: str) -> None:
    """ISO-14: the next event on an open socket is refused, whether the page is still shown or not."""
    # Arrange
    visitor = target.visitor()
    login = visitor.visit("/login")
    login.click("As admin")
    admin = visitor.visit("/admin")
    assert admin.click("Delete all")[0] == "a"
    steps, mark = admin.page.find("Delete all")

    # Act
    login.click("Log out" if loser == "other tab" else "As user")

    # Assert
    with nothing_called(target, "admin_delete"):
        admin.send_event(steps, mark)
        answer = admin.receive()
        while answer[0] == "p":
            answer = admin.receive()
        assert answer[0] in ("l", "x", "a")
        assert "Admin only" not in json.dumps(answer)


@pytest.mark.parametrize("role", ["nobody", "user"])
def test_a_page_that_is_closed_is_closed_to_the_socket(target: Target, role: str) -> None:
    """ISO-15: a join of it, without the page having been loaded, and a link to it."""
    # Arrange
    visitor = target.visitor()
    if role == "user":
        visitor.visit("/login").click("As user")
    home = visitor.visit()
    steps, mark = home.page.find("Add")

    with nothing_called(target, "admin_delete"):
        for path in ("/admin", "/admin?x=1", "/admin#x", "/admin/"):
            # Act
            tab = visitor.open("/")
            tab.send("j", 1, tab.id, path, "")
            try:
                told = [tab.receive()]
                tab.send("e", 1, steps, mark, "click", {})
                told.append(tab.receive())
            except ConnectionClosed:
                pass
            tab.close()

            # Assert
            assert "Admin only" not in json.dumps(told)
            assert told[0][0] in ("l", "x")

            # Act and assert: over a link of an open page
            home.send("l", 1, path)
            answer = home.receive()
            assert answer[0] in ("l", "x")
            assert "Admin only" not in json.dumps(answer)
