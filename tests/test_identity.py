"""Which component is which: whose values are shown again, and which are gone."""

from __future__ import annotations

from typing import Any

from cacao import App, Component, State

Props = dict[str, Any]


class Counter(Component):
    """Counts clicks on its label."""

    component_type = "Counter"
    count = State(0)

    def __init__(self, label: str, key: str | None = None) -> None:
        super().__init__()
        self.label = label
        self.key = key

    def more(self) -> None:
        self.count.update(lambda number: number + 1)

    def render(self) -> Props:
        return {
            "type": "button",
            "props": {"label": f"{self.label}={self.count.value};", "on_click": self.more},
        }


def serve(cacao_app: Any, page: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": page()})
    return cacao_app(app)


def test_one_component_type_never_merges_two(cacao_app: Any) -> None:
    user = serve(cacao_app, lambda: [Counter("a"), Counter("b")]).open("/")

    user.click("b=0;").click("b=1;")

    user.sees("a=0;").sees("b=2;")


def test_a_key_keeps_values_with_what_changes_places(cacao_app: Any) -> None:
    # Arrange
    order = State(("a", "b"), name="order")
    user = serve(cacao_app, lambda: [Counter(name, key=name) for name in order.value]).open("/")
    user.click("b=0;")

    # Act
    with user:
        order.set(("b", "a"))

    # Assert
    user.wait_until(lambda: user.text.index("b=1;") < user.text.index("a=0;"))


def test_what_leaves_the_page_loses_its_values_and_a_closed_tab_loses_none(cacao_app: Any) -> None:
    # Arrange
    is_shown = State(True, name="is_shown")
    user = serve(cacao_app, lambda: [Counter("a") if is_shown.value else None]).open("/")

    # Act and assert: a tab that is closed loses nothing.
    user.click("a=0;").sees("a=1;")
    again = user.open("/")
    user.leave()
    again.sees("a=1;")
    with again:
        is_shown.set(False)
    again.misses("a=1;")
    with again:
        is_shown.set(True)
    again.sees("a=0;")


def test_what_leaves_the_page_of_one_tab_keeps_its_values_as_long_as_another_shows_it(cacao_app: Any) -> None:
    # Arrange
    is_shown = State(True, scope="tab", name="is_shown")
    hide = {"type": "button", "props": {"label": "hide", "on_click": lambda: is_shown.set(False)}}
    user = serve(cacao_app, lambda: [hide, Counter("a") if is_shown.value else None]).open("/")
    other = user.open("/")

    # Act
    user.click("a=0;").click("hide").misses("a=")

    # Assert
    other.click("a=1;").sees("a=2;")


def test_the_same_component_twice_needs_a_key(cacao_app: Any) -> None:
    # Arrange
    one = Counter("one")
    with_key = {"type": "div", "key": "second"}

    # Act
    wrong = serve(cacao_app, lambda: [one, one]).open("/")
    right = serve(cacao_app, lambda: [one, {**with_key, "children": [one]}]).open("/")

    # Assert
    assert "the same Counter stands twice in" in wrong.text
    assert "Make one for each place, or put the second into a node with a key of its own." in wrong.text
    right.sees("one=0;")


def test_an_attribute_of_a_shared_component_that_a_handler_sets_is_warned_of_once(
    cacao_app: Any, caplog: Any
) -> None:
    # Arrange
    shared = Counter("shared")

    def rename() -> None:
        shared.label = "leaked"

    button = {"type": "button", "props": {"label": "rename", "on_click": rename}}
    user = serve(cacao_app, lambda: [shared, button]).open("/")

    # Act
    user.click("rename").click("rename")

    # Assert
    told = [record.getMessage() for record in caplog.records if "Counter.label" in record.getMessage()]
    assert told == [
        f"test_identity.py:{rename.__code__.co_firstlineno + 1}: Counter.label was set while a visitor is "
        "served, and every visitor shares this component. Keep what is theirs in a State: label = State(…) "
        "in the class."
    ]
