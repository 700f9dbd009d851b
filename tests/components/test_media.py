"""Pictures, films, sounds and faces: what is shown, to whom, and what is told of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from showcase.media import FILM, HILLS, bell

from cacao import App, State
from cacao.ui import Audio, Avatar, AvatarGroup, Image, Video
from cacao_kernel import CacaoError
from cacao_plugins.components.files.shelf import Item, Shelf
from cacao_plugins.components.media.avatar import HUES, find_hue, initials_of
from cacao_plugins.components.media.image import spell_ratio

STYLES = Path(__file__).parent.parent.parent / "cacao_plugins" / "components" / "media" / "avatar.css"


def open_page(cacao_app: Any, *children: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [*children]})
    return cacao_app(app).open("/")


def nodes(user: Any, tag: str) -> list[dict[str, str]]:
    return [dict(node.attributes) for node in user.page.root.walk() if node.tag == tag]


def ask(user: Any, url: str, **headers: str) -> tuple[int, dict[bytes, bytes], bytes]:
    """Return status, headers and body of what is asked for with further headers."""
    scope = user.window.scope("http", url, method="GET")
    scope["headers"] += [(name.encode(), value.encode()) for name, value in headers.items()]
    line = user.window.browser.loop.connect(user.window.browser.app, scope)
    line.send(type="http.request", body=b"", more_body=False)
    start, body, more = line.read(), b"", True
    while more:
        message = line.read()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return start["status"], dict(start["headers"]), body


def test_a_picture_of_bytes_is_shown_to_its_visitor_alone(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [Image(HILLS, "Hills", caption="Huila", ratio="16:9")]})
    site = cacao_app(app)
    ann, bob = site.open("/"), site.open("/")

    # Act
    (picture,) = nodes(ann, "img")

    # Assert
    assert picture["alt"] == "Hills" and picture["loading"] == "lazy"
    status, headers, body = ask(ann, picture["src"])
    assert (status, body, headers[b"content-type"]) == (200, HILLS, b"image/svg+xml")
    assert ask(bob, picture["src"])[0] == 404
    assert nodes(bob, "img")[0]["src"] != picture["src"]
    assert nodes(ann.open("/"), "img") == [picture]  # the browser need not ask again
    assert ann.sees("Huila")


@pytest.mark.parametrize("source", [FILM, FILM.read_bytes()], ids=["a file", "bytes"])
@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("", 200, 0, None),
        ("bytes=0-", 206, 0, None),
        ("bytes=0-3", 206, 0, 4),
        ("bytes=100-199", 206, 100, 200),
        ("bytes=-10", 206, -10, None),
        ("bytes=6000-999999", 206, 6_000, None),
        ("bytes=999999-", 416, 0, 0),
        ("bytes=0-1,3-4", 200, 0, None),
        ("bytes=" + "0-," * 2_000, 200, 0, None),
        ("bytes=a-b", 200, 0, None),
    ],
)
def test_a_film_is_sent_by_ranges(
    cacao_app: Any, source: Any, asked: str, status: int, start: int, end: int | None
) -> None:
    # Arrange
    user = open_page(cacao_app, Video(source, "Steam"))
    (film,) = nodes(user, "video")

    # Act
    found, headers, body = ask(user, film["src"], **({"range": asked} if asked else {}))

    # Assert
    assert found == status and body == FILM.read_bytes()[start:end]
    if status == 206:
        assert headers[b"content-range"].endswith(b"/%d" % FILM.stat().st_size)
        assert headers[b"content-type"] == b"video/webm"


def test_films_and_sounds_bring_their_texts_and_are_played_by_handlers(
    cacao_app: Any, tmp_path: Path
) -> None:
    # Arrange
    (tmp_path / "en.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nSteam\n")
    tracks = [{"src": tmp_path / "en.vtt", "label": "English", "lang": "en", "kind": "captions"}]
    heard = State(0)
    user = open_page(
        cacao_app,
        Video(FILM, "Steam", tracks=tracks, poster=HILLS, id="film", on_ended=lambda: heard.set(1)),
        Audio(bell(), "A bell"),
        {"type": "p", "props": {"content": lambda: f"heard {heard.value}"}},
    )

    # Act
    film = next(node for node in user.page.root.walk() if node.tag == "video")
    user.trigger(film, "ended")

    # Assert
    user.sees("heard 1")
    assert film.attributes["id"] == "film" and film.attributes["aria-label"] == "Steam"
    assert ask(user, film.attributes["poster"])[2] == HILLS
    (track,) = nodes(user, "track")
    assert (track["srclang"], track["kind"], track["label"]) == ("en", "captions", "English")
    assert ask(user, track["src"])[1][b"content-type"].startswith(b"text/vtt")
    assert nodes(user, "audio")[0]["aria-label"] == "A bell"


def test_plain_elements_stay_as_they_are(cacao_app: Any) -> None:
    user = open_page(
        cacao_app,
        {"type": "video", "props": {"src": "/a.mp4", "class": "own"}},
        {"type": "audio", "props": {"src": "/a.mp3"}},
    )

    assert nodes(user, "video") == [{"src": "/a.mp4", "class": "own"}]
    assert nodes(user, "audio") == [{"src": "/a.mp3"}]


@pytest.mark.parametrize(
    ("widget", "told"),
    [
        (lambda path: Image(path / "none.png", "x"), "cannot be shown"),
        (lambda path: Image(path, "x"), "cannot be shown"),
        (lambda path: Image(b"<html>", "x"), "cannot be shown here"),
        (lambda path: Image(bell(), "x"), "cannot be shown here"),
        (lambda path: Video(HILLS, "x"), "cannot be shown here"),
        (lambda path: Audio(HILLS, "x"), "cannot be shown here"),
    ],
)
def test_what_cannot_be_shown_is_told(cacao_app: Any, tmp_path: Path, widget: Any, told: str) -> None:
    user = open_page(cacao_app, widget(tmp_path))

    assert user.status == 500 and told in user.page.root.content


@pytest.mark.parametrize(
    ("widget", "told"),
    [
        (lambda: Image("/a.png"), "alt"),
        (lambda: Image("/a.png", "", lightbox=True), "lightbox needs a name"),
        (lambda: Image("/a.png", "a", ratio="wide"), "ratio"),
        (lambda: Image("/a.png", "a", ratio=0), "ratio"),
        (lambda: Video("/a.mp4"), "label"),
        (lambda: Video("/a.mp4", "a", tracks=[{"src": "/a.vtt"}]), "tracks"),
        (lambda: AvatarGroup(["Ann"], max=0), "max"),
    ],
)
def test_what_makes_no_sense_is_told(widget: Any, told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        widget()


def test_an_address_that_runs_code_is_none(cacao_app: Any, caplog: pytest.LogCaptureFixture) -> None:
    user = open_page(cacao_app, Image("javascript:alert(1)", "x"))

    assert "src" not in nodes(user, "img")[0]


def test_bytes_that_are_shown_take_a_bounded_room() -> None:
    # Arrange
    shelf, picture = Shelf(), bytes(1_048_576)

    # Act
    for number in range(100):
        shelf._put(str(number), Item("ann", picture, "image/png"))

    # Assert
    assert len(shelf._items) == 64 and shelf._held == 64 * 1_048_576
    assert "99" in shelf._items


def test_ratios_are_spelled_as_css_has_them() -> None:
    assert [spell_ratio(ratio, "x") for ratio in ("16/9", "4:3", 1.5, 2)] == ["16 / 9", "4 / 3", "1.5", "2"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "AL"),
        ("ada king lovelace", "AL"),
        ("Plato", "P"),
        ("  ", "?"),
        ("(Bob) O'Neil", "O"),
        ("Émile Zola", "ÉZ"),
        ("山田 太郎", "山太"),
    ],
)
def test_a_name_has_initials(name: str, letters: str) -> None:
    assert initials_of(name) == letters


def test_who_is_there_is_told_in_words(cacao_app: Any) -> None:
    user = open_page(
        cacao_app,
        Avatar("Ada Lovelace", status="online"),
        AvatarGroup(["Ann", "Bob", "Cid"], max=1, label="Team"),
    )

    told = [node.get("aria-label") for node in nodes(user, "span") if node.get("role") == "img"]
    assert told == ["Ada Lovelace, Online", "Ann", "Bob, Cid"]
    user.sees("+2")


def test_letters_can_be_read_on_every_colour() -> None:
    # Arrange
    rules = re.findall(
        r'data-hue="(\d)"\] \{\s*--ground: light-dark\((\S+), (\S+)\);\s*--ink: light-dark\((\S+), (\S+)\)',
        STYLES.read_text("utf-8"),
    )

    # Act
    contrasts = [contrast(*pair) for _, *four in rules for pair in ((four[0], four[2]), (four[1], four[3]))]

    # Assert
    assert [int(number) for number, *_ in rules] == list(range(HUES))
    assert min(contrasts) >= 4.5
    assert {find_hue(f"Somebody {number}") for number in range(200)} == set(range(HUES))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG has it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
