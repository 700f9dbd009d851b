"""Downloads: what a handler gives a visitor is saved by that visitor, once, and run by nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from cacao import App, CacaoError
from cacao.ui import DownloadButton, download
from cacao_kernel.errors import StateError
from cacao_kernel.visitor import tell_apart
from cacao_plugins.components import Config
from cacao_plugins.components.files.handout import (
    ALL_BYTES,
    MOST_BYTES,
    MOST_FILES,
    SECONDS,
    Handout,
    Waiting,
    content_type,
    file_name,
)

WHO = tell_apart("ann")


def make_app(give: Callable[[], object]) -> App:
    app = App()
    app.mix("/")(lambda: {"type": "button", "props": {"label": "Get it", "action": give}})
    return app


def address(user: Any) -> str:
    """Return where the download that was called last can be fetched."""
    method, arguments = user.calls[-1][1:]
    assert method == "download"
    return f"/_components/download/{arguments[0]}"


def test_a_visitor_fetches_what_a_handler_made_once(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app(lambda: download("a;b\n1;2", "Ümsätze.csv"))).open("/")

    # Act
    path = address(user.click("Get it"))
    headers, body = user.get(path)

    # Assert
    assert body == "a;b\n1;2"
    assert headers[b"content-type"].startswith(b"text/csv")
    assert headers[b"content-disposition"] == (
        b"attachment; filename=\"_ms_tze.csv\"; filename*=UTF-8''%C3%9Cms%C3%A4tze.csv"
    )
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"content-security-policy"] == b"sandbox; default-src 'none'"
    assert headers[b"cache-control"] == b"no-store"
    user.get(path)
    assert user.window.status == 404


def test_nobody_else_fetches_it(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(make_app(lambda: download(b"secret", "a.txt")))
    ann, bob = site.open("/"), site.open("/")

    # Act
    path = address(ann.click("Get it"))
    bob.get(path)

    # Assert
    assert bob.window.status == 404
    ann.get(f"{path}x")
    assert ann.window.status == 404
    assert ann.get(path)[1] == "secret"


def test_whoever_only_asks_about_a_file_does_not_take_it(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app(lambda: download("text", "a.txt"))).open("/")
    path = address(user.click("Get it"))

    # Act
    line = user.window.connect("http", path, method="HEAD")
    line.send(type="http.request", body=b"", more_body=False)

    # Assert
    assert line.read()["status"] == 405
    assert user.get(path)[1] == "text"


def test_a_file_on_the_server_is_sent_under_its_own_name(cacao_app: Any, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("milk")
    user = cacao_app(make_app(lambda: download(tmp_path / "list.txt"))).open("/")

    headers, body = user.get(address(user.click("Get it")))

    assert body == "milk"
    assert b'filename="list.txt"' in headers[b"content-disposition"]


@pytest.mark.parametrize(
    "name", ["page.html", "drawing.svg", "script.js", "page.xhtml", "a.xml", "x.csv.gz", "none"]
)
def test_what_a_browser_would_run_is_told_to_be_bytes(name: str) -> None:
    assert content_type(name) == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\r\nSet-Cookie: x.txt", "a_Set-Cookie_ x.txt"),
        ("gpj.\u202eexe", "gpj._exe"),
        ("", "download"),
        (" . ", "download"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_names_no_folder_and_hides_nothing(name: str, clean: str) -> None:
    assert file_name(name) == clean


def test_a_button_makes_its_file_when_it_is_clicked(cacao_app: Any) -> None:
    # Arrange
    made: list[str] = []

    async def report() -> str:
        made.append("report")
        return "done"

    app = App()
    app.mix("/")(lambda: DownloadButton("Report", report, name="report.txt"))
    user = cacao_app(app).open("/")

    # Act and assert
    assert made == []
    assert user.get(address(user.click("Report")))[1] == "done"
    assert made == ["report"]


def test_two_buttons_give_each_their_own(cacao_app: Any) -> None:
    app = App()
    files = {"One": b"1", "Two": b"2"}
    app.mix("/")(lambda: {"type": "p", "children": [DownloadButton(n, c, "a.txt") for n, c in files.items()]})
    user = cacao_app(app).open("/")

    assert user.get(address(user.click("Two")))[1] == "2"
    assert user.get(address(user.click("One")))[1] == "1"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CacaoError, match="expected bytes, a text, a Path or an iterator of bytes, got int 7"):
        download(7, "a.txt")  # type: ignore[arg-type]
    with pytest.raises(CacaoError, match="there is no such file"):
        download(tmp_path / "gone.txt")
    with pytest.raises(CacaoError, match=r"DownloadButton.name is missing; expected what the file is called"):
        DownloadButton("Get it", "text")


def test_one_visitor_takes_no_room_from_others() -> None:
    # Arrange
    handout = Handout()
    mine = handout.put(Waiting("bob", b"mine", "a.txt"))

    # Act
    tokens = [handout.put(Waiting("ann", b"x", f"{number}")) for number in range(MOST_FILES)]
    with pytest.raises(CacaoError, match="too much is waiting to be downloaded by this visitor"):
        handout.put(Waiting("ann", b"x", "one more"))

    # Assert
    assert handout.find(mine, "bob") is not None
    assert all(handout.find(token, "ann") for token in tokens)
    assert handout.find(tokens[2], None) is handout.find(tokens[2], "bob") is None
    handout.drop(tokens[0])
    handout.put(Waiting("ann", b"x", "one more"))


def test_what_waits_in_memory_is_bounded(tmp_path: Path) -> None:
    # Arrange
    handout, large = Handout(), bytes(MOST_BYTES)

    # Act and assert
    for number in range(ALL_BYTES // MOST_BYTES):
        handout.put(Waiting(f"{number}", large, "a.txt"))
    with pytest.raises(CacaoError, match="by this visitor"):
        handout.put(Waiting("0", b"x", "a.txt"))
    with pytest.raises(CacaoError, match="by all visitors"):
        handout.put(Waiting("new", b"x", "a.txt"))
    handout.put(Waiting("new", tmp_path, "a.txt"))


def test_what_nobody_fetches_is_forgotten() -> None:
    # Arrange
    now = [0.0]
    handout = Handout(lambda: now[0])
    token = handout.put(Waiting("ann", b"x", "a.txt"))

    # Act
    now[0] = SECONDS + 1

    # Assert
    assert handout.find(token, "ann") is None


def test_a_file_that_could_not_be_sent_is_still_there() -> None:
    # Arrange
    handout = Handout()
    token = handout.put(Waiting(WHO, bytes(100_000), "a.txt"))
    sent = list[bytes]()

    async def fetch(*, is_cut: bool) -> None:
        async def receive() -> dict[str, Any]:
            if asked:
                if is_cut:
                    return {"type": "http.disconnect"}
                await asyncio.Event().wait()
            asked.append(None)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message.get("body", b""))

        asked = list[None]()
        scope = {
            "type": "http",
            "method": "GET",
            "headers": [],
            "path_params": {"token": token},
            "cacao.session": lambda: "ann",
        }
        answer = await handout.answer(Request(scope, receive))
        await answer(scope, receive, send)

    # Act and assert
    asyncio.run(fetch(is_cut=True))
    assert handout.find(token, WHO) is not None
    asyncio.run(fetch(is_cut=False))
    assert handout.find(token, WHO) is None
    assert len(b"".join(sent)) == 200_000


def test_each_app_keeps_its_own(cacao_app: Any) -> None:
    # Arrange
    app, other = make_app(lambda: download("text", "a.txt")), make_app(print)
    user, stranger = cacao_app(app).open("/"), cacao_app(other).open("/")

    # Act
    path = address(user.click("Get it"))

    # Assert
    assert [len(each.live.shared.host.config(Config).house.handout._waiting) for each in (app, other)] == [
        1,
        0,
    ]
    stranger.get(path)
    assert stranger.window.status == 404


def test_a_download_needs_a_handler() -> None:
    with pytest.raises(StateError):
        download("text", "a.txt")
