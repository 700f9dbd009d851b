"""The monitor example costs the server little, however many look at it."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

import pytest

FILE = Path(__file__).parent.parent / "examples" / "monitor_example.py"


@pytest.fixture
def monitor(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("monitor_example", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "monitor_example", module)
    spec.loader.exec_module(module)
    return module


def read_on(module: ModuleType, readings: int) -> int:
    """Wait until there are so many readings more, and return how many there were."""
    end, first = time.monotonic() + 20, module.count.value
    while (present := module.count.value) < first + readings:
        assert time.monotonic() < end, f"{present - first} readings came, not {readings}"
        time.sleep(0.01)
    return int(present - first)


def test_a_reading_is_worked_out_once_for_all_who_look_and_runs_no_page(
    cacao_app: Any, monitor: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange: the page calls figure as it runs, the average calls fmean.
    pages: list[str] = []
    averages: list[int] = []
    figure = monitor.figure
    monkeypatch.setattr(monitor, "figure", lambda *words: pages.append(words[0]) or figure(*words))
    monkeypatch.setattr(monitor, "fmean", lambda values: averages.append(len(values)) or fmean(values))
    site = cacao_app(monitor.app)
    users = [site.open("/") for _ in range(4)]
    read_on(monitor, 5)
    pages.clear()
    averages.clear()

    # Act
    readings = read_on(monitor, 100)

    # Assert
    assert pages == []
    assert 50 < len(averages) <= readings + 2
    users[0].click("Stop")
    for user in users:
        user.sees("Start").sees(f"Readings\n{monitor.count.value}")
