"""``cacao new``: makes an app in a folder of its own, from a template."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from cacao_kernel import CacaoError, shorten

TEMPLATES = Path(__file__).parent / "templates"
SHARED = "shared"  # what every template has
SUFFIX = ".tmpl"
ABOUT = "about.txt"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,49}\Z")


def make_app(chosen: argparse.Namespace) -> None:
    """Make an app, and say what to do next.

    Raises:
        CacaoError: if the name is none, or there is something in the folder already.
    """
    folder = Path(chosen.name)
    name = folder.absolute().name if chosen.name.strip() else ""
    if not _NAME.match(name):
        raise CacaoError(
            "this is no name for an app",
            expected="up to 50 letters, digits, hyphens and underscores, a letter first",
            got=shorten(name),
        )
    _refuse_taken(folder)
    made: list[Path] = []
    try:
        for path, text in _files(chosen.template, _title(name)):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            made.append(file)
    except OSError as error:
        where = str(error.filename or folder)
        raise CacaoError(f"this cannot be written: {error.strerror}", where=where) from None
    print(f"Made {name}, from the template {chosen.template}:")
    for file in sorted(made):
        print(f"  {file}")
    print("\nNext:")
    if folder.absolute() != Path.cwd():
        print(f"  cd {folder}")
    print("  cacao dev --open    serve it while you write it, and show it in a browser")
    print("  cacao check         look for mistakes")
    print("  pytest              run its tests (pip install pytest)")


def _refuse_taken(folder: Path) -> None:
    """Refuse a folder with something in it; what is hidden, such as .git, counts as nothing."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CacaoError("there is a file of this name", where=str(folder), cure="Give another name.")
    inside = sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))
    if inside:
        raise CacaoError(
            "the folder is not empty, and nothing is overwritten",
            where=str(folder),
            got=", ".join(inside[:3]) + (" …" if len(inside) > 3 else ""),
            cure="Give another name.",
        )


def _files(template: str, title: str) -> Iterator[tuple[Path, str]]:
    """Yield the files of a template: where each goes, and what it holds."""
    about = (TEMPLATES / template / ABOUT).read_text("utf-8").strip()
    has_pages = (TEMPLATES / template / "pages").is_dir()
    pages = "The pages are in `pages/`" if has_pages else "The page is in `main.py`"
    for root in (TEMPLATES / SHARED, TEMPLATES / template):
        for file in sorted(root.rglob(f"*{SUFFIX}")):
            text = file.read_text("utf-8").replace("{{pages}}", pages)
            text = text.replace("{{title}}", title).replace("{{about}}", about)
            path = file.relative_to(root).with_suffix("")
            yield path.with_name(".gitignore") if path.name == "gitignore" else path, text


def _title(name: str) -> str:
    words = re.sub("[_-]+", " ", name).strip()
    return f"{words[:1].upper()}{words[1:]}"
