"""Editor: the address that opens a file of the app in the developer's editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

DEFAULT = "vscode"
TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "vscode": "vscode://file{file}:{line}:{column}",
        "cursor": "cursor://file{file}:{line}:{column}",
        "pycharm": "pycharm://open?file={file}&line={line}&column={column}",
        "zed": "zed://file{file}:{line}:{column}",
    }
)

_SCHEME = re.compile(r"(?!javascript|vbscript|data|blob|about)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def check_editor(editor: str) -> None:
    """See that a setting names an editor.

    Raises:
        ValueError: if it does not.
    """
    if editor in TEMPLATES or ("{file}" in editor and _SCHEME.match(editor)):
        return
    known = ", ".join(TEMPLATES)
    raise ValueError(
        f"editor is one of {known}, or an address such as myide://open?file={{file}}&line={{line}}"
    )


def template_of(editor: str) -> str:
    """Return the address that an editor is opened by, with ``{file}``, ``{line}`` and ``{column}`` in it."""
    return TEMPLATES.get(editor, editor)


def link_to(template: str, home: Path, file: str, line: int, column: int = 1) -> str | None:
    """Return the address that opens a file; None for what is no file.

    Args:
        template: the address, with its places.
        home: the folder that files are told from.
        file: the path.
        line: the line's number, from 1.
        column: the column's, likewise.
    """
    if file.startswith("<"):
        return None
    path = (home.resolve() / file).as_posix()
    path = quote(path if path.startswith("/") else f"/{path}", safe="/:")
    return template.replace("{file}", path).replace("{line}", str(line)).replace("{column}", str(column))
