"""The log: a logger for each subject, a line for each request and event, JSON on request, no secrets."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Serve
from raw import ask
from visitor import Visitor

from cacao import App, State
from cacao_kernel.config import load_config
from cacao_kernel.errors import ConfigError
from cacao_kernel.redaction import SUBJECTS, guard_logs
from cacao_kernel.terminal import log_to_terminal

ROOT = Path(__file__).parent.parent

SOURCE = """
from cacao import App, State
app = App()
count = State(0)

@app.event("add")
def add():
    count.value += 1

@app.event("fail")
def fail():
    raise ValueError("token=abc \\x1b[2J\\nINFO forged \\u2028")

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "output", "props": {"content": f"count {count.value}"}},
        *({"type": "button", "props": {"label": name, "action": name}} for name in ("add", "fail"))]}
"""


@pytest.fixture
def loggers() -> Iterator[None]:
    """Put the loggers back as they were."""
    names = ["cacao", "uvicorn.error", "asyncio", *(f"cacao.{subject}" for subject in SUBJECTS)]
    kept = {name: (logging.getLogger(name).level, [*logging.getLogger(name).handlers]) for name in names}
    filters = {name: [*logging.getLogger(name).filters] for name in names}
    yield
    for name, (level, handlers) in kept.items():
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.handlers[:], logger.filters[:] = handlers, filters[name]


def entries(text: str) -> list[dict[str, Any]]:
    """Return the entries of a log of JSON, each a line of its own."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("way", ["--log-format", "CACAO_LOG_FORMAT", "cacao.json"])
def test_each_request_and_event_is_one_line_of_json(serve: Serve, tmp_path: Path, way: str) -> None:
    # Arrange
    if way == "cacao.json":
        (tmp_path / "cacao.json").write_text('{"server": {"log_format": "json"}}')
    words = ("--log-format", "json") if way == "--log-format" else ()
    environment = {way: "json"} if way.startswith("CACAO") else {}
    server = serve(SOURCE, "-v", *words, environment=environment)
    visitor = Visitor(server.port)

    # Act
    tab = visitor.visit()
    tab.click("add")
    tab.click("fail")
    ask(server.port, "/nowhere%0aINFO%20forged?token=zyx")
    visitor.leave()
    server.stop()

    # Assert
    assert all(line.startswith("{") for line in server.lines[1:])
    told = entries(server.output)
    assert [(each["logger"], each["level"]) for each in told] == [
        ("cacao.request", "info"),
        ("cacao.request", "info"),
        ("cacao.event", "info"),
        ("cacao.error", "error"),
        ("cacao.event", "info"),
        ("cacao.request", "info"),
    ]
    page, socket, added, error, failed, nowhere = told
    assert (page["method"], page["path"], page["status"]) == ("GET", "/", 200)
    assert page["bytes"] > 100
    assert page["ms"] >= 0
    assert (socket["path"], socket["status"]) == ("/_cacao/socket", 101)
    assert (added["kind"], added["handler"], added["outcome"]) == ("click", "add", "handled")
    assert added["bytes"] > 10  # of the patch
    assert re.fullmatch("[0-9a-f]{8}", added["session"])
    assert (failed["outcome"], failed["session"]) == ("failed", added["session"])
    assert (error["type"], error["where"]) == ("ValueError", 'handler "fail"')
    assert error["id"] in error["message"]
    assert "zyx" not in server.output
    assert (nowhere["path"], nowhere["status"]) == ("/nowhere%0AINFO%20forged", 404)
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028]", server.output)


def test_without_v_nothing_is_logged_of_what_goes_well(serve: Serve) -> None:
    server = serve(SOURCE, "--log-format", "json")

    visitor = Visitor(server.port)
    visitor.visit().click("add")
    visitor.leave()
    server.stop()

    assert entries(server.output) == []


@pytest.mark.parametrize(
    ("given", "environment", "told"),
    [
        (
            "jsn",
            {},
            "cacao.json: server.log_format: this setting is one of a few; expected text or json, got str",
        ),
        (
            "text",
            {"CACAO_LOG_FORMAT": "jsno"},
            "CACAO_LOG_FORMAT: the log is not written so; expected text or json",
        ),
    ],
)
def test_a_format_that_there_is_not_is_a_mistake_in_the_settings(
    tmp_path: Path, given: str, environment: dict[str, str], told: str
) -> None:
    (tmp_path / "cacao.json").write_text(json.dumps({"server": {"log_format": given}}))

    with pytest.raises(ConfigError) as raised:
        load_config(tmp_path, environment)

    assert str(raised.value).startswith(told)
    assert 'Did you mean "json"?' in str(raised.value)


def test_every_logger_is_of_a_subject_that_is_known_and_guarded(loggers: None) -> None:
    # Arrange
    named: set[str] = set()
    for folder in ("cacao_kernel", "cacao_plugins"):
        for file in (ROOT / folder).rglob("*.py"):
            named |= set(
                re.findall(r'^log = logging\.getLogger\("(.+)"\)', file.read_text("utf-8"), re.MULTILINE)
            )

    # Act
    guard_logs()

    # Assert
    assert named == {f"cacao.{subject}" for subject in SUBJECTS}
    for name in named:
        lines: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record, lines=lines: lines.append(record.getMessage())  # type: ignore[method-assign]
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).error("password=%s", "hunter2")
        logging.getLogger(name).removeHandler(handler)
        assert lines == ["password=•••"], name


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_logger_of_a_stranger_below_ours_hides_secrets_too(
    loggers: None, monkeypatch: pytest.MonkeyPatch, log_format: str
) -> None:
    # Arrange
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(logging.root, "handlers", [])
    logging.getLogger("cacao").handlers.clear()
    log_to_terminal(verbose=False, log_format=log_format)

    # Act
    try:
        raise ValueError("api_key=xyz")
    except ValueError:
        logging.getLogger("cacao.weather.station").exception("token=%s", "abc")

    # Assert
    text = stream.getvalue()
    assert "token=" in text
    assert "api_key=" in text
    assert "zyx" not in text
    assert "xyz" not in text
    assert text.count("\n") == 1 or log_format == "text"


def test_subjects_can_be_set_apart(cacao_app: Any, caplog: pytest.LogCaptureFixture) -> None:
    # Arrange
    app = App()
    count = State(0)
    app.mix("/")(
        lambda: {
            "type": "button",
            "props": {"label": "Add", "on_click": lambda: count.update(count.value + 1)},
        }
    )
    caplog.set_level(logging.WARNING, "cacao")
    caplog.set_level(logging.INFO, "cacao.event")

    # Act
    cacao_app(app).open().click("Add")

    # Assert
    assert {record.name for record in caplog.records if record.levelno == logging.INFO} == {"cacao.event"}
