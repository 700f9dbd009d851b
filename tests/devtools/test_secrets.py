"""The panel tells no secret: not what was typed into a password's field, nor what is one by name or look."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from devtools.test_retelling import lines, run
from doc_pages import code_blocks, run_block

from cacao.testing import User
from cacao_plugins.devtools import MARK

SAFE = """
from cacao import App, State
from cacao_plugins.devtools import Devtools

app = App(extensions=[Devtools()])
api_key = State("")
settings = State({"password": "hunter2"})
line = State("postgres://ann:p-3pass@host/db")
who = State("")
code = State("")
seen = State("")
account = State({})


@app.event("login")
def login(event):
    if event.fields["password"] != event.fields["again"]:
        raise ValueError(f"{event.fields['password']} is not {event.fields['again']}")
    api_key.set("sk-live-12345")
    account.set({"password_of": who.value, "typed": event.fields["password"]})
    who.set("someone")


@app.event("open_safe")
def open_safe():
    seen.set(f"opened by {code.value}")


@app.event("fail")
def fail():
    raise ValueError("token=abc123secret postgres://ann:p-3pass@host/db")


@app.event("press")
def press():
    pass


def field(label, **props):
    return {"type": "label", "children": [f"{label} ", {"type": "input", "props": props}]}


def button(label, action):
    return {"type": "button", "props": {"label": label, "action": action}}


@app.mix("/")
def home():
    form = [
        field("Password", type="password", name="password"),
        field("Once more", type="password", name="again"),
        {"type": "button", "props": {"type": "submit", "label": "Log in"}},
    ]
    return {
        "type": "main",
        "children": [
            {"type": "form", "props": {"on_submit": "login"}, "children": form},
            field("Code", type="password", bind=code, on_keydown="press"),
            button("Open", "open_safe"),
            button("Fail", "fail"),
            {"type": "p", "props": {"content": f"Hello {who.value or 'you'}."}},
            {"type": "p", "props": {"content": f"{seen.value} {len(api_key.value)} {len(account.value)}"}},
            {"type": "p", "props": {"content": f"{len(settings.value)} {line.value[:3]}"}},
        ],
    }
"""
SECRETS = ("sk-live", "hunter2", "p-3pass", "abc123", "rosebud", "4711x")


@pytest.fixture
def user(cacao_app: Any, tmp_path: Path) -> Iterator[User]:
    """Return a visitor of a safe, whose app stands in a file of its own."""
    file = tmp_path / "safe_with_devtools.py"
    file.write_text(SAFE, "utf-8")
    spec = importlib.util.spec_from_file_location("safe_with_devtools", file)
    assert spec is not None and spec.loader is not None
    module = sys.modules["safe_with_devtools"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield cacao_app(module.app).open("/")
    del sys.modules["safe_with_devtools"]


def open_panel(user: User, view: str) -> User:
    return user.open(user.page.root.children[0].attributes[MARK]).click(view)


def retold(user: User, events: int = 100) -> str:
    """Return the test that the panel shows."""
    panel = open_panel(user, "Test")
    panel.type("How many events", str(events)).leave_field()
    panel.settle()
    (shown,) = [node for node in panel.page.root.walk() if node.tag == "pre"]
    return shown.content


def log_in(user: User) -> None:
    user.type("Password", "rosebud").type("Once more", "rosebud").click("Log in").sees("Hello someone.")


def open_safe(user: User) -> None:
    user.type("Code", "4711x").press("q", "Code").click("Open").sees("opened by 4711x")


def fail(user: User) -> None:
    user.click("Fail", wait=False).wait_until(lambda: bool(user.errors))


def fail_to_log_in(user: User) -> None:
    user.type("Password", "rosebud").type("Once more", "hunter2")
    with pytest.raises(AssertionError):
        user.click("Log in")


def do_all(user: User) -> None:
    for deed in (log_in, open_safe, fail):
        deed(user)


@pytest.mark.parametrize("deed", [log_in, open_safe, fail, fail_to_log_in, do_all])
def test_no_view_tells_a_secret(user: User, deed: Callable[[User], None]) -> None:
    # Act
    deed(user)

    # Assert
    for view in ("Tree", "State", "Events", "Test"):
        page = open_panel(user, view).page.root
        told = page.reading + "".join(f"{node.attributes}{node.value}" for node in page.walk())
        for secret in SECRETS:
            assert secret not in told, view


@pytest.mark.parametrize("events", [1, 2, 3, 5, 8, 13, 21, 100])
def test_no_test_of_any_length_tells_a_secret(user: User, events: int) -> None:
    do_all(user)

    text = retold(user, events)

    assert not [secret for secret in SECRETS if secret in text], text
    assert not re.search(r'"(Code|Password|Once more)", ["\']', text), text  # nor a part of one


def test_what_has_failed_and_changed_is_still_told(user: User) -> None:
    # Act
    do_all(user)

    # Assert
    panel = open_panel(user, "Events")
    panel.sees("ValueError: token=••• postgres://ann:•••@host/db").sees("'someone'")
    panel.click("State").sees("'postgres://ann:•••@host/db'").sees("'someone'")


def test_a_test_has_names_for_what_was_typed_and_passes_where_that_does_not_matter(
    user: User, tmp_path: Path
) -> None:
    # Arrange
    log_in(user)
    user.type("Code", "4711x").click("Open")

    # Act
    text = retold(user)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}"
    assert "# What was typed is not told." in text
    assert 'SECRET = "Not-told-1"\nSECRET_2 = "Not-told-2"\n' in text
    assert lines(text)[1:] == [
        "user.type('Password', SECRET)",
        "user.type('Once more', SECRET)",
        "user.click('Log in').sees('Hello someone.')",
        "user.type('Code', SECRET_2)",
        "user.click('Open')",
    ]


def test_what_a_state_held_is_left_out_of_the_arrangement_with_a_word(user: User, tmp_path: Path) -> None:
    # Arrange
    log_in(user)
    user.type("Code", "4711x").click("Open")

    # Act: of the events no more than the last letter and the click
    text = retold(user, 2)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}"
    for name in ("api_key", "account", "code"):
        assert f"# safe_with_devtools.{name} held a secret, which is not told." in text
    assert lines(text)[1:] == [
        "with user:\n    safe_with_devtools.who.set('someone')",
        "user.fill('Code', SECRET)",
        "user.click('Open')",
    ]


def test_a_letter_that_was_pressed_in_such_a_field_is_left_out_and_no_other_key(user: User) -> None:
    user.type("Code", "4711x").press("q", "Code").press("Enter", "Code")

    text = retold(user)

    assert lines(text)[1:] == ["user.type('Code', SECRET)", "user.press('Enter', 'Code')"]


LOGIN = """
from cacao import App, State

app = App()
api_key = State("")
greeting = State("")


@app.event("login")
def login(event):
    api_key.set("sk-live-12345")
    greeting.set("Hello.")


@app.mix("/")
def home():
    field = {"type": "input", "props": {"type": "password", "name": "password", "aria_label": "Password"}}
    send = {"type": "button", "props": {"type": "submit", "label": "Log in"}}
    form = {"type": "form", "props": {"on_submit": "login"}, "children": [field, send]}
    return {"type": "main", "children": [form, greeting.value]}
"""


@pytest.mark.usefixtures("clean_modules")
def test_the_test_in_the_docs_is_one_that_passes(cacao_app: Any) -> None:
    run_block(LOGIN, "main")
    _, test = code_blocks("docs/devtools.md")

    run_block(test, "test_by_hand").test_what_was_done_by_hand(cacao_app)
