"""Computed: made of States, when it is read, once for whoever sees the same."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, Component, Computed, State
from cacao_kernel.errors import StateError

Props = dict[str, Any]


def text(content: object) -> Props:
    return {"type": "p", "props": {"content": content}}


def button(label: str, handler: Any) -> Props:
    return {"type": "button", "props": {"label": label, "on_click": handler}}


def serve(cacao_app: Any, *children: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [c() if callable(c) else c for c in children]})
    return cacao_app(app)


def test_it_is_made_when_it_is_read_and_again_once_what_it_read_has_changed(cacao_app: Any) -> None:
    # Arrange
    cart, other = State((2, 3), name="cart"), State(0, name="other")
    made: list[int] = []
    total = Computed(lambda: made.append(1) or sum(cart.value), name="total")
    server = serve(cacao_app, lambda: text(f"other {other.value}"), lambda: text(f"total {total.value}"))
    made_unread = len(made)

    # Act
    user = server.open("/").sees("total 5")
    made.clear()  # once for the page as it was painted, and once for the tab that joined
    with user:
        other.set(1)
    user.sees("other 1").sees("total 5")
    made_after_another = len(made)
    with user:
        cart.set((4,))
    user.sees("total 4")

    # Assert
    assert (made_unread, made_after_another, len(made)) == (0, 0, 1)


def test_who_reads_it_runs_again_only_when_its_value_changes(cacao_app: Any) -> None:
    # Arrange
    count = State(1, name="count")
    is_odd = Computed(lambda: count.value % 2 == 1, name="is_odd")
    runs: list[int] = []

    def page_part() -> Props:
        runs.append(1)
        return text(f"odd {is_odd.value}")

    user = serve(cacao_app, page_part, text(count)).open("/").sees("odd True")
    before = len(runs)

    # Act
    with user:
        count.set(3)
    user.sees("3")
    runs_for_the_same = len(runs) - before
    with user:
        count.set(4)
    user.sees("odd False")

    # Assert
    assert (runs_for_the_same, len(runs) - before) == (0, 1)


@pytest.mark.parametrize(("scope", "times"), [("app", 1), ("session", 2), ("tab", 4)])
def test_it_is_kept_once_for_each_of_the_narrowest_scope_it_has_read(
    cacao_app: Any, scope: Any, times: int
) -> None:
    # Arrange: two visitors with two tabs each.
    wide, narrow = State(1, scope="app", name="wide"), State(1, scope=scope, name="narrow")
    made: list[int] = []
    total = Computed(lambda: made.append(1) or wide.value + narrow.value, name="total")
    server = serve(cacao_app, text(total))
    ada, bob = server.open("/"), server.open("/")
    tabs = [ada, bob, ada.open("/"), bob.open("/")]
    made.clear()

    # Act
    with ada:
        wide.set(10)
    for tab in tabs:
        tab.sees("11")

    # Assert
    assert len(made) == times


def test_each_visitor_and_each_component_has_its_own_result(cacao_app: Any) -> None:
    # Arrange
    class Counter(Component):
        count = State(0)
        twice = Computed(lambda: Counter.count.value * 2)

        def __init__(self, label: str) -> None:
            super().__init__()
            self.label = label

        def more(self) -> None:
            self.count.update(lambda number: number + 1)

        def render(self) -> Props:
            return {
                "type": "div",
                "children": [button(self.label, self.more), text(f"{self.label}={Counter.twice.value};")],
            }

    server = serve(cacao_app, lambda: Counter("left"), lambda: Counter("right"))
    ada, bob = server.open("/"), server.open("/")

    # Act
    ada.click("left").click("left").click("right")
    bob.click("right")

    # Assert
    ada.sees("left=4;").sees("right=2;")
    bob.sees("left=0;").sees("right=2;")


def test_what_it_reads_may_change_from_one_time_to_the_next(cacao_app: Any) -> None:
    # Arrange
    is_short, short, long = State(True, name="is_short"), State("s1", name="short"), State("l1", name="long")
    shown = Computed(lambda: short.value if is_short.value else long.value, name="shown")
    user = serve(cacao_app, text(shown)).open("/").sees("s1")

    # Act and assert
    with user:
        is_short.set(False)
    user.sees("l1")
    with user:
        long.set("l2")
    user.sees("l2")


def test_a_computed_of_computeds_follows_through_both(cacao_app: Any) -> None:
    # Arrange
    count = State(1, name="count")
    double = Computed(lambda: count.value * 2, name="double")
    quadruple = Computed(lambda: double.value * 2, name="quadruple")
    user = serve(cacao_app, text(quadruple)).open("/").sees("4")

    # Act
    with user:
        count.set(5)

    # Assert
    user.sees("20")


def test_outside_of_any_session_it_is_made_at_every_read() -> None:
    cart = State([2, 3])
    total = Computed(lambda: sum(cart.value))

    cart.set([4])

    assert total.value == 4


def test_in_a_handler_it_sees_what_the_handler_wrote(cacao_app: Any) -> None:
    # Arrange
    count = State(1, name="count")
    double = Computed(lambda: count.value * 2, name="double")
    seen: list[int] = []

    def act() -> None:
        count.set(21)
        seen.append(double.value)

    user = serve(cacao_app, button("act", act), text(double)).open("/")

    # Act
    user.click("act")

    # Assert
    user.sees("42")
    assert seen == [42]


def test_one_that_writes_one_made_of_itself_and_wrong_functions_are_errors(cacao_app: Any) -> None:
    # Arrange
    count = State(0, name="main.count")
    line = test_one_that_writes_one_made_of_itself_and_wrong_functions_are_errors.__code__.co_firstlineno

    async def later() -> int:
        return 1

    writing = Computed(lambda: count.set(1), name="main.writing")
    circle: Any = Computed(lambda: circle.value, name="main.circle")
    user = serve(cacao_app).open("/")

    # Act and assert
    with user, pytest.raises(StateError) as raised:
        _ = writing.value
    assert str(raised.value) == (
        f"test_computed.py:{line + 8}: State main.count was written by a Computed, which only reads. Write "
        "it in an event handler, or return the value from the Computed."
    )
    with user, pytest.raises(StateError) as raised:
        _ = circle.value
    assert str(raised.value) == (
        f"test_computed.py:{line + 9}: Computed main.circle is made of itself. Let it read States, or other "
        "Computeds that do not read this one."
    )
    with pytest.raises(StateError, match="the function of a Computed is async"):
        Computed(later)
    with pytest.raises(StateError, match="needs arguments"):
        Computed(lambda row: row)  # type: ignore[arg-type,misc]


def test_pages_that_are_painted_and_never_joined_leave_nothing_with_the_visitor(cacao_app: Any) -> None:
    # Arrange
    draft = State("x", scope="tab", name="draft")
    loud = Computed(lambda: draft.value.upper(), name="loud")
    server = serve(cacao_app, lambda: text(loud))
    user = server.open("/").sees("X")
    session = next(iter(server.app.live.sessions._sessions.values()))
    before = len(session.cells.results)

    # Act
    for _ in range(3):
        user.get("/")

    # Assert
    assert (before, len(session.cells.results)) == (1, 1)
