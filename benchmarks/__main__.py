"""Measure what Cacao costs beside a page written by hand, and print the table.

From the project's folder: python -m benchmarks
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from .catalog import ROWS
from .figure import Figure
from .plan import PAIRS, Plan
from .report import write
from .served import ROOT
from .table import HEAD, line

QUICK = "only see that everything works: its figures mean nothing, so no bar is judged"
NOTE = "\nMeasured by --quick: it works. The figures mean nothing, so no bar is judged."


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print the table.

    Returns:
        0 if every bar is kept or none is judged, 1 if one is missed.
    """
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--pairs", type=int, default=PAIRS, help=f"how many pairs ({PAIRS})")
    parser.add_argument("--quick", action="store_true", help=QUICK)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its chart, too")
    chosen = parser.parse_args(words)
    if chosen.write and (chosen.only or chosen.quick):
        parser.error("--write goes with all rows, in full")
    plan = Plan(chosen.pairs, quick=chosen.quick)
    figures: list[Figure] = []
    print(HEAD, flush=True)
    for row in ROWS:
        if chosen.only and row.name not in chosen.only:
            continue
        began = time.monotonic()
        for figure in row.measure(plan):
            figures.append(figure)
            print(line(figure, is_judged=not plan.quick), flush=True)
        print(f"{row.name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if chosen.write:
        write(ROOT / "docs", figures, plan)
    if plan.quick:
        print(NOTE)
        return 0
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
