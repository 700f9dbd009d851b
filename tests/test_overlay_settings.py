"""How the overlay opens an editor, and how often it shows what fails by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from distributions import failure
from reporting import Report

from cacao_plugins.overlay import Config
from cacao_plugins.overlay.editor import link_to, template_of
from cacao_plugins.overlay.throttle import Throttle


@pytest.mark.parametrize(
    ("editor", "url"),
    [
        ("vscode", "vscode://file/srv/app/a%20b.py:3:1"),
        ("cursor", "cursor://file/srv/app/a%20b.py:3:1"),
        ("pycharm", "pycharm://open?file=/srv/app/a%20b.py&line=3&column=1"),
        ("zed", "zed://file/srv/app/a%20b.py:3:1"),
        ("my-ide://x?f={file}&l={line}", "my-ide://x?f=/srv/app/a%20b.py&l=3"),
    ],
)
def test_an_editor_is_opened_by_an_address_of_its_own(editor: str, url: str) -> None:
    assert link_to(template_of(Config(editor).editor), Path("/srv/app"), "a b.py", 3) == url


@pytest.mark.parametrize("editor", ["vim", "javascript:alert({file})", "{file}", "data:text/html,{file}", ""])
def test_what_opens_no_editor_is_a_mistake_in_the_settings(editor: str) -> None:
    told = failure(defaults=("overlay",), overlay={"editor": editor})

    assert "editor is one of vscode, cursor, pycharm, zed, or an address" in told


def test_what_fails_by_itself_again_and_again_is_shown_once_a_second() -> None:
    # Arrange
    now = 0.0
    throttle = Throttle(lambda: now)
    report: Report = {"title": "E", "message": "m", "source": "a timer", "event": None}

    # Act and assert
    assert throttle.lets_pass(report, "", "")
    assert not throttle.lets_pass(report, "", "")
    assert throttle.lets_pass(report, "", "another tab")
    assert throttle.lets_pass({**report, "message": "n"}, "", "")
    assert throttle.lets_pass(report, "", "")  # as the first saving again what has been saved before
    assert throttle.lets_pass({**report, "event": {}}, "", "")
    assert not throttle.lets_pass(report, "", "")
    now = 1.5
    assert throttle.lets_pass(report, "", "")
