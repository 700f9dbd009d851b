"""Report: all that a developer wants to know of an error, as plain data that can be shown anywhere."""

from __future__ import annotations

import re
import reprlib
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from .discretion import Discretion
from .errors import CacaoError, TreeError
from .excerpt import read_excerpt
from .fault import FaultEvent
from .hints import find_hint
from .maker import find_written
from .redaction import HIDDEN, is_secret_name, redact

MAX_FRAMES = 12
MAX_LOCALS = 30
MAX_TEXT = 160
MAX_MESSAGE = 2_000

_PLACE = re.compile(r"(?P<file>[^ ]+\.(?:py|json)):(?P<line>\d+)(?::(?P<column>\d+))?(?::|$)")
_OURS = tuple(str(Path(__file__).parent.parent / name) for name in ("cacao", "cacao_kernel", "cacao_plugins"))

Spot = tuple[str, int, int, str, FrameType | None]
"""File, line, column, function, and the frame whose values are told."""


def fault_report(
    error: BaseException,
    *,
    home: Path,
    event: FaultEvent | None = None,
    where: str = "",
    fault_id: str = "",
    place: Iterable[int] | None = None,
    private: Iterable[str] = (),
) -> dict[str, Any]:
    """Return what is to be told of an error: JSON, which holds on to nothing of it.

    Its entries: ``title`` (the error's type), ``message``, ``hint`` (what may have been meant), ``where``
    (``file``, ``line``, ``column``, or None), ``frames`` (innermost first, the app's own if there are some:
    ``file``, ``line``, ``function``, ``code`` as lists of number, text and whether it is the line, ``locals``
    as pairs), ``event``, ``editor`` (None; for a plugin to fill), ``id``, ``source`` (what has failed) and
    ``place`` (the node on the page). Files in ``home`` are told from there. Secrets are hidden, as far as
    they are known by name or look, or as what was typed.

    Args:
        error: what was raised; a SyntaxError is told where the file has it.
        home: the folder of the app.
        event: what it came of.
        where: the handler, page, timer or task.
        fault_id: what it is logged under.
        place: the node on the page that it has to do with.
        private: what is to be hidden wherever it stands, as ``Fault.private`` has it.
    """
    discretion = Discretion(private)
    spots = _find_spots(error, home)
    frames = [_spell_frame(spot, home, discretion) for spot in spots]
    told = None if not spots else {"file": frames[0]["file"], "line": spots[0][1], "column": spots[0][2]}
    return {
        "title": type(error).__name__,
        "message": _spell_message(error, discretion),
        "hint": discretion.hide(find_hint(error, spots[0][4] if spots else None, home)),
        "where": told,
        "frames": frames,
        "event": None if event is None else _spell_event(event, discretion),
        "editor": None,
        "id": fault_id,
        "source": where,
        "place": None if place is None else [*place],
    }


def _spell_message(error: BaseException, discretion: Discretion) -> str:
    """Return what an error says, without secrets; if it is nothing but one, none of it."""
    text = _message(error)
    return HIDDEN if discretion.holds(text) else discretion.hide(text)[:MAX_MESSAGE]


def _message(error: BaseException) -> str:
    """Return what an error says, and what it came of."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    if isinstance(error, SystemExit):
        given = "" if error.code is None else f"{error.code!r:.{MAX_TEXT}}"
        text = f"The app's code has ended the program, as sys.exit({given}) does."
    text = "\n".join(filter(None, (text, *getattr(error, "__notes__", ()))))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is None or isinstance(error, CacaoError):
        return text
    came = f"It came of {type(cause).__name__}: {cause}"
    return f"{text}\n{came}" if text else came


def _find_spots(error: BaseException, home: Path) -> list[Spot]:
    """Return where an error was raised, innermost first: the lines of the app, else those of others."""
    spots = _spots_of(error.__traceback__)
    own = [spot for spot in spots if _is_own(spot[0])]
    if isinstance(error, SyntaxError) and error.filename:
        return [(error.filename, error.lineno or 1, error.offset or 1, "", None), *own][:MAX_FRAMES]
    if isinstance(error, CacaoError):
        made = _find_made(error, home)
        if made is not None and made[:2] not in [spot[:2] for spot in own]:
            own = [made, *own]
    cause = error.__cause__ or error.__context__
    if not own and cause is not None:
        own = [spot for spot in _spots_of(cause.__traceback__) if _is_own(spot[0])]
    others = [spot for spot in spots if not spot[0].startswith(_OURS)]
    # Of a mistake that Cacao tells its own lines say nothing.
    found = own or others or ([] if isinstance(error, CacaoError) else spots)
    return found[:MAX_FRAMES]


def _spots_of(trace: Any) -> list[Spot]:
    spots: list[Spot] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        column = _column(code, trace.tb_lasti)
        spots.append((code.co_filename, trace.tb_lineno or 1, column, code.co_qualname, trace.tb_frame))
        trace = trace.tb_next
    return spots[::-1]


def _column(code: CodeType, instruction: int) -> int:
    positions = [*code.co_positions()] if instruction >= 0 else []
    column = positions[instruction // 2][2] if instruction // 2 < len(positions) else None
    return 1 if column is None else column + 1


def _is_own(file: str) -> bool:
    """Tell whether a file is the app's: not Python's, not of a package, not ours."""
    paths = sysconfig.get_paths()
    others = (*_OURS, paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"], "<")
    return not file.startswith(others) and "site-packages" not in file


def _find_made(error: CacaoError, home: Path) -> Spot | None:
    """Return the line that has made what a mistake is told of."""
    written = find_written(error) if isinstance(error, TreeError) else None
    named = _PLACE.match(error.where)
    if named and (written is None or not (written.is_sure or int(named["line"]) == written.line)):
        file = _find_file(named["file"], home)
        return None if not file else (file, int(named["line"]), int(named["column"] or 1), "", None)
    return None if written is None else (written.file, written.line, 1, written.function, None)


def _find_file(name: str, home: Path) -> str:
    """Return the path of a file of the app that is told by its name alone; empty if there is none."""
    files = [str(getattr(module, "__file__", None) or "") for module in [*sys.modules.values()]]
    named = [file for file in files if Path(file).as_posix().endswith(f"/{name}") and _is_own(file)]
    beside = str(home / name)
    if name.endswith(".json"):
        return beside if (home / name).is_file() else ""
    return beside if beside in named or not named else named[0]


def _spell_frame(spot: Spot, home: Path, discretion: Discretion) -> dict[str, Any]:
    file, line, _, function, frame = spot
    return {
        "file": _spell_file(file, home),
        "line": line,
        "function": "" if function == "<module>" else function,
        "code": read_excerpt(file, line),
        "locals": [] if frame is None else _spell_locals(frame, discretion),
    }


def _spell_file(file: str, home: Path) -> str:
    path = Path(file)
    resolved = home.resolve()
    return path.relative_to(resolved).as_posix() if path.is_relative_to(resolved) else path.as_posix()


def _spell_locals(frame: FrameType, discretion: Discretion) -> list[list[str]]:
    told = [
        (name, value)
        for name, value in [*frame.f_locals.items()]
        if not (name.startswith(("__", "@", ".")) or isinstance(value, ModuleType | FunctionType | type))
    ]
    return [[name, _spell_value(name, value, discretion)] for name, value in told[:MAX_LOCALS]]


def _spell_value(name: str, value: object, discretion: Discretion) -> str:
    if is_secret_name(name) or (type(value) in (str, int) and discretion.holds(str(value))):
        return HIDDEN
    return redact(spell_short(value, discretion))


class _Shortening(reprlib.Repr):
    """Cuts values short, once what is private has been taken out of them: no end of it stays."""

    def __init__(self, discretion: Discretion) -> None:
        super().__init__()
        self._discretion = discretion

    def repr_str(self, x: str, level: int) -> str:
        """Return a text, cut."""
        shown = HIDDEN if self._discretion.holds(x) else self._discretion.hide_typed(x)
        return super().repr_str(shown, level)

    def repr_int(self, x: int, level: int) -> str:
        """Return a number, cut."""
        return self._discretion.hide_typed(super().repr_int(x, level))

    def repr_instance(self, x: Any, level: int) -> str:
        """Return what any other object says of itself, cut."""
        text = self._discretion.hide_typed(repr(x))
        most, half = self.maxother, (self.maxother - 3) // 2
        return text if len(text) <= most else f"{text[: most - 3 - half]}...{text[-half:]}"


def spell_short(value: object, discretion: Discretion) -> str:
    """Return a value's ``repr``, cut short; what its own says is asked for with care."""
    shortened = _Shortening(discretion)
    shortened.maxlevel, shortened.maxstring, shortened.maxother = 4, MAX_TEXT, MAX_TEXT
    shortened.maxdict = shortened.maxlist = shortened.maxtuple = shortened.maxset = 10
    try:
        text = shortened.repr(value)
    except Exception as error:
        text = f"<{type(value).__name__}, whose repr raised {type(error).__name__}>"
    return text if len(text) <= 4 * MAX_TEXT else f"{text[: 4 * MAX_TEXT]}…"


def _spell_event(event: FaultEvent, discretion: Discretion) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "node": event.node,
        "label": discretion.hide(event.label),
        "handler": event.handler,
        "params": _spell_pairs(event.params, discretion),
        "payload": _spell_pairs(event.payload, discretion),
    }


def _spell_pairs(values: Mapping[str, Any], discretion: Discretion) -> list[list[str]]:
    told = [*values.items()][:MAX_LOCALS]
    return [[str(name), _spell_value(str(name), value, discretion)] for name, value in told]


def spell_text(report: Mapping[str, Any]) -> str:
    """Return a report as text, as it is to be pasted into a message."""
    lines = [f"{report['title']}: {report['message']}", *([report["hint"]] if report["hint"] else [])]
    for frame in report["frames"]:
        lines.append(f'  File "{frame["file"]}", line {frame["line"]}, in {frame["function"] or "the file"}')
        lines += [f"    {text.strip()}" for _, text, is_current in frame["code"] if is_current]
    return "\n".join([*lines, f"error {report['id']}"])
