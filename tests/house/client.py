"""The browser's modules: plain, joined into one file, and never writing HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .reading import Files

FOLDER = "cacao_kernel/client/"

# Comments, strings, templates and regular expressions, so that a word in one is not taken for code.
TOKEN = re.compile(
    r"""
      (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<string>  "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
    | (?P<template> `(?:\\.|[^`\\])*` )
    | (?P<regex> (?: (?<=[(,=:\[!&|?{};>\n]) | (?<=\breturn) )  # a slash elsewhere divides
                 [ \t]* /(?![*/]) (?: \\. | \[(?:\\.|[^\]\\\n])*\] | [^/\\\n\[] )+ / )
    """,
    re.VERBOSE | re.DOTALL,
)
DECLARED = re.compile(
    r"^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\s*\*?|class)\s+([\w$]+)"
    r"|^(?:export\s+)?(?:const|let|var)\s+([^;]+)",
    re.MULTILINE,
)
IMPORTED = re.compile(
    r"""(?:^(?:import|export)\b[^"'`;=]*\bfrom\s*|^import\s*|\bimport\s*\(\s*)["'`]([^"'`\n]*)["'`]""",
    re.MULTILINE,
)
# What cacao_kernel/bundle.py can join: it takes these imports out, and the word export off these.
JOINABLE = re.compile(
    r"""import\s*\{(?:(?!\bas\b)[^}])*\}\s*from\s*"\./[\w.]+";\n"""
    r"""|export (?:const|let|function|class|async)\b"""
)
BANNED = {
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML)\b": "build nodes and set their text",
    r"\beval\s*\(": "the page's security policy refuses it",
    r"\bnew\s+Function\b": "the page's security policy refuses it",
    r"""setAttribute\(\s*["'`]style["'`]""": "use element.style.setProperty",
}


def client_imports_are_relative(files: Files) -> list[str]:
    """A module of the client imports only its neighbours: no package, no address."""
    return [
        f'{path}:{_line(code, found.start())}: imports "{found[1]}"; only "./…" can be joined into one file'
        for path, code in _modules(files, drop=("comment",))
        for found in IMPORTED.finditer(code)
        if not found[1].startswith(("./", "../"))
    ]


def client_can_be_joined(files: Files) -> list[str]:
    """Imports and exports have the one form that is joined by taking words out: no default, no ``as``."""
    return [
        f"{path}:{_line(code, found.start())}: `{found[0]}` has no form that can be joined; write "
        '`import { a, b } from "./c.js";` or export before a declaration'
        for path, code in _modules(files, drop=("comment",))
        for found in re.finditer(r"^(?:import|export)\b.*", code, re.MULTILINE)
        if not JOINABLE.match(code, found.start())
    ]


def client_names_are_unique(files: Files) -> list[str]:
    """No two modules declare the same top-level name, since all are joined into one file."""
    homes: dict[str, str] = {}
    breaches: list[str] = []
    for path, code in _modules(files, drop=("comment", "string", "template", "regex")):
        for name, line in _declared(code):
            home = homes.setdefault(name, path)
            if home != path:
                breaches.append(
                    f'{path}:{line}: "{name}" is declared in {home} too; they are joined into one file'
                )
    return breaches


def client_templates_stay_on_one_line(files: Files) -> list[str]:
    """No template literal spans lines: joining may indent them."""
    return [
        f"{path}:{_line(source, token.start())}: a template literal spans lines; join strings instead"
        for path, source in _modules(files)
        for token in TOKEN.finditer(source)
        if token.lastgroup == "template" and "\n" in token[0]
    ]


def client_writes_no_html(files: Files) -> list[str]:
    """No module parses HTML or code, or writes a style attribute."""
    return [
        f"{path}:{_line(code, found.start())}: `{found[0]}` is banned; {instead}"
        for path, code in _modules(files, drop=("comment",))
        for pattern, instead in BANNED.items()
        for found in re.finditer(pattern, code)
    ]


def _modules(files: Files, drop: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield path and code of each module, with the given kinds of token blanked out."""

    def blank(token: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", token[0]) if token.lastgroup in drop else token[0]

    for path, source in files.items():
        if path.startswith(FOLDER) and path.endswith(".js"):
            yield path, TOKEN.sub(blank, source)


def _declared(code: str) -> Iterator[tuple[str, int]]:
    """Yield the names declared at the start of a line, and their lines: top-level code is not indented."""
    for found in DECLARED.finditer(code):
        line = _line(code, found.start())
        if found[1]:
            yield found[1], line
        else:
            for name in _variables(found[2]):
                yield name, line


def _variables(declaration: str) -> Iterator[str]:
    """Yield the variables of ``a = f(x, y), b`` or ``{ a, b: c } = d``."""
    if declaration.startswith(("{", "[")):
        for part in re.split(r"[{}\[\],]", re.split(r"[}\]]\s*=", declaration)[0]):
            name = re.match(r"\s*(?:\w+\s*:\s*|\.\.\.)?([\w$]+)", part)
            if name:
                yield name[1]
        return
    depth, start = 0, 0
    for place, letter in enumerate(f"{declaration};"):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == ";" or (letter == "," and depth == 0):
            name = re.match(r"\s*([\w$]+)", declaration[start:place])
            if name:
                yield name[1]
            start = place + 1


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
