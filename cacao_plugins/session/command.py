"""The command ``cacao sessions``: who has a session, what is in it, and its end."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from cacao_kernel import CacaoError, Commands, Listed, StoreError, describe_cells

from .digest import shown_id
from .ledger import Ledger

WIDTH = 80
SHORT = 12
MAX_LISTED = 50
MAX_LINES = 5  # of one value
STORAGE = "CACAO_SESSION_STORAGE"
IN_FILE = '"session": {"storage": "file"} in cacao.json'


class Desk:
    """What the command does.

    Args:
        path: of the store's file.
        is_used: whether the settings say that sessions are kept there.
        read_secrets: returns what it is encrypted with.
    """

    def __init__(self, path: Path, read_secrets: Callable[[], Sequence[bytes]], *, is_used: bool) -> None:
        self._path = path
        self._is_used = is_used
        self._read_secrets = read_secrets

    def add_to(self, commands: Commands) -> None:
        """Add the command and its own."""
        parser = commands.add("sessions", self.list, help="list the stored sessions; show one, or end some")
        parser.add_argument(
            "--limit",
            type=int,
            default=MAX_LISTED,
            metavar="N",
            help=f"how many to list ({MAX_LISTED}); 0: all",
        )
        actions = parser.add_subparsers(title="actions", metavar="ACTION")
        show = actions.add_parser("show", help="show what is in a session", description="Show a session.")
        show.add_argument("id", metavar="ID", help="its id, or the beginning of it")
        show.add_argument("--values", action="store_true", help="also what each State holds")
        show.set_defaults(run=self.show)
        told = "end a session: its browsers begin anew"
        expire = actions.add_parser("expire", help=told, description=f"{told.capitalize()}.")
        which = expire.add_mutually_exclusive_group(required=True)
        which.add_argument("id", metavar="ID", nargs="?", help="its id, or the beginning of it")
        which.add_argument("--all", action="store_true", help="every session")
        which.add_argument(
            "--older", type=_seconds, metavar="SECONDS", help="those not seen for so many seconds"
        )
        expire.add_argument("--yes", action="store_true", help="do not ask first, at a terminal")
        expire.set_defaults(run=self.expire)

    def list(self, chosen: argparse.Namespace) -> None:
        """Print the sessions there are."""
        if chosen.limit < 0:
            raise CacaoError("--limit is no number of sessions", expected="0 or more", got=f"{chosen.limit}")
        if self._is_used and not self._path.exists():
            print(f"No session has been stored yet: {self._path} is not there.")
            return
        with self._open() as ledger:
            found = ledger.sessions()
        if not found:
            print("No session is stored.")
            return
        print(f"{'SESSION':{SHORT}}  {'BEGUN':16}  {'SEEN':16}  {'SIZE':>8}  {'STATES':>6}  {'TABS':>4}")
        listed = found[: chosen.limit or None]
        for one in listed:
            print(
                f"{shown_id(one.id)[:SHORT]:{SHORT}}  {_moment(one.opened)}  {_moment(one.seen)}  "
                f"{_size(one.size):>8}  {one.cells:>6}  {one.tabs:>4}"
            )
        print(f"\n{_count(len(found), 'session')}, {_size(sum(one.size for one in found))} in all.")
        if len(listed) < len(found):
            print(f"{len(found) - len(listed):,} more were seen before: --limit 0 lists all.")

    def show(self, chosen: argparse.Namespace) -> None:
        """Print what is in a session."""
        with self._open() as ledger:
            one = _find(ledger.sessions(), chosen.id)
            record, is_sealed = ledger.load(one.id), ledger.is_sealed(one.id)
        print(f"session    {shown_id(one.id)[: WIDTH - 11]}")
        print(f"begun      {_moment(one.opened, 'seconds')}")
        print(f"last seen  {_moment(one.seen, 'seconds')}")
        print(f"size       {_size(one.size)} in {_count(one.cells, 'State')} and {_count(one.tabs, 'tab')}")
        if record is None:
            print(f"\n{_why_unreadable(is_sealed, bool(self._read_secrets()))}")
            return
        cells = describe_cells(record.cells)
        if not chosen.values:
            names = textwrap.wrap(", ".join(name for name, _ in cells), WIDTH, break_on_hyphens=False)
            print("\n".join(["", *names, "", "--values shows what they hold."] if names else []))
            return
        longest = min(max((len(name) for name, _ in cells), default=0), WIDTH // 2)
        for number, (name, value) in enumerate(cells):
            start = "" if number else "\n"
            text = textwrap.wrap(value, WIDTH - longest - 2, break_on_hyphens=False) or [""]
            lines = text if len(text) <= MAX_LINES else [*text[:MAX_LINES], "…"]
            own = name if len(name) <= longest else f"{name[: longest - 1]}…"
            print(f"{start}{own:{longest}}  {lines[0]}")
            for line in lines[1:]:
                print(f"{'':{longest}}  {line}")

    def expire(self, chosen: argparse.Namespace) -> None:
        """End sessions."""
        with self._open() as ledger:
            found = ledger.sessions()
            if chosen.all:
                ended = found
            elif chosen.older is not None:
                ended = [one for one in found if one.seen <= time.time() - chosen.older]
            else:
                ended = [_find(found, chosen.id)]
        if not (ended or chosen.all):
            print("No session is that old; none has been ended.")
            return
        if not (chosen.yes or _is_meant(len(ended))):
            print("None has been ended.")
            return
        with self._open() as ledger:
            ledger.end(*(one.id for one in ended), is_all=chosen.all)
        told = f"{_count(len(ended), 'session')} {'has' if len(ended) == 1 else 'have'} been ended."
        print(f"{told} A server that is running lets go within two seconds.")

    def _open(self) -> Ledger:
        if not self._is_used and not self._path.exists():
            raise StoreError(
                "sessions are kept in memory, where their server alone sees them",
                cure=f"{f'{STORAGE}=file' if STORAGE in os.environ else IN_FILE} keeps them in a file.",
            )
        return Ledger(self._path, self._read_secrets())


def _is_meant(count: int) -> bool:
    """Ask whoever sits at a terminal; a script means what it says."""
    if not sys.stdin.isatty():
        return True
    print(
        f"End {_count(count, 'session')}? What is in {'it' if count == 1 else 'them'} is lost. [y/N] ", end=""
    )
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _seconds(text: str) -> float:
    """Return what stands behind ``--older``."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < float("inf"):
        raise CacaoError("--older is no number of seconds", got=text[:SHORT], cure="A day is 86400.")
    return seconds


def _find(found: Sequence[Listed], given: str) -> Listed:
    known = [one for one in found if given and shown_id(one.id).startswith(given.lower())]
    if not known:
        raise CacaoError(
            "there is no session of that id", got=given[:SHORT], cure="cacao sessions lists them."
        )
    if len(known) > 1:
        raise CacaoError(
            f"{len(known)} sessions have an id that begins so", got=given[:SHORT], cure="Give more of it."
        )
    return known[0]


def _why_unreadable(is_sealed: bool, has_secrets: bool) -> str:
    if is_sealed and not has_secrets:
        return "What is in it is encrypted: set CACAO_SECRET, as the server has it, to read it."
    return "What is in it cannot be read: it was tampered with, or encrypted with another CACAO_SECRET."


def _moment(seconds: float, precision: str = "minutes") -> str:
    try:
        return datetime.fromtimestamp(seconds).astimezone().replace(tzinfo=None).isoformat(" ", precision)
    except (OverflowError, ValueError, OSError):  # a time that somebody has made up
        return f"{'never':16}"


def _size(number: int) -> str:
    return f"{number:,} B" if number < 10_000 else f"{number / 1_000:,.0f} kB"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
