"""The page on the command line: ``python tests/test_docs_of_commands.py`` writes its outputs anew."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from commands import cacao

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
BLOCK = re.compile(r"```(console|python)\n(.*?)```", re.DOTALL)

# What differs from machine to machine, and what is shown in its place.
OWN = [
    (r"on Python \S+ \([^)]*\)", "on Python 3.13.1 (shop/.venv)"),
    (r"^(Python +)\S+$", r"\g<1>3.13.1"),
    (r"^(components .*\n)(\w+ .*\n)+", r"\g<1>…\n"),
    (r"(?<=asked first:\n)(.*\n)+", "…\n"),
    (r"And \d+ more", "And 40 more"),
    (r"packages: [\s\S]*?(?=\n\w)", "packages: h11 0.16.0, starlette 1.3.1, uvicorn 0.54.0 and so on"),
    (r"note   port 1634 is taken.*?\n(?: +.*\n)?", "ok     port 1634 is free\n"),
    (r"note   the optional part .*\n.*\n", ""),
    (r"ok     optional parts: .*", "ok     optional parts: session"),
]


def outputs(folder: Path) -> Iterator[str]:
    """Yield each block of the page as it should be, from top to bottom."""
    for kind, text in BLOCK.findall(PAGE.read_text("utf-8")):
        if kind == "python":
            (folder / "main.py").write_text(text, "utf-8")
            yield f"```{kind}\n{text}```"
            continue
        lines: list[str] = []
        for line in re.findall(r"^\$ (.*)$", text, re.MULTILINE):
            lines.append(f"$ {line}\n")
            words = line.split()
            if words[0] == "cd":
                folder = folder / words[1]
            else:
                assert words[0] == "cacao"
                lines.append(printed(cacao(folder, *words[1:])))
        yield f"```{kind}\n{''.join(lines)}```"


def printed(done: subprocess.CompletedProcess[str]) -> str:
    text = done.stdout + done.stderr
    for pattern, shown in OWN:
        text = re.sub(pattern, shown, text, flags=re.MULTILINE)
    return text


def make_page(folder: Path) -> str:
    """Return the page with the outputs as they are now."""
    made = outputs(folder)
    return BLOCK.sub(lambda _: next(made), PAGE.read_text("utf-8"))


def test_every_output_on_the_page_is_what_the_command_prints(tmp_path: Path) -> None:
    assert make_page(tmp_path) == PAGE.read_text("utf-8")


def test_the_page_tells_of_every_command() -> None:
    page = PAGE.read_text("utf-8")
    help_of_all = page[page.index("commands:\n") :].split("```")[0]
    names = re.findall(r"^  (\w+)  ", help_of_all, re.MULTILINE)

    assert len(names) >= 13
    for name in names:
        assert re.search(rf"`cacao {name}\b|\$ cacao {name}\b", page), name


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        PAGE.write_text(make_page(Path(name)), "utf-8")
    sys.exit()
