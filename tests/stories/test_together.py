"""Together: several users, several tabs, lines that break, servers that start anew, and time that passes."""

from __future__ import annotations

from typing import Any

from cacao import App, State


def line(content: Any) -> dict[str, Any]:
    return {"type": "p", "props": {"content": content}}


def button(label: str, action: Any) -> dict[str, Any]:
    return {"type": "button", "props": {"label": label, "on_click": action}}


def counter() -> App:
    """Return an app that counts for each visitor."""
    app = App()
    count = State(0, name="count")

    @app.mix("/")
    def home() -> Any:
        more = button("Add", lambda: count.update(count.value + 1))
        return {"type": "main", "children": [line(f"Count: {count.value}"), more]}

    return app


def test_two_people_talk(cacao_app: Any) -> None:
    # Arrange
    app = App()
    said = State([], name="said", scope="app")
    draft = State("", name="draft", scope="tab")

    @app.event("say")
    def say() -> None:
        said.update(lambda before: [*before, draft.value])
        draft.set("")

    @app.mix("/")
    def home() -> Any:
        field = {"type": "input", "props": {"aria_label": "Say", "bind": draft}}
        return {
            "type": "main",
            "children": [
                {"type": "form", "props": {"action": "say"}, "children": [field]},
                *[line(each) for each in said.value],
            ],
        }

    site = cacao_app(app)
    ann, bob = site.open("/"), site.open("/")

    # Act
    ann.type("Say", "Hello Bob").press("Enter")
    bob.sees("Hello Bob").type("Say", "Hello Ann").press("Enter")

    # Assert
    ann.sees("Hello Ann")
    assert ann.value("Say") == bob.value("Say") == ""


def test_two_tabs_of_one_visitor_agree(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(counter())
    tab = site.open("/")
    other, stranger = tab.open("/"), site.open("/")

    # Act
    tab.click("Add")
    other.sees("Count: 1").click("Add")

    # Assert
    tab.sees("Count: 2")
    stranger.sees("Count: 0")


def test_everybody_sees_who_is_there(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: line(lambda: f"{app.online.value} here, in {app.tabs.value} tabs"))
    site = cacao_app(app)
    ann = site.open("/").sees("1 here, in 1 tabs")

    # Act
    bob = site.open("/")
    second = bob.open("/")

    # Assert
    ann.sees("2 here, in 3 tabs")
    second.leave()
    ann.sees("2 here, in 2 tabs")


def test_what_is_done_on_a_broken_line_counts_once(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(counter()).open("/").click("Add").sees("Count: 1")

    # Act
    with user.offline():
        user.click("Add").click("Add")
        assert not user.is_live
        user.sees("Count: 1")

    # Assert
    user.sees("Count: 3")


def test_a_server_that_starts_anew_knows_everything(cacao_app: Any) -> None:
    # Arrange
    app = App()
    notes = State([], name="notes")
    draft = State("", name="draft")

    @app.event("keep")
    def keep() -> None:
        notes.update([*notes.value, draft.value])
        draft.set("")

    @app.mix("/")
    def home() -> Any:
        field = {"type": "input", "props": {"aria_label": "Note", "bind": draft}}
        return {
            "type": "main",
            "children": [
                {"type": "form", "props": {"action": "keep"}, "children": [field]},
                *[line(note) for note in notes.value],
            ],
        }

    site = cacao_app(app, storage="file")
    user = site.open("/")
    user.type("Note", "milk").press("Enter").sees("milk").type("Note", "half a wo")

    # Act
    site.restart()

    # Assert
    user.sees("milk")
    assert user.value("Note") == "half a wo"
    user.type("Note", "rd").press("Enter").sees("half a word")


def test_a_session_ends_when_its_time_is_over(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(counter())
    user = site.open("/").click("Add").sees("Count: 1")

    # Act
    site.clock.advance(25 * 3600)

    # Assert
    user.reload().sees("Count: 0")
