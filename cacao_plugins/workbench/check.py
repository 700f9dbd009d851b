"""``cacao check``: looks for mistakes in an app, without serving it."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cacao_kernel import (
    CacaoError,
    ConfigError,
    Finding,
    PluginError,
    Survey,
    line_of,
    line_of_error,
    nearest,
    survey_app,
)

from .source import Source, read_sources

FILE = "cacao.json"
NOTHING = "Not seen: any page (they can be looked at once that is mended)."
SETTINGS_ALONE = "It has stopped there: none of the app's code was looked at (it can be once that is mended)."

_SETTING = re.compile(
    r"(?P<file>cacao\.json(?::(?P<line>\d+):\d+)?: )?"
    r"(?:\"(?P<name>[^\"]+)\":|(?P<key>[\w-]+(?:\.[\w-]+)+):|(?P<else>(?(file)|(?!))))"
)


def check_app(chosen: argparse.Namespace) -> int:
    """Print what is amiss, a line each, and return 1 if something is.

    Raises:
        CacaoError: if there is nothing to look at.
    """
    found: dict[Finding, None] = {}
    survey, unseen = None, NOTHING
    try:
        survey = survey_app(chosen.file)
    except (ConfigError, PluginError) as error:
        found[_of_settings(error, _settings_file(chosen.file))] = None
        unseen = SETTINGS_ALONE
    except CacaoError as error:
        if not (line := _line_in(error)):
            raise
        found[Finding(line, _without(line, error))] = None
    except (Exception, SystemExit) as error:  # of the app's own file
        text = f"{type(error).__name__}: {error}".strip(": ")
        found[Finding(line_of_error(error), f"the file cannot be run: {text}")] = None
    told = unseen if survey is None else _look(survey, chosen.unnamed, found)
    for finding in found:
        print(" ".join(f"{finding.line or '-'}: {finding.text}".split()))
    print(told)
    if found:
        print(f"{len(found)} {'thing is' if len(found) == 1 else 'things are'} amiss.")
        return 1
    print("Nothing is amiss.")
    return 0


def _look(survey: Survey, unnamed: Sequence[str], found: dict[Finding, None]) -> str:
    """Look at every page and at all handlers; return what was looked at, and what was not."""
    named: dict[str, tuple[str, str]] = {}
    unseen: list[str] = []
    for page in survey.pages:
        look = survey.look(page)
        found |= dict.fromkeys(look.findings)
        if look.unseen:
            unseen.append(f"Not seen: {page.path} ({look.unseen}).")
        if look.stopped:
            unseen.append(f"Seen in part: {page.path} (up to {look.stopped}; the rest once that is mended).")
        for name, node in look.handlers.items():
            named.setdefault(name, (line_of(page.function), f'page "{page.path}": {node}'))
    source = read_sources(survey.file)
    found |= dict.fromkeys(_handlers(survey, named, source, unnamed))
    count, seen = len(survey.pages), len(survey.pages) - len(unseen)
    pages = f"{seen} page{'' if seen == 1 else 's'}" if seen == count else f"{seen} of {count} pages"
    handlers = len(survey.handlers)
    told = f"Looked at {pages} and {handlers} named handler{'' if handlers == 1 else 's'}."
    return "\n".join([told, *unseen])


def _handlers(
    survey: Survey, named: dict[str, tuple[str, str]], source: Source, unnamed: Sequence[str]
) -> Iterator[Finding]:
    """Yield what is named and not there, and what is there and named nowhere."""
    known = survey.handlers
    for name in dict.fromkeys((*named, *source.named)):
        if name in known:
            continue
        line, node = named.get(name, ("", ""))
        line = source.named.get(name, line)
        cure = nearest(name, known) or f'Register one: @app.event("{name}").'
        yield Finding(
            line,
            f'{f"{node} names" if node else "here stands"} the handler "{name}", and there is none. {cure}',
        )
    for name, function in known.items():
        own = getattr(function, "__name__", "")
        if name not in named and name not in unnamed and not source.speaks_of(name, own):
            yield Finding(line_of(function), f'no page names the handler "{name}".')


def _settings_file(app: str | None) -> Path:
    """Return the cacao.json that counts: that of this folder, else the one beside the app."""
    beside = Path(app or ".").parent / FILE
    return beside if beside.exists() and not Path(FILE).exists() else Path(FILE)


def _of_settings(error: CacaoError, file: Path) -> Finding:
    """Return a mistake of cacao.json with the line that it stands in."""
    text = str(error)
    found = _SETTING.match(text)
    if found is None:
        return Finding(_line_in(error) or str(file), text)
    line = int(found["line"] or _line_of_key(file, found["name"] or (found["key"] or "").rpartition(".")[2]))
    return Finding(f"{file}:{line}", text[found.end("file") :] if found["file"] else text)


def _line_of_key(file: Path, key: str) -> int:
    """Return the line of cacao.json that a key stands in; the first one if it cannot be told."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return 1
    written = json.dumps(key)
    return next((number for number, line in enumerate(lines, 1) if key and written in line), 1)


def _line_in(error: CacaoError) -> str:
    found = re.match(r"([^ ]+\.py:\d+)(?::|$)", error.where)
    return found[1] if found else ""


def _without(line: str, error: CacaoError) -> str:
    return str(error).removeprefix(f"{line}: ")
