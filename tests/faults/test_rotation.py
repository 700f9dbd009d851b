"""The secret of a server is changed, and nobody who is there notices."""

from __future__ import annotations

import pytest
from conftest import Serve
from durable import MAIN, rejoin
from servers import ServerProcess, free_port
from visitor import Visitor

from cacao_kernel.cookie import Signer

OLD, NEW = "the secret of last year and all of it", "the secret of this year and all of it"

# Builds that are wrong: one key alone is known; marks do not go with the cookie; no new one is handed out.
BROKEN = {
    "narrow": """
import cacao_kernel.app
cacao_kernel.app.load_old_secrets = lambda: []
""",
    "hasty": """
from cacao_kernel import cookie
cookie.Signer.mark_key = lambda self, session_id: cookie._mac(self._secret, "marks", session_id).encode()
""",
    "lasting": """
from cacao_kernel.cookie import Signer
Signer.renew = lambda self, session_id: False
""",
}


def start(serve: Serve, port: int, secret: str, *old: str, source: str = MAIN) -> ServerProcess:
    """Return a server that keeps sessions in a file, with these secrets."""
    secrets = {"CACAO_SECRET": secret, "CACAO_OLD_SECRETS": ",".join(old)}
    return serve(source, port=port, environment={"CACAO_SESSION_STORAGE": "file", **secrets})


def rotate(serve: Serve, source: str) -> None:
    """Change the secret while visitors are there, then take the old one out; fail if one loses anything."""
    port = free_port()
    server = start(serve, port, OLD, source=source)
    visitor, late = Visitor(port), Visitor(port)
    tab = visitor.visit()
    for _ in range(3):
        assert tab.click("Add")[0] == "a"
    late.visit().click("Add")
    steps, mark = tab.page.find("Add")
    before = visitor.cookie

    # The server comes back with a new secret; what was clicked meanwhile is sent as it was.
    server.stop()
    server = start(serve, port, NEW, OLD, source=source)
    tab.close()
    tab.join()
    tab.send_event(steps, mark)
    assert tab.answer(tab.number)[0] == "a"
    tab.sees("count 4, last [4], of 4")
    assert "count 4" in visitor.visit().page.text

    # With that page they got a new cookie, of the same session; and it is handed out once.
    assert visitor.cookie != before
    value = visitor.cookie.partition("=")[2]
    assert Signer(NEW.encode()).read(value) == value.partition(".")[0]
    assert not visitor.get().all("set-cookie")
    assert tab.click("Add")[0] == "a"
    tab.sees("count 5")

    # The old secret is taken out: who has come meanwhile stays, who has not begins anew.
    server.stop()
    start(serve, port, NEW, source=source)
    assert tab.close() is None and "count 5" in rejoin(tab).page.text
    assert "count 5" in visitor.get().text
    assert "count 0" in late.get().text


def test_a_new_secret_is_noticed_by_nobody_and_the_old_one_may_go_in_the_end(serve: Serve) -> None:
    rotate(serve, MAIN)


@pytest.mark.parametrize("broken", [*BROKEN])
def test_a_build_that_loses_somebody_is_caught(serve: Serve, broken: str) -> None:
    with pytest.raises(AssertionError):
        rotate(serve, BROKEN[broken] + MAIN)


def test_an_old_secret_that_is_none_is_refused_in_one_line(serve: Serve) -> None:
    with pytest.raises(
        AssertionError, match="CACAO_OLD_SECRETS: the secret is too short; expected at least 16"
    ):
        start(serve, 0, NEW, OLD, "short")
