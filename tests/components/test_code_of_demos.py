"""The code that the gallery shows beside a component: whole, so that who copies it has what they see."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from components.trying import DEMOS
from gallery.source import source_of

LONGEST = 45  # lines, so that it can be read beside what it shows


@pytest.mark.parametrize("node_type", list(DEMOS))
def test_the_code_of_a_demo_runs_by_itself(monkeypatch: pytest.MonkeyPatch, node_type: str) -> None:
    # Arrange
    code = source_of(DEMOS[node_type])
    module = ModuleType("copied")
    module.__file__ = sys.modules[DEMOS[node_type].__module__].__file__  # some find a file beside them
    monkeypatch.setitem(sys.modules, "copied", module)

    # Act
    exec(compile(code, "copied", "exec"), vars(module))
    tree = getattr(module, DEMOS[node_type].__name__)()

    # Assert
    assert tree is not None
    assert len(code.splitlines()) <= LONGEST


def test_only_what_is_used_is_shown() -> None:
    code = source_of(DEMOS["text-input"])

    assert code.startswith("from cacao import State\nfrom cacao.ui import ") and "\n\nname = State" in code
    assert "Any" not in code and "Slider" not in code
