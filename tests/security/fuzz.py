"""Fuzz: thousands of mutated frames for one server, all drawn from one seed; and nothing may come of them."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from page import Page
from visitor import Visitor

from security.framing import FRAMINGS
from security.line import CLOSE, TEXT, Line
from security.mutation import MASK, Listening, Mutation, text
from security.target import Target

WORKERS = 4
PAGES = ("/", "/actions", "/form", "/shared", "/task")
FIRST_PROBE = 2**52  # the number of the event that is sent behind the first frame

# What a server may answer to whatever is sent, and with which codes it may close.
LETTERS = frozenset("japlxk")
CODES = frozenset(
    """bad_json bad_message too_large version no_page forbidden redirect_loop too_many_tabs
    too_many_sockets stale disabled unknown_action""".split()
)
OUR_FAULT = 1011
# What no line of the log may say.
TROUBLE = re.compile(r"Traceback|error [0-9a-f]{8} in|never (?:retrieved|awaited)|Exception|Error\b")


class Found(AssertionError):
    """A frame has done something."""


@dataclass
class Report:
    """What has been sent, and what came back.

    Attributes:
        frames: how many mutated frames the server has read; neither joins, nor what was on its way when
            one of them closed the connection.
    """

    frames: int = 0
    episodes: int = 0
    answers: Counter[str] = field(default_factory=Counter[str])
    clicks: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        told = ", ".join(f"{name} {count}" for name, count in sorted(self.answers.items()))
        return (
            f"{self.frames} frames in {self.episodes} connections and {self.seconds:.0f} s; {told}; "
            f"another visitor's {self.clicks} clicks all counted"
        )


class Fuzzer:
    """Several strangers who send frames, while another visitor clicks.

    Args:
        target: the server.
        seed: what all that is sent follows from.
    """

    def __init__(self, target: Target, seed: int) -> None:
        self.target = target
        self.seed = seed
        self.report = Report()
        self._lock = threading.Lock()
        self._found: list[str] = []
        self._visitors = [Visitor(target.port) for _ in range(WORKERS)]
        self._nodes = {
            (worker, path): find_nodes(visitor, path)
            for worker, visitor in enumerate(self._visitors)
            for path in PAGES
        }

    def run(self, frames: int, only: tuple[int, int] | None = None) -> Report:
        """Send frames until the server has read so many, and look after it meanwhile.

        Args:
            frames: how many.
            only: the numbers of the one episode to play, instead of any other.

        Raises:
            Found: with the seed, the connection and what it has sent.
        """
        begin = time.monotonic()
        before = len(self.target.log)
        workers = [
            threading.Thread(target=self._work, args=(worker, frames // WORKERS), daemon=True)
            for worker in range(WORKERS)
        ]
        if only is not None:
            workers = [threading.Thread(target=self.play, args=only, daemon=True)]
        for worker in workers:
            worker.start()
        self._look_after(workers)
        for worker in workers:
            worker.join()
        self.report.seconds = time.monotonic() - begin
        self._check_log(before)
        if self._found:
            raise Found("\n".join(self._found))
        return self.report

    def _look_after(self, workers: Sequence[threading.Thread]) -> None:
        """Click as another visitor, whose count must be exact whatever the strangers do."""
        visitor = Visitor(self.target.port)
        try:
            tab = visitor.visit()
            while any(worker.is_alive() for worker in workers) and not self._found:
                tab.click("Add")
                self.report.clicks += 1
                tab.sees(f"count {self.report.clicks}.")
                time.sleep(0.05)
            tab.until(lambda: f"count {self.report.clicks}." in tab.page.text)
        except Exception as error:
            self._note(f"another visitor after {self.report.clicks} clicks: {error!r}")
        finally:
            visitor.leave()

    def _check_log(self, before: int) -> None:
        trouble = [line for line in self.target.log[before:] if TROUBLE.search(line)]
        if trouble:
            self._note("the log says: " + "\n".join(trouble[:20]))
        if not self.target.is_alive:
            self._note("the server has ended")

    def _note(self, what: str) -> None:
        self._found.append(f"seed {self.seed}: {what}")

    def _work(self, worker: int, frames: int) -> None:
        read = number = 0
        while read < frames and not self._found:
            read += self.play(worker, number).read
            number += 1

    def play(self, worker: int, number: int) -> Episode:
        """Play one episode, which follows from seed and numbers."""
        random = Random(f"{self.seed}/{worker}/{number}")
        path = random.choice(PAGES)
        others = [node for nodes in self._nodes.values() for node in nodes]
        tab = f"{random.getrandbits(128):032x}"
        mutation = Mutation(random, tab, path, self._nodes[worker, path], others, FRAMINGS)
        episode = Episode(mutation, self.target.port, self._visitors[worker].cookie)
        try:
            answers = episode.play()
        except Exception as error:  # ours, too, must not pass for a server that is sound
            shots = "\n".join(repr(read_back(shot))[:300] for shot in episode.sent)
            self._note(f"play {worker}/{number}: {error!r}, having sent\n{shots}")
            answers = Counter()
        with self._lock:
            self.report.answers += answers
            self.report.episodes += 1
            self.report.frames += episode.read
        return episode


class Episode:
    """One connection of a stranger, from its upgrade to its end.

    Behind each frame goes a probe, an event whose answer says that the server has read so far.

    Attributes:
        sent: the mutated frames.
        read: how many of them the server has certainly read, the one that closed the connection included.
    """

    def __init__(self, mutation: Mutation, port: int, cookie: str) -> None:
        self.random = mutation.random
        self.mutation = mutation
        self.sent: list[bytes] = []
        self.read = 0
        self.answers: Counter[str] = Counter()
        self._port = port
        self._cookie = cookie

    def play(self) -> Counter[str]:
        """Send a batch of frames and read what comes, to the answer to the last one or the end."""
        join = text(json.dumps(self.mutation.join()).encode()).data if self.random.random() < 0.85 else b""
        is_torn = self._draw()
        probed = [shot + probe(place) for place, shot in enumerate(self.sent)]
        if is_torn:
            probed[-1] = self.sent[-1]  # behind it, a probe could be read as a part of it
        with Line(self._port) as line:
            if line.upgrade(self._cookie) != 101:
                raise Found("no socket for a good request")
            with suppress(ConnectionError):  # closed before all was sent
                line.send(join)
                for begin in range(0, len(probed), step := self.random.choice((1, 4, 100))):
                    line.send(b"".join(probed[begin : begin + step]))
                if is_torn:
                    with suppress(OSError):  # closed already
                        line.socket.shutdown(socket.SHUT_WR)
            if not self._is_answered(line, is_torn):
                self.read = min(self.read + 1, len(self.sent))  # the one that closed the connection
            if self.random.random() < 0.3:
                line.reset()
        return self.answers

    def _draw(self) -> bool:
        """Draw what is sent; return whether the last of it may be read as a part of something."""
        for _ in range(self.random.choice((2, 6, 12, 16))):
            shot = self.mutation.draw()
            self.sent.append(shot.data)
            if shot.is_torn:
                return True
        return False

    def _is_answered(self, line: Line, is_torn: bool) -> bool:
        """Read until the last probe is answered; tell whether it was, and not the connection's end."""
        while (frame := line.read_frame()) is not None:
            if frame.opcode == CLOSE:
                self.answers[f"close {frame.code}"] += 1
                if frame.code == OUR_FAULT:
                    raise Found("closed as if by a fault of the server")
                return False
            if frame.opcode != TEXT:
                continue
            message: Any = json.loads(frame.payload)
            # A message holds one frame, or several that left together.
            for answer in message if isinstance(message[0], list) else [message]:
                self._note(answer)
                place = answer[1] - FIRST_PROBE if answer[0] == "x" else -1
                if 0 <= place < len(self.sent):
                    self.read = place + 1
                    if self.read == len(self.sent):
                        return True
        if not is_torn:
            self.answers["end"] += 1
        return False

    def _note(self, answer: Any) -> None:
        if not isinstance(answer, list) or answer[0] not in LETTERS:
            raise Found(f"an answer that is none: {answer!r:.200}")
        code = answer[2] if answer[0] == "x" else answer[0]
        if answer[0] == "x" and code not in CODES:
            raise Found(f"an answer of a code that nobody may cause: {answer!r:.300}")
        self.answers[code] += 1


def probe(place: int) -> bytes:
    """Return the event that goes behind the frame at this place; nothing on any page has its mark."""
    return text(json.dumps(["e", FIRST_PROBE + place, [], "probe", "click", {}]).encode()).data


def read_back(sent: bytes) -> bytes:
    """Return what stands in a frame, its mask taken off, as far as it is one; for people who read it."""
    head, found, masked = sent.partition(MASK)
    return head + bytes(byte ^ MASK[place % 4] for place, byte in enumerate(masked)) if found else sent


def find_nodes(visitor: Visitor, path: str) -> list[Listening]:
    """Return the nodes of a page that listen, as the visitor's browser would know them."""
    found: list[Listening] = []

    def look(node: Any, steps: list[Any]) -> None:
        if not isinstance(node, list):
            return
        names = node[1]
        if "data-cacao-on" in names:
            found.append(Listening(steps, names["data-cacao-mark"], names["data-cacao-on"].split()))
        for index, child in enumerate(node[2]):
            key = child[1].get("data-cacao-key") if isinstance(child, list) else None
            look(child, [*steps, index if key is None else key])

    look(Page(visitor.get(path).text).tree, [])
    return found
