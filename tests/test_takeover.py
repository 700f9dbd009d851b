"""A tab that joins again takes over; and an App that is served again starts anew."""

from __future__ import annotations

import asyncio
from typing import Any

from cacao import App, State
from cacao_kernel import wire


class Silent:
    """A channel to a browser that nobody looks at."""

    waiting = 0

    def post(self, frame: str) -> None: ...

    def hold(self) -> None: ...

    def let_go(self) -> None: ...

    def close(self, code: int) -> None: ...


def make_app() -> App:
    app = App()
    count = State(0, name="count")

    @app.event("add")
    async def add() -> None:
        count.update(lambda number: number + 1)

    @app.event("fail")
    async def fail() -> None:
        raise ValueError("the secret is 42")

    @app.mix("/")
    def home() -> dict[str, Any]:
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in ("add", "fail")]
        return {"type": "main", "children": [{"type": "p", "props": {"content": count}}, *buttons]}

    return app


def test_what_comes_late_on_the_old_connection_of_a_tab_is_left_to_the_new_one(monkeypatch):
    # Arrange: the same tab joins twice; the old connection still brings a later event.
    monkeypatch.setenv("CACAO_SECRET", "the key of this one test")
    app = make_app()

    async def take_over() -> list[str]:
        app.prepare()
        live = app.live
        assert live is not None
        visitor = live.signer.issue()
        old = await live.join(visitor, wire.Join("the-same-tab", "/", ""), Silent())
        new = await live.join(visitor, wire.Join("the-same-tab", "/", ""), Silent())
        button = new.screen.root.find([1])
        assert button is not None

        # Act
        for tab, number in ((old, 3), (new, 1), (new, 2)):
            work = tab.inbox.take(wire.Input(number, [1], button.mark, "click", {}))
            if work is not None:
                await work
        await asyncio.sleep(0.05)
        live.threads.close()
        return [node.text for node in new.screen.root.children[0].children]

    # Assert: 1 and 2 were handled; had 3 been, they would have passed for done.
    assert asyncio.run(take_over()) == ["2"]


def test_an_app_tested_in_development_and_then_in_production_keeps_its_secrets(cacao_app):
    # Arrange
    app = make_app()
    told = []

    # Act
    for production in (False, True):
        user = cacao_app(app, production=production).open("/")
        try:
            user.click("fail")
        except AssertionError as error:
            told.append(str(error))

    # Assert
    assert "the secret is 42" in told[0]
    assert "the secret is 42" not in told[1]
    assert "(error " in told[1]
