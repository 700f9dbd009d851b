"""Mistakes that newcomers make: each is one clear line, at once."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from screens import Shown

from cacao import App, State, mix
from cacao_kernel.config import load_config
from cacao_kernel.errors import ConfigError, RouteError, StateError, TreeError


@pytest.mark.parametrize("decorate", ["app.mix", "app.event", "mix", "mix.event"])
def test_a_decorator_without_brackets_is_told_at_once(decorate: str) -> None:
    # Arrange
    app = App()
    decorator = {"app.mix": app.mix, "app.event": app.event, "mix": mix, "mix.event": mix.event}[decorate]

    # Act and assert
    with pytest.raises(RouteError, match=rf"test_mistakes.py:\d+: .* expected @{decorate}\("):
        decorator(lambda: None)  # type: ignore[arg-type]


def test_a_handler_that_yields_is_refused() -> None:
    # Arrange
    app = App()

    # Act and assert
    with pytest.raises(RouteError, match='the handler of "count" yields'):

        @app.event("count")
        def count():
            yield 1


def test_a_mode_of_another_name_is_no_development(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="expected production or development, got str 'prod'"):
        load_config(tmp_path, {"CACAO_ENV": "prod"})


def test_a_brew_without_its_guard_does_not_start_a_second_server(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "unguarded.py").write_text("import cacao\napp = cacao.App()\napp.brew(port=0)\n")

    # Act
    done = subprocess.run(
        [sys.executable, "-c", "import unguarded"], cwd=tmp_path, capture_output=True, text=True, timeout=30
    )

    # Assert
    assert done.returncode == 2
    assert done.stderr.startswith(
        "cacao: unguarded.py:3: brew() or run() would serve while the file is being"
    )
    assert 'if __name__ == "__main__":' in done.stderr


def test_a_state_that_nothing_holds_is_named_once_with_its_line(cacao_app, caplog) -> None:
    # Arrange
    app = App()
    lonely = State(0)

    @app.event("add")
    def add():
        lonely.update(lambda number: number + 1)

    @app.mix("/")
    def home():
        return {"type": "button", "props": {"label": f"Add to {lonely.value}", "action": "add"}}

    user = cacao_app(app).open("/")

    # Act
    with caplog.at_level(logging.WARNING, "cacao"):
        user.click("Add to 0").click("Add to 1").sees("Add to 2")

    # Assert
    told = [record.getMessage() for record in caplog.records if "held by no variable" in record.getMessage()]
    assert len(told) == 1
    assert told[0].startswith("test_mistakes.py:")


def test_an_update_that_writes_its_own_state_is_an_error(cacao_app) -> None:
    # Arrange
    app = App()
    number = State(0, name="number")

    def odd(value: int) -> int:
        number.set(value + 1)
        return value

    @app.event("go")
    def go():
        number.update(odd)

    @app.mix("/")
    def home():
        return {"type": "button", "props": {"label": "Go", "action": "go"}}

    user = cacao_app(app).open("/")

    # Act and assert
    with pytest.raises(AssertionError, match=StateError.__name__ + ".*must return the new value"):
        user.click("Go")


@pytest.mark.parametrize(("kind", "cure"), [("textarea", "give it content"), ("select", "select an option")])
def test_a_value_that_html_has_no_attribute_for_is_told(cacao_app, caplog, kind: str, cure: str) -> None:
    # Arrange
    app = App()

    @app.mix("/")
    def home():
        return {"type": kind, "props": {"value": "two", "aria_label": "field"}}

    # Act
    with caplog.at_level(logging.WARNING, "cacao"):
        user = cacao_app(app).open("/")

    # Assert
    assert cure in caplog.text
    assert "value" not in user.page.find("field").attributes


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (None, 'got None. Is a "return" missing'),
        ({"type": "script"}, "Elements that run code, load documents or rule the page are left out"),
        ({"type": "style"}, "A style is a prop of the node"),
        ({"type": "p", "style": {"color": "red"}}, "p: a node has no 'style'"),
        ({"type": "p", "style": {"color": "red"}}, "Put it in props."),
        (
            {"type": "p", "props": {"content": lambda row: row}},
            "p.props.content: a function here is called without arguments, and this one needs row",
        ),
        (
            {"type": "p", "props": {"title": lambda row: row}},
            "p.props.title: a function here is called without arguments, and this one needs row",
        ),
    ],
)
def test_a_page_that_cannot_be_shown_says_what_to_do(cacao_app, tree: object, told: str) -> None:
    # Arrange
    app = App()

    @app.mix("/")
    def home():
        return tree

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees(told).misses("Did you mean")


@pytest.mark.parametrize(
    ("props", "told"),
    [
        (
            {"onInput": "go"},
            "onInput was left out: no attribute a node may have; name a handler by a prop such as",
        ),
        ({"onInput": "go"}, 'on_input="…"'),
        ({"onLoad": "go"}, 'on_click="…"'),
        ({"bnid": 7}, 'Did you mean "bind"?'),
        ({"bind": State(0)}, "props.bind: this field will set text where now is int 0"),
        ({"bind": State(0), "type": "date"}, "this field will set a date, time or text where now is int 0"),
        ({"bind": State(0), "type": "checkbox"}, "this checkbox will set True or False where now is int 0"),
    ],
)
def test_a_prop_that_looks_like_a_slip_is_told(
    cacao_app, caplog, props: dict[str, object], told: str
) -> None:
    # Arrange
    app = App()

    @app.mix("/")
    def home():
        return {"type": "input", "props": props}

    # Act
    with caplog.at_level(logging.WARNING, "cacao"):
        cacao_app(app).open("/")

    # Assert
    assert told in caplog.text


@pytest.mark.parametrize(
    ("value", "type_"),
    [("", "text"), (0, "number"), (None, "text"), (False, "checkbox"), (["a"], "checkbox")],
)
def test_a_field_that_fits_its_state_is_not_told(cacao_app, caplog, value: object, type_: str) -> None:
    # Arrange
    app = App()
    state = State(value)

    @app.mix("/")
    def home():
        return {"type": "input", "props": {"bind": state, "type": type_}}

    # Act
    with caplog.at_level(logging.WARNING, "cacao"):
        cacao_app(app).open("/")

    # Assert
    assert "this field" not in caplog.text
    assert "this checkbox" not in caplog.text


def test_a_state_in_a_text_without_its_value_is_told_once_with_its_line(cacao_app, caplog) -> None:
    # Arrange
    app = App()
    total = State(5, name="total")

    @app.mix("/")
    def home():
        return {"type": "p", "props": {"content": f"{total} or {total!s}, but {total.value}"}}

    # Act
    with caplog.at_level(logging.WARNING, "cacao"):
        cacao_app(app).open("/").sees("State(total) or State(total), but 5")

    # Assert
    (told,) = [record.getMessage() for record in caplog.records if "part of a text" in record.getMessage()]
    assert told.startswith("test_mistakes.py:")
    assert "State(total)" in told
    assert "Write .value behind it" in told


@pytest.mark.parametrize(
    ("prop", "meant"),
    [
        ("acton", "action"),
        ("onclick", "on_click"),
        ("onClick", "on_click"),
        ("on-click", "on_click"),
        ("click", "on_click"),
    ],
)
def test_a_function_in_a_misspelt_handler_is_never_called(prop: str, meant: str) -> None:
    # Arrange
    called: list[str] = []

    # Act and assert
    with pytest.raises(TreeError, match=f'p.props.{prop}: .* Did you mean "{meant}"'):
        Shown({"type": "p", "props": {"content": "Go", prop: lambda: called.append(prop)}})
    assert not called
