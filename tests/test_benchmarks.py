"""The benchmarks work: every row in its quick form, the table and the chart. Speed is not asserted."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from require import require_tool

from benchmarks.__main__ import main
from benchmarks.browser import find_chromium
from benchmarks.catalog import ROWS
from benchmarks.chart import chart
from benchmarks.figure import Figure
from benchmarks.plan import Plan
from benchmarks.quantile import quantile
from benchmarks.report import BEGIN, END, write
from benchmarks.rows.waves import slope
from benchmarks.table import line, table

# What each row promises to measure: the beginnings of its figures' names.
PROMISED = {
    "clicks": ["click to DOM in Chromium, median", "click to DOM in Chromium, p95"],
    "asyncio": ["server CPU per event"],
    "uvloop": ["server CPU per event"],
    "bytes": ["bytes for an update of the counter"],
    "cells": ["500 rows of 5 cells", "500 rows of 5 cells"],
    "for": ["500 rows in one State", "500 rows in one State"],
    "plain": ["50 rows written plainly", "50 rows written plainly"],
    "paged": ["a table of 5,000 rows"],
    "typing": ["a letter in a form of 50 fields"],
    "edits": [
        "edit to DOM in Chromium, an app of one file",
        "edit to DOM in Chromium, an app of 50 modules",
    ],
    "tables": [
        f"{rows} in Chromium: {what}"
        for rows in ("100 rows written plainly", "500 rows by For")
        for what in ("click to DOM", "first content")
    ],
    "pushes": [
        f"{rate} pushes a second in Chromium: {what}"
        for rate in (50, 100)
        for what in ("not seen", "gap p95", "server CPU")
    ],
    "loads": [
        "cold load: content",
        "cold load: interactive",
        "cold load, 10 Mbit/s and 40 ms: content",
        "cold load, 10 Mbit/s and 40 ms: interactive",
        "requests",
        "bytes of the first load",
    ],
    "script": ["all JavaScript as served, gzipped"],
    "start": ["start to the first 200", "idle memory"],
    "import": ["`import cacao`"],
    "tabs": ["memory for each open tab"],
    "sleep": [
        "ten visitors in time.sleep(5) in a def handler",
        "ten visitors in time.sleep(5) in a def page",
    ],
    "calculation": ["a Python loop of 5 s in a def handler"],
    "watchdog": ["blocking code in async def"],
    "waves": ["memory growth over waves"],
    "durable": ["durable events, 4 visitors", "100 durable events a second"],
    "kit": ["a simulated user's click"],
}
IN_CHROMIUM = {"clicks", "tables", "typing", "edits", "pushes", "loads"}

RATIO = Figure("events <quick>", 2, "µs", [30.0, 50.0, 40.0], [10.0, 20.0, 40.0])
BYTES = Figure("bytes", 40, "bytes", [47.0, 45.0])


def test_every_row_is_promised_and_no_other() -> None:
    assert [row.name for row in ROWS] == list(PROMISED)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.name not in IN_CHROMIUM], ids=lambda row: row.name
)
def test_a_row_measures_what_it_promises(row) -> None:
    if row.name == "uvloop":
        pytest.importorskip("uvloop", reason="it comes with pip install -e '.[benchmarks]'")

    figures = row.measure(Plan(pairs=1, quick=True))

    assert_are_promised(row.name, figures)


@pytest.mark.browser
def test_the_rows_in_chromium_measure_what_they_promise() -> None:
    require_tool("playwright", importlib.util.find_spec("playwright") is not None, "pip install -e '.[dev]'")
    require_tool("Chromium", find_chromium() is not None, "apt-get install chromium")
    command = [sys.executable, "-m", "benchmarks", "--quick", "--pairs", "1", "--only", *IN_CHROMIUM]

    # A program of its own, since Playwright keeps an event loop in the thread that it was started in.
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    *lines, _, note = done.stdout.splitlines()[2:]
    rows = [row.split(" | ") for row in lines]
    promised = [name for row in PROMISED if row in IN_CHROMIUM for name in PROMISED[row]]
    assert [len(row) for row in rows] == [7] * len(promised), done.stdout + done.stderr
    for name, row in zip(promised, rows, strict=True):
        assert row[0].startswith(f"| {name}")
        assert row[-1] == " |"
    assert "no bar is judged" in note


def assert_are_promised(name: str, figures) -> None:
    names = [figure.name for figure in figures]
    assert len(names) == len(PROMISED[name])
    for promised, found in zip(PROMISED[name], names, strict=True):
        assert found.startswith(promised)
    for figure in figures:
        assert len(figure.values) == 1
        assert line(figure).count("|") == 8


def test_the_median_of_the_pairs_is_judged() -> None:
    assert RATIO.judged == [1.0, 2.5, 3.0]
    assert (RATIO.median, RATIO.holds, RATIO.share) == (2.5, False, 1.25)
    assert (BYTES.median, BYTES.holds) == (46.0, False)
    assert Figure("lost", 0, "%", [0.0, 0.0]).holds


def test_the_pairs_alternate() -> None:
    order: list[str] = []

    firsts, seconds = Plan(pairs=3).alternate(lambda: order.append("a"), lambda: order.append("b"))

    assert "".join(order) == "abbaab"
    assert (len(firsts), len(seconds)) == (3, 3)


def test_the_table_tells_value_spread_and_bar() -> None:
    assert line(RATIO) == (
        "| events <quick> | 20 µs (by hand) | 40 µs | **2.5 ×** | 1 to 3 | ≤ 2 × | missed |"
    )
    assert line(BYTES) == "| bytes |  | 46 bytes | **46 bytes** | 45 to 47 | ≤ 40 bytes | missed |"


def test_values_may_be_judged_although_something_stands_beside() -> None:
    waits = Figure("waits", 20, "ms", [30.0, 10.0, 15.0], [3.0, 4.0, 5.0], "without", is_ratio=False)

    assert line(waits) == "| waits | 4 ms (without) | 15 ms | **15 ms** | 10 to 30 | ≤ 20 ms | kept |"


def test_a_quick_run_judges_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--quick", "--pairs", "1", "--only", "script"])

    assert code == 0
    *_, row, _, note = capsys.readouterr().out.splitlines()
    assert row.startswith("| all JavaScript")
    assert row.endswith("|  |")
    assert "no bar is judged" in note


def test_the_help_says_that_a_quick_run_judges_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    assert "no bar is judged" in " ".join(capsys.readouterr().out.split())


def test_the_chart_has_a_bar_for_each_figure_and_is_well_formed() -> None:
    drawn = ElementTree.fromstring(chart([RATIO, BYTES]))

    kinds = [bar.get("class") for bar in drawn.iter("{http://www.w3.org/2000/svg}rect")]
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert kinds == ["back", "missed", "missed"]
    assert {"events <quick>", "2.5 ×", "the bar"} <= set(texts)


def test_a_run_is_written_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")

    write(tmp_path, [RATIO, BYTES], Plan())

    text = page.read_text("utf-8")
    assert re.fullmatch(rf"before\n{BEGIN}\n\n.*0 of 2 figures.*\n{END}\nafter\n", text, re.DOTALL)
    assert table([RATIO, BYTES]) in text
    assert "old" not in text
    assert (tmp_path / "performance.svg").read_text("utf-8").startswith("<svg")


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "performance.md").write_text("nothing", "utf-8")

    with pytest.raises(ValueError, match="no place"):
        write(tmp_path, [BYTES], Plan())


def test_quantiles_and_slopes() -> None:
    assert quantile(range(101), 0.95) == 95
    assert quantile([3.0], 0.99) == 3
    assert slope([1.0, 3.0, 5.0]) == 2
    assert slope([2.0, 2.0]) == 0
