"""How long a developer waits: from a file that is saved to the page that shows it."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ..browser import opened, visit
from ..figure import Figure
from ..plan import Plan
from ..row import Row

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ONE_FILE, FIFTY_MODULES = 150, 300  # milliseconds
MODULES = 50
READY_SECONDS = 30
PAUSE = 200  # milliseconds between two edits: nobody saves faster

MAIN = """
from cacao import App, State
{imports}
app = App()
count = State(0)

@app.event("add")
def add():
    count.value += 1

@app.mix("/")
def home():
    return {{"type": "main", "children": [
        {{"type": "h1", "children": ["Edition 0"]}},
        {{"type": "button", "props": {{"label": "Add", "action": "add"}}}},
        {{"type": "p", "children": [str(count.value)]}},
        {parts}
    ]}}

if __name__ == "__main__":
    app.brew(port=0)
"""

# Each imports the one before it, and has a State of its own: all of them are run again.
PART = """
from cacao import State
{before}
opened{number} = State(False)

def part():
    return {{"type": "p", "children": ["Part {number}: ", str(opened{number}.value)]}}
"""

# Notes the moment at which the heading shows a text.
WATCH = """
(text) => {
  window.shown = 0;
  const heading = () => document.querySelector("h1");
  const watch = new MutationObserver(() => {
    if (heading()?.textContent !== text) return;
    watch.disconnect();
    window.shown = performance.timeOrigin + performance.now();
  });
  watch.observe(document.body, {childList: true, characterData: true, subtree: true});
}
"""


def measure_edits(plan: Plan) -> Sequence[Figure]:
    """Measure edits of an app of one file, and of one of fifty modules."""
    edits = plan.of(20, 2)
    figures = [
        ("edit to DOM in Chromium, an app of one file: median", ONE_FILE, 0),
        ("edit to DOM in Chromium, an app of 50 modules: median", FIFTY_MODULES, MODULES),
    ]
    with opened() as browser:
        return [
            Figure(name, bar, "ms", [edit_milliseconds(browser, modules, edits) for _ in range(plan.pairs)])
            for name, bar, modules in figures
        ]


def edit_milliseconds(browser: Browser, modules: int, edits: int) -> float:
    """Return the median of the milliseconds from a save to the page that shows it."""
    with TemporaryDirectory() as folder:
        file = write_app(Path(folder), modules)
        with served(file) as url, visit(browser, url) as page:
            page.wait_for_selector("[data-cacao-joined]")
            return statistics.median(edit(page, file, number) for number in range(1, edits + 1))


def write_app(folder: Path, modules: int) -> Path:
    """Write an app of a file and so many modules."""
    for number in range(modules):
        before = f"from part{number - 1} import part as before" if number else ""
        (folder / f"part{number}.py").write_text(PART.format(before=before, number=number), "utf-8")
    file = folder / "main.py"
    imports = "\n".join(f"import part{number}" for number in range(modules))
    parts = "\n".join(f"        part{number}.part()," for number in range(modules))
    file.write_text(MAIN.format(imports=imports, parts=parts), "utf-8")
    return file


def edit(page: Page, file: Path, number: int) -> float:
    """Save the file with another heading, and return the milliseconds until the page shows it."""
    page.wait_for_timeout(PAUSE)
    page.evaluate(WATCH, f"Edition {number}")
    text = re.sub(r"Edition \d+", f"Edition {number}", file.read_text("utf-8"))
    began = time.time() * 1000
    file.write_text(text, "utf-8")
    end = time.monotonic() + READY_SECONDS
    while not (shown := _shown(page)):
        if time.monotonic() > end:
            raise RuntimeError(f"edition {number} was never shown")
        page.wait_for_timeout(10)
    return shown - began


def _shown(page: Any) -> float:
    return float(page.evaluate("window.shown"))


@contextmanager
def served(file: Path) -> Generator[str]:
    """Serve a file as ``python FILE`` does, and hand out its address."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, file.name], cwd=file.parent, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            found = re.search(r"http://\S+", line)
            if found:
                yield found[0]
                return
        raise RuntimeError("the app did not start")
    finally:
        process.terminate()
        process.wait()


ROWS = (Row("edits", "edit to DOM, for an app of one file and of 50 modules", measure_edits),)
