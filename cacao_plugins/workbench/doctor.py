"""``cacao doctor``: looks at what Cacao needs where it is to run, and says what mends it."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from itertools import chain

from cacao_kernel import CacaoError, Commands, list_settings

from .health import Health, State, look_at_files, look_at_secret, look_at_watching
from .packages import look_at_packages, look_at_parts, look_at_versions
from .ports import look_at_port

WIDTH = 80
WORDS = {State.WELL: "ok", State.NOTE: "note", State.AMISS: "amiss"}


def examine(chosen: argparse.Namespace, commands: Commands) -> int:
    """Print how all is, a line each, with the command that mends what is not; 1 if it must be mended."""
    wanted, is_chosen = _port(chosen.port, commands)
    found = [
        *chain(
            look_at_versions(),
            look_at_packages(),
            look_at_parts(),
            _settings(commands),
            look_at_port(wanted, is_chosen=is_chosen),
            look_at_files(),
            look_at_watching(),
            look_at_secret(),
        )
    ]
    for health in found:
        start = f"{WORDS[health.state]:7}"
        print(textwrap.fill(health.text, WIDTH, initial_indent=start, subsequent_indent=" " * 7))
        if health.cure:
            print(f"{'':9}{health.cure}")
    amiss = sum(health.state is State.AMISS for health in found)
    if amiss:
        print(f"\n{amiss} {'thing has' if amiss == 1 else 'things have'} to be mended.")
        return 1
    print("\nAll that is needed is well.")
    return 0


def _settings(commands: Commands) -> Iterator[Health]:
    """Yield what is wrong with cacao.json, variables and plugins."""
    for fault in commands.faults:
        yield Health(State.AMISS, str(fault), "cacao check")
    if not commands.faults:
        yield Health(State.WELL, "cacao.json and the environment can be read, and the plugins be loaded")


def _port(given: int | None, commands: Commands) -> tuple[int, bool]:
    """Return the port that is wanted, and whether somebody has chosen it."""
    if given is not None:
        if not 0 <= given <= 65_535:
            raise CacaoError("no port of that number", where="--port", expected="0 to 65535", got=f"{given}")
        return given, True
    settings = [] if commands.faults else list_settings(runs_app=False)
    port = next((each for each in settings if each.key == "server.port"), None)
    return (1634, False) if port is None else (int(str(port.value)), port.source != "default")
