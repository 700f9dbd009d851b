"""``cacao config show``: each setting with its value, and what has set it."""

from __future__ import annotations

import argparse
import json

from cacao_kernel import CacaoError, Setting, list_settings

from .table import print_table

MAX_PORT = 65_535


def show_settings(chosen: argparse.Namespace) -> None:
    """Print the settings that ``cacao serve`` would have; those that nobody has set only if asked for.

    Raises:
        CacaoError: if something that is set is wrong.
    """
    flags = {"host": chosen.host, "port": _read_port(chosen.port), "production": chosen.production}
    settings = list_settings(flags, chosen.file)
    listed = [each for each in settings if chosen.all or each.source != "default" or _is_telling(each)]
    rows = [(each.key, _spell(each.value), each.source) for each in listed]
    print_table(("SETTING", "VALUE", "SET BY"), rows, cut=("VALUE",))
    if len(listed) < len(settings):
        print(f"\nAnd {len(settings) - len(listed)} more as they are by default: --all shows them, too.")


def _is_telling(setting: Setting) -> bool:
    """Tell whether a setting is shown though nobody has set it: where the app is found, and how it runs."""
    return setting.key in ("server.host", "server.port", "server.production", "secret")


def _read_port(given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and int(given[:9]) <= MAX_PORT):
        raise CacaoError(
            "no port of that number", where="--port", expected=f"0 to {MAX_PORT}", got=given[:20]
        )
    return int(given)


def _spell(value: object) -> str:
    if isinstance(value, str) and value and value.isprintable():
        return value
    try:
        return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
    except (TypeError, ValueError):
        return str(value)
