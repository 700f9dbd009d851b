"""Connections that are cut anywhere: the page in the end is the one of a visitor whose connection held."""

from __future__ import annotations

import itertools
import os
import random
import re
import signal
import time
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import returning
from cut_app import MAIN, Burst, Plan, differences, expected, normal
from cutting import KINDS, Cut
from returning import ReturningTab
from servers import ServerProcess, free_port
from visitor import Visitor

from cacao_kernel.dom import Document
from cacao_kernel.element import Element

# What kinds of cuts begin with that are about something of their own.
MOVED = Burst("a", [("poke", "2a")], [("drop", "1b")])
FIRST = {
    "a link's answer": Burst("a", [("other", "")]),
    "another tab has dropped rows above": MOVED,
    "and nobody knows the tree any more": MOVED,
    "half of it was committed": Burst("a", [("begin", "")]),
}

CUTS = int(os.environ.get("CACAO_FAULT_CUTS", str(2 * len(KINDS))))
SEED = int(os.environ.get("CACAO_FAULT_SEED", "1"))
ONLY = os.environ.get("CACAO_FAULT_ONLY", "")

LANES = 4 if CUTS >= 100 else 2  # servers, each with visitors of its own, one after another
SETTINGS = {
    "CACAO_SESSION_STORAGE": "file",
    "CACAO_MAX_EVENTS_PER_SECOND": "0",
    "CACAO_HIBERNATE_SECONDS": "1",
    "CACAO_MAX_SESSIONS": "100000",
}


# Builds that are wrong, the kinds of cuts that show it, and what is said then: it is forgotten which events a
# tab has sent; one of the patches that it has missed is left out; they all are, and how far it has come is
# believed; a handler runs on whatever stands where the event says; what was half committed is begun anew;
# fields are not told again what they were answered on a tree that is no more.
BROKEN = {
    "forgetful": (
        """
from cacao_kernel.handled import Handled
from cacao_kernel.tab import Tab
take_over = Tab.take_over

def forget(self, before):
    take_over(self, before)
    self.handled = self.session.handled[self.id] = Handled()

Tab.take_over = forget
""",
        ["the event's answer", "the acknowledgement"],
        r"held \| cut",
    ),
    "skipping": (
        """
from cacao_kernel.backlog import Backlog
since = Backlog.since

def skip(self, sequence):
    frames = since(self, sequence)
    return frames and frames[1:]

Backlog.since = skip
""",
        ["in the middle of a replay"],
        "patch .* after|no answer",
    ),
    "believing": (
        """
from cacao_kernel.backlog import Backlog

def believe(self, sequence):
    if not 0 <= sequence <= self.sequence:
        return None
    self.sequence = self.acknowledged = sequence
    self._clear()
    return []

Backlog.since = believe
""",
        ["in the middle of a replay", "the event's answer"],
        r"held \| cut|shown \| painted",
    ),
    "markless": (
        """
from cacao_kernel import meant
meant._is_meant = lambda node, message: message.kind in node.actions
""",
        ["and nobody knows the tree any more"],
        r"held \| cut",
    ),
    "heedless": (
        """
import orjson
from cacao_kernel import note
spell = note.spell
note.spell = lambda *given: orjson.dumps({**orjson.loads(spell(*given)), "begun": []})
""",
        ["half of it was committed"],
        "no answer",
    ),
    "amnesic": (
        """
from cacao_kernel.recall import Recall
Recall.note = lambda *given: None
""",
        ["it was parked and forgotten"],
        r"held \| cut",
    ),
}


class Site:
    """A server, and the next one when it has ended.

    Args:
        folder: its own.
        source: its app.
    """

    def __init__(self, folder: Path, source: str) -> None:
        folder.mkdir()
        self._folder, self.port = folder, free_port()
        (folder / "main.py").write_text(source, "utf-8")
        (folder / "cacao.json").write_text('{"overlay": false}')  # each fault it shows has an id of its own
        self._server = self._start()

    def _start(self) -> ServerProcess:
        command = ["-m", "cacao", "serve", "main.py", "--port", str(self.port)]
        return ServerProcess(command, self._folder, SETTINGS)

    def restart(self, number: signal.Signals) -> None:
        """End it by this signal, and start the next."""
        self._server.stop(number)
        self._server = self._start()

    def stop(self) -> None:
        """Stop it for good."""
        self._server.stop()


@dataclass
class Outcome:
    """What two tabs of a visitor show in the end."""

    pages: dict[str, Any]
    told: str
    cuts: int


class Life:
    """What two tabs of one visitor do, from their first page to their last."""

    def __init__(self, site: Site, plan: Plan, cut: Cut | None, place: int) -> None:
        self._visitor = Visitor(site.port)
        self._plan, self._cut, self._place = plan, cut, place
        self.tabs: dict[str, ReturningTab] = {}
        self._everybody = 0

    def live(self) -> Outcome:
        for place, burst in enumerate(self._plan.bursts):
            self._burst(burst, self._cut if place == self._place else None)
        if self._cut is not None:
            time.sleep(0.1)  # for fields to be told again
        for tab in self.tabs.values():
            tab.sync()
        self._compare()
        pages = {name: [tab.path, self._normal(tab.page.root.children[0])] for name, tab in self.tabs.items()}
        return Outcome(pages, self._told(), sum(tab.cuts for tab in self.tabs.values()))

    def leave(self) -> None:
        if self._cut is not None:
            self._cut.end()
        for tab in self.tabs.values():
            tab.leave()

    def _tab(self, name: str) -> ReturningTab:
        if name not in self.tabs:
            tab = self.tabs[name] = ReturningTab(self._visitor)
            if name == "a":
                self._everybody = _everybody(tab.page.root.content)
        return self.tabs[name]

    def _burst(self, burst: Burst, cut: Cut | None) -> None:
        tab = self._tab(burst.tab)
        left = [burst.meanwhile]

        def meanwhile() -> None:
            if left and left.pop():
                other = self._tab("b" if burst.tab == "a" else "a")
                other.settle()
                self._do(other, burst.meanwhile)
                self._settle(other)

        if cut is None or cut.loss != "first":
            tab.sync()
        if cut is not None:
            cut.arm(tab, max(1, len(burst.deeds)), meanwhile)
        if cut is not None and cut.loss == "interrupted":
            self._interrupt(tab)
        else:
            self._do(tab, burst.deeds)
        meanwhile()
        self._settle(tab)
        for each in self.tabs.values():
            each.sync()

    def _interrupt(self, tab: ReturningTab) -> None:
        tab.do(_button(tab, "never"), label="begin")
        end = time.monotonic() + 10
        while not tab.page.root.content.count("begun"):
            assert time.monotonic() < end
            tab.step(0.5)
        assert self._cut is not None and self._cut.is_made
        tab.lose()

    def _do(self, tab: ReturningTab, deeds: Sequence[tuple[str, str]]) -> None:
        for name, about in deeds:
            if name in ("other", "home", "back"):
                is_pop = name == "back" and bool(tab.behind)
                tab.go("/other" if name == "other" else "/", is_pop=is_pop)
            elif name in ("say", "word", "shout"):
                field = _field(tab, {"say": "note", "shout": "text"}.get(name, name))
                before = field.value if name == "say" else ""
                for end in range(1, len(about) + 1):
                    tab.type(field, before + about[:end])
                if name == "say":
                    tab.press_enter(field, f"say {about}")
                elif name == "shout":
                    tab.change(field)
            elif name == "tick":
                tab.tick(_field(tab, name))
            elif name == "pick":
                tab.pick(_field(tab, name), about)
            elif name == "be":
                tab.do(_button(tab, f"I am {about}"))
            else:
                label = f"{name} {about}".strip()
                tab.do(_button(tab, label), label=label)

    def _settle(self, tab: ReturningTab) -> None:
        """Wait for all answers; what was stale is clicked again, where it is now."""
        known = len(tab.answers)
        tab.settle()
        for _, label, code in tab.answers[known:]:
            if code == "stale":
                tab.do(_button(tab, label), label=label)
                self._settle(tab)

    def _normal(self, element: Element) -> Any:
        def without(told: Any) -> Any:
            if isinstance(told, str):
                return re.sub(
                    r"everybody (\d+)", lambda found: f"everybody {int(found[1]) - self._everybody}", told
                )
            return [told[0], told[1], told[2], [*map(without, told[3])]]

        return without(normal(element))

    def _compare(self) -> None:
        """Hold that the page is what the server would paint now, marks included."""
        for tab in self.tabs.values():
            answer = self._visitor.get(tab.path)
            painted = normal(Document(answer.text).root.children[0], ["own"])
            end = time.monotonic() + 5
            while (shown := normal(tab.page.root.children[0], ["own"])) != painted:
                assert time.monotonic() < end, f"shown | painted: {differences(shown, painted)}"
                tab.step(0.05)

    def _told(self) -> str:
        page = Document(self._visitor.get("/").text)
        return next(node.content for node in page.root.walk() if node.tag == "p")


def _everybody(text: str) -> int:
    found = re.search(r"everybody (\d+)", text)
    assert found is not None
    return int(found[1])


def _button(tab: ReturningTab, label: str) -> Element:
    return next(each for each in tab.page.root.walk() if each.tag == "button" and each.label == label)


def _field(tab: ReturningTab, name: str) -> Element:
    return next(each for each in tab.page.root.walk() if each.attributes.get("name") == name)


def live(site: Site, number: int) -> int:
    """Let one pair of tabs live twice, without a cut and with one, and hold that nothing tells which."""
    kind = [*KINDS][number % len(KINDS)]
    draw = random.Random(f"{SEED}/{number}")
    plan = Plan(draw, 6, FIRST.get(kind))
    cut = Cut(draw, kind, site)
    if cut.loss == "first":
        place = draw.randrange(2)
    elif kind in FIRST:
        place = 2
    else:
        place = draw.randrange(2, len(plan.bursts))
    if "killed" in str(cut):  # else it may be right that a half stays one
        plan.bursts[place].leave_out("half")
    story = f"number {number} of seed {SEED}: {kind} ({cut}), burst {place} of {plan.bursts}"
    try:
        outcomes = []
        for knife in (None, cut):
            life = Life(site, plan, knife, place)
            try:
                outcomes.append(life.live())
            finally:
                life.leave()
        held, was_cut = outcomes
        assert was_cut.cuts > 0 == held.cuts
        differing = [differences(held.pages[name], was_cut.pages[name], name) for name in "ab"]
        assert differing == [[], []], f"held | cut: {differing}"
        wanted = expected(plan)
        told = "; ".join(f"{name}: {', '.join(wanted[name])}" for name in "ab")
        assert held.told == told
        assert was_cut.told == told
    except Exception as error:
        raise AssertionError(f"{story}\n{type(error).__name__}: {error}") from error
    return was_cut.cuts


def live_all(folder: Path, source: str, numbers: Sequence[int]) -> tuple[Counter[str], list[str]]:
    """Return how many connections were lost by each kind of cut, and what is wrong."""
    waiting, made, wrong = deque(numbers), Counter[str](), list[str]()

    def go(lane: int) -> None:
        site = Site(folder / f"lane {lane}", source)
        try:
            while waiting:
                number = waiting.popleft()
                try:
                    made[[*KINDS][number % len(KINDS)]] += live(site, number)
                except AssertionError as error:
                    wrong.append(str(error))
                    print(f"\n{error}", flush=True)
        finally:
            site.stop()

    with ThreadPoolExecutor(LANES) as lanes:
        for lane in [lanes.submit(go, number) for number in range(min(LANES, len(numbers)))]:
            lane.result()
    return made, wrong


def test_a_connection_that_is_cut_anywhere_changes_nothing(tmp_path: Path) -> None:
    numbers = [int(ONLY)] if ONLY else range(CUTS)
    began = time.monotonic()
    made, wrong = live_all(tmp_path, MAIN, numbers)
    print(f"\n{len(numbers) - len(wrong)} of {len(numbers)} in {time.monotonic() - began:.1f} s")
    print("; ".join(f"{kind}: {number}" for kind, number in made.items()))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("broken", [*BROKEN])
def test_a_build_that_is_wrong_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    source, kinds, told = BROKEN[broken]
    monkeypatch.setattr(returning, "PATIENCE", 6)
    if broken == "amnesic":
        monkeypatch.setitem(KINDS, kinds[0], ("deaf", "evicted", ""))
        monkeypatch.setitem(FIRST, kinds[0], Burst("a", [("say", "tea"), ("say", "milk")]))
    numbers = (number for number in range(1_000) if [*KINDS][number % len(KINDS)] in kinds)
    site = Site(tmp_path / "lane", source + MAIN)
    try:
        with pytest.raises(AssertionError) as caught:
            for number in itertools.islice(numbers, 60):
                live(site, number)
    finally:
        site.stop()
    assert re.search(told, str(caught.value)), caught.value
