"""Those who watch for faults, and what plugins tell them."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from reporting import button, fire, told

from cacao import App, State
from cacao_kernel import CacaoError, Fault, Host, hookimpl
from cacao_plugins.overlay import HIDE, SHOW


def test_what_a_plugin_finds_wrong_is_told_in_every_tab_and_taken_away(cacao_app: Any) -> None:
    # Arrange
    class Looker:
        host: Host

        @hookimpl
        def register_routes(self, app: Host) -> list[Any]:
            self.host = app
            return []

    looker = Looker()
    app = App(extensions=[looker])
    app.mix("/")(lambda: {"type": "p"})
    under_test = cacao_app(app)
    users = [under_test.open(), under_test.open()]

    # Act: from a thread that is not the app's
    try:
        compile("x = (", "menu.py", "exec")
    except SyntaxError as error:
        error_id = looker.host.log_fault(error, "a save of menu.py")
    for user in users:
        report = told(user)

        # Assert
        assert (report["title"], report["id"]) == ("SyntaxError", error_id)
        assert report["where"]["line"] == 1
        assert report["source"] == "a save of menu.py"

    # Act and assert
    looker.host.call_page(HIDE, error_id)
    for user in users:
        user.wait_until(lambda user=user: user.calls[-1].method == HIDE)
    with pytest.raises(CacaoError, match='Did you mean "overlay_show"'):
        looker.host.call_page("overlay_shwo", 1)
    with pytest.raises(CacaoError, match="JSON cannot hold"):
        looker.host.call_page(SHOW, object())


def test_a_fault_that_has_been_told_holds_on_to_nothing(cacao_app: Any) -> None:
    # Arrange
    class Heavy:
        pass

    held: list[weakref.ref[Heavy]] = []
    wrong = State(False)

    def home() -> Any:
        heavy = Heavy()
        if wrong.value:
            held.append(weakref.ref(heavy))
            raise RuntimeError("as told")
        return {"type": "main", "children": [button("Spoil", lambda: wrong.set(True)), button("Fail", fail)]}

    def fail() -> None:
        heavy = Heavy()
        held.append(weakref.ref(heavy))
        raise RuntimeError("as told")

    app = App()
    app.mix("/")(home)
    user = cacao_app(app).open()

    # Act
    fire(user, "Fail")
    fire(user, "Spoil")
    told(user, 2)

    # Assert: the page still fails, and keeps its error, but none of what was there
    gc.collect()
    assert len(held) >= 2
    assert {reference() for reference in held} == {None}


def test_a_watcher_that_fails_itself_fails_nothing_else(
    cacao_app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    seen: list[str] = []

    class Watching:
        @hookimpl
        def register_fault_watchers(self) -> list[Any]:
            def fail(fault: Fault) -> None:
                seen.append(f"{fault.where}: {fault.error}")
                raise LookupError("nobody looks here")

            return [fail]

    def fail() -> None:
        raise RuntimeError("as told")

    app = App(extensions=[Watching()])
    app.mix("/")(
        lambda: {"type": "main", "children": [{"type": "button", "props": {"label": "F", "on_click": fail}}]}
    )
    user = cacao_app(app).open()

    # Act
    fire(user, "F")

    # Assert
    assert "as told" in user.errors[-1]
    assert len(seen) == 1
    assert "nobody looks here" in caplog.text
