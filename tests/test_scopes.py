"""Scopes: what belongs to a visitor, to one of their tabs, or to everybody."""

from __future__ import annotations

from typing import Any

import pytest
from seats import Wire, serving, story

from cacao import App, State
from cacao_kernel import live, wire
from cacao_kernel.cells import Slot
from cacao_kernel.errors import StateError

Props = dict[str, Any]


class Desk:
    """An app of two pages that show and raise a number of each scope."""

    def __init__(self) -> None:
        self.app = App()
        self.states = {
            "session": State(0, name="session"),
            "tab": State(0, scope="tab", name="tab"),
            "app": State(0, scope="app", name="app"),
        }
        self.app.mix("/")(lambda: self.page("/other", "Other"))
        self.app.mix("/other")(lambda: self.page("/", "Home"))

    def page(self, path: str, label: str) -> Props:
        def raise_by_one(state: State[int]) -> Any:
            return lambda: state.update(lambda number: number + 1)

        return {
            "type": "main",
            "children": [
                {"type": "a", "props": {"href": path, "content": label}},
                *[
                    {"type": "button", "props": {"label": f"more {name}", "on_click": raise_by_one(state)}}
                    for name, state in self.states.items()
                ],
                {"type": "p", "props": {"content": self.line()}},
            ],
        }

    def line(self) -> str:
        return ", ".join(f"{name} {state.value}" for name, state in self.states.items())


def raise_all(user: Any) -> Any:
    return user.click("more session").click("more tab").click("more app")


def test_a_session_is_all_tabs_of_a_visitor_a_tab_is_one_and_app_is_everybody(cacao_app: Any) -> None:
    # Arrange
    server = cacao_app(Desk().app)
    ada, bob = server.open("/"), server.open("/")
    second = ada.open("/")

    # Act
    raise_all(ada)

    # Assert
    ada.sees("session 1, tab 1, app 1")
    second.sees("session 1, tab 0, app 1")
    bob.sees("session 0, tab 0, app 1")


def test_a_tabs_value_lives_through_links_and_reconnects_but_not_through_a_full_load(cacao_app: Any) -> None:
    # Arrange
    user = raise_all(cacao_app(Desk().app).open("/"))

    # Act and assert
    user.follow("Other").sees("session 1, tab 1, app 1")
    user.back().sees("session 1, tab 1, app 1")
    user.drop().reconnect().sees("session 1, tab 1, app 1")
    raise_all(user).sees("session 2, tab 2, app 2")
    user.refresh().sees("session 2, tab 0, app 2")


@story
async def test_a_tab_that_has_gone_is_forgotten_in_the_end_and_not_if_it_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    async with serving(Desk().app) as house:
        seat = await house.sit()
        await seat.click("more tab")
        session, join = seat.tab.session, wire.Join(seat.tab.id, "/", "")

        # Act: it comes back in time, and then never.
        house.live.leave(seat.tab)
        ends = [len(session.ends)]
        again = await house.live.join(seat.visitor, join, Wire())
        ends.append(len(session.ends))
        kept = [key for key in session.cells if isinstance(key, Slot)]
        monkeypatch.setattr(live, "TAB_SECONDS", 0)
        house.live.leave(again)
        await house.until(lambda: not session.places)

        # Assert
        assert (ends, len(kept)) == ([1, 0], 1)
        assert not [key for key in session.cells if isinstance(key, Slot)]


def test_a_tabs_value_asked_for_where_no_tab_is_current_is_an_error(cacao_app: Any) -> None:
    # Arrange
    app, draft = App(), State("", scope="tab", name="main.draft")
    told = State("", name="told")
    app.mix("/")(lambda: {"type": "p", "props": {"content": told}})

    @app.every(0.001, scope="session")
    def look() -> None:
        try:
            _ = draft.value
        except StateError as error:
            told.set(str(error))

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees(
        f"test_scopes.py:{look.__code__.co_firstlineno + 3}: State main.draft belongs to a tab, and none is "
        "current. Use it in a page or a handler, or give it another scope."
    )


def test_a_scope_there_is_not_is_an_error_with_the_nearest() -> None:
    with pytest.raises(StateError) as raised:
        State(0, scope="sesion")  # type: ignore[arg-type]

    line = test_a_scope_there_is_not_is_an_error_with_the_nearest.__code__.co_firstlineno + 2
    assert str(raised.value).startswith(
        f'test_scopes.py:{line}: there is no such scope; expected "session", "tab" or "app", got \'sesion\'.'
    )
