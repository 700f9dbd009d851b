"""Keeping: how long the sessions of visitors are kept, the key ``session`` of cacao.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .cookie import LIFETIME
from .errors import ConfigError, shorten
from .settings import read_settings

VARIABLE = "CACAO_SESSION_EXPIRES"


@dataclass(frozen=True)
class Keeping:
    """How long the sessions of visitors are kept, the key ``session`` of cacao.json.

    Attributes:
        expires: the seconds after which a session is forgotten, once its last tab has gone.
    """

    expires: int = LIFETIME


def read_keeping(data: dict[str, Any], environment: Mapping[str, str]) -> Keeping:
    """Return the settings of the file, unless the environment has others.

    Raises:
        ConfigError: naming the key, what was expected and what came.
    """
    keeping = read_settings(Keeping, data, "session")
    text = environment.get(VARIABLE)
    if text is not None:
        number: Any = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text
        keeping = replace(keeping, expires=number)
    if type(keeping.expires) is not int or keeping.expires < 1:
        raise ConfigError(
            "no time to keep a session for",
            where=f"session.expires or {VARIABLE}",
            expected="seconds, a whole number from 1",
            got=shorten(keeping.expires),
        )
    return keeping
