"""Logs as they grow: what a new line costs, and what a visitor sees of it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from screens import Shown

from cacao import App
from cacao_kernel import CacaoError
from cacao_plugins.components.data import Log, LogView, log_view
from cacao_plugins.components.data.log import CHUNK


def texts(log: Log) -> list[str]:
    return [line.text for line in log.lines()]


def test_the_newest_lines_are_kept() -> None:
    # Arrange
    log = Log(most=120)

    # Act
    for number in range(1_000):
        log.write(f"Line {number}")

    # Assert
    assert texts(log) == [f"Line {number}" for number in range(880, 1_000)]
    assert len(log.chunks()) <= 120 // CHUNK + 2


def test_a_new_line_draws_none_but_those_of_the_last_chunk_and_sends_itself_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    log = Log(most=2_000)
    for number in range(1_510):
        log.write(f"Line {number}")
    shown = Shown(lambda: LogView(log))
    drawn: list[int] = []
    draw = log_view.draw_line
    monkeypatch.setattr(
        log_view, "draw_line", lambda line, place, spelled: drawn.append(place) or draw(line, place, spelled)
    )

    # Act
    with shown.entered():
        log.write("Another one", "error")
    ops, errors = shown.update([log])

    # Assert
    assert errors == []
    assert drawn == [*range(1_500, 1_511)]
    assert [op[0] for op in ops] == ["i"]
    assert "Another one" in repr(ops)


def test_the_oldest_lines_go_a_chunk_at_a_time() -> None:
    # Arrange
    log = Log(most=100)
    for number in range(149):
        log.write(f"Line {number}")
    shown = Shown(lambda: LogView(log))

    # Act
    with shown.entered():
        log.write("Line 149")
    ops, _ = shown.update([log])

    # Assert
    assert sorted(op[0] for op in ops) == ["i", "r"]


def test_lines_are_looked_for_by_word_and_level(cacao_app: Any) -> None:
    # Arrange
    log = Log()
    for level, text in (("debug", "Tick"), ("info", "Oven on"), ("error", "Oven burns")):
        log.write(text, level)
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [LogView(log, label="Oven")]})
    user = cacao_app(app).open().sees("Tick").sees("Oven burns")

    # Act and assert
    user.choose("Level", "warning").sees("Oven burns").misses("Oven on").misses("Tick")
    user.choose("Level", "debug").type("Search", "ON").sees("Oven on").misses("Tick").misses("burns")
    log.write("Fan on")
    user.sees("Fan on")
    log.write("Fan off")
    user.misses("Fan off")


def test_a_log_without_a_line_says_so_until_one_comes(cacao_app: Any) -> None:
    # Arrange
    log = Log()
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [LogView(log, height=200)]})
    user = cacao_app(app).open("/").sees("Nothing here yet.")

    # Act
    log.write("The shop is open")

    # Assert
    user.sees("The shop is open")
    assert "Nothing here yet." not in user.text


def test_a_list_of_which_no_line_fits_says_so(cacao_app: Any) -> None:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [LogView(["The shop is open"])]})
    user = cacao_app(app).open("/")

    user.fill("Search", "closed").sees("Nothing fits what you look for.")


def test_everybody_sees_what_a_thread_writes(cacao_app: Any) -> None:
    # Arrange
    log, app = Log(), App()
    app.mix("/")(lambda: {"type": "main", "children": [LogView(log)]})
    site = cacao_app(app)
    users = [site.open(), site.open()]

    # Act
    thread = threading.Thread(target=log.write, args=("From a thread",))
    thread.start()
    thread.join()

    # Assert
    for user in users:
        user.sees("From a thread")


def test_a_list_of_lines_may_have_texts_pairs_and_dicts() -> None:
    # Act
    shown = repr(Shown(LogView(["one", ("error", "two"), {"text": "<b>", "time": "10:00"}])).packed)

    # Assert
    assert all(text in shown for text in ("'one'", "'two'", "'<b>'", "'10:00'", "'data-level': 'error'"))


def test_a_level_that_there_is_not_is_told() -> None:
    with pytest.raises(CacaoError, match=r'a level of a log.*"warning"'):
        Log().write("Too hot", "warnng")


@pytest.mark.parametrize("kind", ["log", "list"])
def test_each_line_says_in_words_how_grave_it_is(kind: str) -> None:
    # Arrange
    log = Log()
    for level in ("debug", "info", "warning", "error"):
        log.write("Words", level)

    # Act
    lines = log if kind == "log" else [(level, "Words") for level in ("debug", "info", "warning", "error")]
    shown = str(Shown(lambda: LogView(lines)).packed)

    # Assert
    for level in ("debug", "info", "warning", "error"):
        assert f"'cacao-log-level'}}, ['{level}'" in shown
