"""Send a server as many mutated frames as you like: ``python tests/fuzz.py --frames 1000000 --seed 7``.

It starts a server of its own, prints what came of it, and ends with an error and the seed if something did.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

from security.fuzz import Found, Fuzzer
from security.oracles import MEBIBYTE
from security.target import Target

CHUNK = 50_000


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--frames", type=int, default=1_000_000, help="how many frames the server has to read"
    )
    parser.add_argument(
        "--seed", type=int, default=SystemRandom().randrange(2**32), help="what they follow from"
    )
    parser.add_argument("--play", default="", help="play one connection of that seed again, such as 2/136")
    words = parser.parse_args()
    print(f"seed {words.seed}", flush=True)
    with TemporaryDirectory() as folder:
        target = Target(Path(folder), settings={"max_events_per_second": 0})
        try:
            if words.play:
                worker, episode = map(int, words.play.split("/"))
                Fuzzer(target, words.seed).run(0, only=(worker, episode))
                return 0
            sent = part = 0
            while sent < words.frames:
                report = Fuzzer(target, words.seed + part).run(min(CHUNK, words.frames - sent))
                sent += report.frames
                part += 1
                print(f"{sent} frames, {target.memory() / MEBIBYTE:.0f} MiB: {report}", flush=True)
        except Found as found:
            print(found)
            return 1
        finally:
            target.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
