"""A file holds one noun, and its name says which."""

from __future__ import annotations

from .reading import Files

AIM = 250
LIMIT = 300


def files_hold_one_noun(files: Files) -> list[str]:
    """No Python file of the packages and no module of the client is past 300 lines."""
    return [
        f"{path}:{LIMIT + 1}: {lines} lines, past {LIMIT}; aim for {AIM}: "
        "a second noun is hiding in it, give it a file"
        for path, source in files.items()
        if _counts(path) and (lines := len(source.splitlines())) > LIMIT
    ]


def _counts(path: str) -> bool:
    package = path.split("/")[0]
    return package in {"cacao", "cacao_kernel", "cacao_plugins"} and (
        path.endswith(".py") or (path.endswith(".js") and "/client/" in path)
    )


def no_module_is_called_utils(files: Files) -> list[str]:
    """No file is called utils.py: such a file has no noun."""
    return [
        f"{path}:1: say what it holds; utils.py holds anything"
        for path in files
        if path.split("/")[-1] == "utils.py"
    ]
