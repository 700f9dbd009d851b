"""The security catalogue: its cases by section, each proved by tests or waiting for its surface."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent

# The sections that are counted, with the numbers of their cases.
SECTIONS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "ORG": (1, 2, 3, 5, 6, 7, 9, 10, 11),
        "CSR": (1, 2, 3, 5, 6),
        "SES": (1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17),
        "ISO": (1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 14, 15),
        "XSS": (1, 3, 4, 5, 7, 8, 9),
        "CSS": (1, 2, 3),
        "PRO": (2, 3),
        "TRV": (1, 3, 4, 5, 7),
        "UPL": (1, 2, 4, 5, 6, 8),
        "WSP": (1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15),
        "DOS": (1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14),
        "FLT": (1, 2, 3, 5, 6, 7, 9, 10),
        "DUR": (1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 19),
        "HDR": (1, 2, 4, 5, 6),
        "PLG": (1, 3, 4, 5),
    }
)


@dataclass(frozen=True)
class Case:
    """One case: what is done, and what must come of it.

    Attributes:
        id: section and number, ``ORG-01``.
        case: the sentence.
        tests: those that prove it, as ``security/test_origin.py::test_name`` below ``tests``.
        waiting: the surface that it lacks; empty if it is proved.
        later: the surfaces that it will be run against, too, once they are there.
    """

    id: str
    case: str
    tests: tuple[str, ...] = ()
    waiting: str = ""
    later: str = ""


def read_section(name: str) -> dict[str, Case]:
    """Return the cases of a section by id, as its file has them."""
    found = tomllib.loads((FOLDER / f"{name.lower()}.toml").read_text("utf-8"))
    return {
        key: Case(key, **{**entry, "tests": tuple(entry.get("tests", ()))}) for key, entry in found.items()
    }


def read_catalogue() -> dict[str, Case]:
    """Return all cases by id."""
    return {key: case for name in SECTIONS for key, case in read_section(name).items()}
