"""Checks: settings whose values have a form of their own."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from .errors import ConfigError, RouteError, nearest, shorten

_HOST = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_LIMITS = "CACAO_MAX_"


def check_language(given: object, where: str) -> None:
    """See that this is a language, as HTML's ``lang`` has it.

    Args:
        given: its name.
        where: what has set it, for the error.

    Raises:
        RouteError: if it is none.
    """
    if not isinstance(given, str) or not _LANGUAGE.match(given):
        raise RouteError("no language", where=where, expected='"en"', got=shorten(given))


def check_host(text: str, where: str) -> None:
    """See that this is a name that a request may bear, as it stands in a Host header without the port.

    Args:
        text: the name.
        where: what has set it, for the error.

    Raises:
        ConfigError: if it is none.
    """
    if not _HOST.match(text):
        raise ConfigError(
            "no name of a host",
            where=where,
            expected='a name without scheme, port and path, "app.example.org"',
            got=shorten(text),
        )


def check_variables(names: Iterable[str], known: Iterable[str]) -> None:
    """See that each variable that looks like a limit is one: a slip would leave the limit as it was.

    Raises:
        ConfigError: if one is none.
    """
    limits = {f"CACAO_{name.upper()}" for name in known}
    for name in names:
        if name.startswith(_LIMITS) and name not in limits:
            raise ConfigError("there is no such setting", where=name, cure=nearest(name, limits))


def check_proxy(text: str, where: str) -> None:
    """See that this is the address or the network of a proxy.

    Args:
        text: the address.
        where: what has set it, for the error.

    Raises:
        ConfigError: if it is none.
    """
    try:
        ipaddress.ip_network(text)
    except ValueError:
        raise ConfigError(
            "no address of a proxy",
            where=where,
            expected='an address or a network, "10.0.0.0/8"',
            got=shorten(text),
        ) from None


def check_mode(text: str) -> bool:
    """Return whether this mode is production.

    Raises:
        ConfigError: if there is no such mode.
    """
    modes = ("production", "development")
    if text not in modes:
        raise ConfigError(
            "there is no such mode",
            where="CACAO_ENV",
            expected=" or ".join(modes),
            got=shorten(text),
            cure=nearest(text, modes),
        )
    return text == "production"


def check_switch(text: str, where: str) -> bool:
    """Return whether something is on, given as text.

    Raises:
        ConfigError: unless it is true or false.
    """
    if text not in ("true", "1", "false", "0"):
        raise ConfigError("a switch", where=where, expected="true or false", got=shorten(text))
    return text in ("true", "1")


def check_log_format(text: str, where: str) -> str:
    """Return how the log is written.

    Raises:
        ConfigError: if there is no such way.
    """
    ways = ("text", "json")
    if text not in ways:
        expected, cure = " or ".join(ways), nearest(text, ways)
        raise ConfigError(
            "the log is not written so", where=where, expected=expected, got=shorten(text), cure=cure
        )
    return text


def check_port(given: str | int, where: str) -> int:
    """Return a port given as a number or as text.

    Raises:
        ConfigError: unless it is a whole number from 0 to 65535.
    """
    text = str(given)
    if not text.isascii() or not text.isdigit() or int(text[:9]) > 65_535:
        raise ConfigError("no port of that number", where=where, expected="0 to 65535", got=shorten(given))
    return int(text)
