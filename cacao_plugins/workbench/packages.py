"""Packages: which are installed of those that Cacao needs, and of those that its parts need."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, version

from .health import Health, State

_REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+)\s*(?:\[[^\]]*\])?\s*\(?(?P<bounds>[^;)]*)\)?\s*(?:;\s*(?P<marker>.*))?\Z"
)
_EXTRA = re.compile(r"""\bextra\s*==\s*['"]([\w-]+)['"]""")
_BOUND = re.compile(r"(>=|<=|==|!=|<|>)\s*([\w.]+)")
_OURS = ("all", "dev", "benchmarks")  # extras that are no part of Cacao's


def look_at_versions() -> Iterator[Health]:
    """Yield which Python and which Cacao this is."""
    place = sys.prefix if sys.prefix != sys.base_prefix else "no virtual environment"
    yield Health(State.WELL, f"Cacao {version('cacao')} on Python {platform.python_version()} ({place})")


def look_at_packages() -> Iterator[Health]:
    """Yield which packages are there that Cacao needs, and which are not or are of another version."""
    there: list[str] = []
    for name, bounds, extra in _requirements():
        if extra:
            continue
        found = _version(name)
        if found and _fits(found, bounds):
            there.append(f"{name} {found}")
        else:
            told = f"{name} {found} is too old or too new" if found else f"{name} is not installed"
            yield Health(State.AMISS, told, f"pip install '{name}{bounds}'")
    yield Health(State.WELL, f"packages: {', '.join(there)}")


def look_at_parts() -> Iterator[Health]:
    """Yield which optional parts of Cacao have what they need."""
    missing: dict[str, list[str]] = {}
    for name, bounds, extra in _requirements():
        if extra and extra not in _OURS:
            found = _version(name)
            missing.setdefault(extra, []).extend([] if found and _fits(found, bounds) else [name])
    for extra, names in sorted(missing.items()):
        if names:
            told = f"the optional part {extra} lacks {' and '.join(names)}"
            yield Health(State.NOTE, told, f"pip install 'cacao[{extra}]'")
    there = sorted(extra for extra, names in missing.items() if not names)
    if there:
        yield Health(State.WELL, f"optional parts: {', '.join(there)}")


def _requirements() -> Iterator[tuple[str, str, str]]:
    """Yield what Cacao asks for: name, bounds, and the extra it is for."""
    for text in metadata("cacao").get_all("Requires-Dist") or []:
        found = _REQUIREMENT.match(text)
        if found is not None:
            extra = _EXTRA.search(found["marker"] or "")
            yield found["name"], found["bounds"].strip(), extra[1] if extra else ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _fits(found: str, bounds: str) -> bool:
    """Tell whether a version is within bounds such as ``>=1.3.1,<2``; what is no number is passed over."""
    here = _numbers(found)
    tests = {
        ">=": lambda other: here >= other,
        "<=": lambda other: here <= other,
        "==": lambda other: here == other,
        "!=": lambda other: here != other,
        "<": lambda other: here < other,
        ">": lambda other: here > other,
    }
    return all(tests[sign](_numbers(bound)) for sign, bound in _BOUND.findall(bounds))


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with, without the zeros at its end."""
    found = re.match(r"\d+(?:\.\d+)*", text)
    numbers = [int(each) for each in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
