"""Validator: what an HTML validator says of pages, all of them in one process of Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from require import require_tool

ROOT = Path(__file__).parent.parent.parent
PROGRAM = ROOT / "node_modules" / ".bin" / "html-validate"
RULES = {"root": True, "extends": ["html-validate:standard"]}


def validate(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """Return the faults of each page, by the page's name; nothing for a page without any.

    Args:
        pages: whole documents by name.
        folder: where they may be written.
    """
    is_there = shutil.which("node") is not None and PROGRAM.exists()
    require_tool("html-validate", is_there, "npm install")
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES), "utf-8")
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    command = [str(PROGRAM), "--formatter", "json", *(f"{name}.html" for name in pages)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 1), done.stderr
    return {Path(each["filePath"]).stem: [*map(_spell, each["messages"])] for each in json.loads(done.stdout)}


def _spell(fault: Mapping[str, object]) -> str:
    return f"{fault['ruleId']}: {fault['message']} ({fault['selector']})"
