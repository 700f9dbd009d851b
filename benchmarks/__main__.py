"""The command: ``python -m benchmarks``, from the project's folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from .catalog import ROWS
from .figure import Figure
from .plan import PAIRS, Plan
from .table import HEAD, line


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print the table; 0 if every bar is kept, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [row.name for row in ROWS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--pairs", type=int, default=PAIRS, help=f"how many pairs ({PAIRS})")
    parser.add_argument("--quick", action="store_true", help="only see that everything works")
    chosen = parser.parse_args(words)
    plan = Plan(chosen.pairs, quick=chosen.quick)
    figures: list[Figure] = []
    print(HEAD, flush=True)
    for row in ROWS:
        if chosen.only and row.name not in chosen.only:
            continue
        began = time.monotonic()
        for figure in row.measure(plan):
            figures.append(figure)
            print(line(figure), flush=True)
        print(f"{row.name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
