"""The app whose visitors lose their connections, and what two tabs of one do on it, drawn by a seed.

In whatever order the two are handled, they lead to the same page: each has rows of its own in the one list.
What each of them does leads there in one order alone, and is written down by the handlers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

MAIN = """
import asyncio

import cacao
from cacao import App, Component, State, redirect
from cacao_kernel import parking, recall

parking.MAX_TABS = 3
recall.SECONDS = 0.05

app = App()
me = State("?", scope="tab")
progress = State(0, scope="tab")
note = State("", scope="tab")
log = State({"a": [], "b": []})
rows = State({f"{number}{tab}": 0 for number in range(1, 5) for tab in "ab"})
is_turned = State(False)
count = State(0)
word = State("")
text = State("", scope="tab")
is_ticked = State(False, scope="tab")
chosen = State("red", scope="tab")
everybody = State(0, scope="app")


COLOURS = ("red", "green", "blue")


def tell(what):
    name = me.value
    log.update(lambda known: {**known, name: [*known.get(name, []), what]})


def change(row, number):
    rows.update(lambda known: {**known, row: known[row] + number})


@app.event("be")
async def be(event):
    me.set(event.params["name"])


@app.event("hit")
async def hit(event):
    row = event.params["row"]
    change(row, 1)
    tell(f"hit {row}")


@app.event("poke")
def poke(event):
    row = event.params["row"]
    change(row, 10)
    tell(f"poke {row}")


@app.event("drop")
async def drop(event):
    row = event.params["row"]
    rows.update(lambda known: {name: number for name, number in known.items() if name != row})
    tell(f"drop {row}")


@app.event("add")
async def add():
    name = me.value
    made = sum(1 for what in log.value[name] if what.startswith("add "))
    row = f"{made + 5}{name}"
    rows.update(lambda known: {**known, row: 0})
    tell(f"add {row}")


@app.event("turn")
async def turn():
    is_turned.update(lambda known: not known)
    tell("turn")


@app.event("more")
def more():
    count.update(lambda number: number + 1)
    tell("more")


@app.event("all")
async def more_for_all():
    everybody.update(lambda number: number + 1)
    tell("all")


@app.event("slow")
async def slow():
    for number in range(4):
        progress.set(number)
        await asyncio.sleep(0.004)
    count.update(lambda known: known + 100)
    tell("slow")


@app.event("fail")
async def fail():
    count.set(1_000_000)
    tell("never")
    await asyncio.sleep(0.002)
    raise ValueError("on purpose")


@app.event("half")
async def half():
    tell("half")
    await cacao.commit()
    await asyncio.sleep(0.004)
    tell("whole")


@app.event("beside", concurrent=True)
async def beside():
    count.update(lambda number: number + 1_000)
    await asyncio.sleep(0.002)
    count.update(lambda number: number + 1_000)


@app.event("leave")
async def leave():
    tell("leave")
    return redirect("/other")


@app.event("shout")
async def shout():
    text.set(text.value.upper())
    tell(f"shout {text.value}")


@app.event("never")
async def never_whole():
    tell("begun")
    await cacao.commit()
    await asyncio.sleep(60)
    tell("never whole")


@app.event("begin")
async def begin():
    tell("begun")


@app.event("say")
async def say():
    tell(f"say {note.value}")
    note.set("")


class Bell(Component):
    rung = State(0)

    def ring(self):
        self.rung.update(lambda number: number + 1)
        tell("ring")

    def render(self):
        return {"type": "p", "children": [
            {"type": "i", "props": {"content": f"rung {self.rung.value}"}},
            {"type": "button", "props": {"label": "ring", "on_click": self.ring}},
        ]}


bell = Bell()


def button(label, action=None, **params):
    return {"type": "button", "props": {"label": label, "action": action or label, "params": params}}


def head():
    told = "; ".join(f"{name}: {', '.join(entries)}" for name, entries in sorted(log.value.items()))
    return [
        {"type": "section", "props": {"id": "own"}, "children": [
            {"type": "b", "props": {"content": f"{me.value} {progress.value}"}},
            {"type": "input", "props": {"name": "note", "bind": note, "on_keydown.Enter": say}},
            {"type": "textarea", "props": {"name": "text", "bind": text, "on_change": "shout"}},
            {"type": "input", "props": {"type": "checkbox", "name": "tick", "bind": is_ticked}},
            {"type": "select", "props": {"name": "pick", "bind": chosen}, "children": [
                {"type": "option", "props": {"value": name, "content": name}} for name in COLOURS
            ]},
            {"type": "i", "props": {"content": f"{text.value} {is_ticked.value} {chosen.value}"}},
        ]},
        {"type": "p", "props": {"content": told}},
        {"type": "b", "props": {"content": f"count {count.value}, everybody {everybody.value}."}},
        button("more"), button("slow"), button("beside"),
    ]


@app.mix("/")
def home():
    shown = sorted(rows.value, reverse=is_turned.value)
    listed = [
        {"type": "li", "key": row, "children": [
            {"type": "i", "props": {"content": f"{row} is {rows.value[row]}"}},
            button(f"hit {row}", "hit", row=row),
            button(f"drop {row}", "drop", row=row),
        ]}
        for row in shown
    ]
    unkeyed = [
        {"type": "div", "children": [f"{row} ", button(f"poke {row}", "poke", row=row)]} for row in shown
    ]
    return {"type": "main", "children": [
        *head(),
        *[button(f"I am {name}", "be", name=name) for name in "ab"],
        {"type": "ul", "children": listed},
        {"type": "div", "children": unkeyed},
        {"type": "input", "props": {"name": "word", "bind": word}},
        {"type": "u", "props": {"content": f"the word is {word.value}"}},
        *map(button, ["add", "turn", "all", "fail", "half", "never", "begin", "leave"]),
        bell,
        {"type": "a", "props": {"href": "/other", "content": "other"}},
    ]}


@app.mix("/other")
async def other():
    await asyncio.sleep(0.001)
    return {"type": "main", "children": [
        {"type": "h1", "props": {"content": "Other"}},
        *head(),
        {"type": "a", "props": {"href": "/", "content": "home"}},
    ]}
"""

# What stands on every page, and what on the first alone.
_EVERYWHERE = ("more", "slow", "say", "say", "shout", "tick", "pick", "beside")
_AT_HOME = ("hit", "hit", "drop", "add", "turn", "all", "fail", "half", "ring")
# What is done alone: a list without keys may have to be clicked again.
_ALONE = ("poke", "poke", "word", "leave")


@dataclass
class Burst:
    """What one tab does without waiting for answers.

    Attributes:
        tab: which.
        deeds: each with the row, or the text, it is about.
        meanwhile: what the other tab does before the answers are there.
    """

    tab: str
    deeds: list[tuple[str, str]]
    meanwhile: list[tuple[str, str]] = field(default_factory=list)

    def leave_out(self, name: str) -> None:
        """Do something else instead of that."""
        for deeds in (self.deeds, self.meanwhile):
            deeds[:] = [("more", "") if deed[0] == name else deed for deed in deeds]


class Plan:
    """What two tabs of one visitor do.

    Args:
        draw: draws it.
        bursts: how many bursts, beside those in which they say who they are.
        first: what they do first of all, if that is given.

    Attributes:
        bursts: one after another.
    """

    def __init__(self, draw: random.Random, bursts: int, first: Burst | None = None) -> None:
        self._draw = draw
        self._rows = {tab: [f"{number}{tab}" for number in range(1, 5)] for tab in "ab"}
        self._added = dict.fromkeys("ab", 0)
        self._page = dict.fromkeys("ab", "/")
        self.bursts = [Burst("a", [("be", "a")]), Burst("b", [("be", "b")])]
        if first is not None:
            self.bursts.append(first)
            self._page[first.tab] = "/other" if ("other", "") in first.deeds else "/"
            for tab, rows in self._rows.items():
                self._rows[tab] = [row for row in rows if ("drop", row) not in first.deeds + first.meanwhile]
        for _ in range(bursts):
            self.bursts.append(self._burst(draw.choice("aab")))

    def _burst(self, tab: str) -> Burst:
        draw = self._draw
        if self._page[tab] != "/" and draw.random() < 0.6:
            self._page[tab] = "/"
            return Burst(tab, [(draw.choice(["home", "back"]), "")])
        if self._page[tab] == "/" and draw.random() < 0.12:
            self._page[tab] = "/other"
            return Burst(tab, [("other", "")])
        if self._page[tab] == "/" and draw.random() < 0.2:
            deed = draw.choice(_ALONE)
            if deed == "leave":
                self._page[tab] = "/other"
                return Burst(tab, [("leave", "")])
            if deed == "word":
                return Burst("a", [("word", _text(draw))]) if tab == "a" else Burst(tab, [("ring", "")])
            return Burst(tab, [("poke", draw.choice(self._rows[tab]))], self._meanwhile(tab))
        return Burst(tab, self._deeds(tab, draw.randint(1, 5)), self._meanwhile(tab))

    def _meanwhile(self, tab: str) -> list[tuple[str, str]]:
        """Return what the other tab does: it drops rows that may stand above."""
        other = "b" if tab == "a" else "a"
        if self._draw.random() < 0.5:
            return []
        return self._deeds(other, self._draw.randint(1, 2), first="drop")

    def _deeds(self, tab: str, number: int, first: str = "") -> list[tuple[str, str]]:
        draw, there = self._draw, [*self._rows[tab]]
        deeds: list[tuple[str, str]] = []
        for place in range(number):
            names = _EVERYWHERE if self._page[tab] != "/" else _EVERYWHERE + _AT_HOME
            name = first if first and place == 0 and self._page[tab] == "/" else draw.choice(names)
            row = ""
            if name in ("hit", "drop"):
                if len(there) < 2:
                    name = "more"
                else:
                    row = draw.choice(there)
            if name == "drop":
                there.remove(row)
                self._rows[tab].remove(row)
            elif name == "add":
                self._rows[tab].append(f"{self._added[tab] + 5}{tab}")
                self._added[tab] += 1
            elif name in ("say", "shout"):
                row = _text(draw)
            elif name == "pick":
                row = draw.choice(["red", "green", "blue"])
            deeds.append((name, row))
        return deeds


def _text(draw: random.Random) -> str:
    return "".join(draw.choice("abcdefgh") for _ in range(draw.randint(1, 4)))


def expected(plan: Plan) -> dict[str, list[str]]:
    """Return what each tab's handlers write down, in order."""
    told: dict[str, list[str]] = {"a": [], "b": []}
    for burst in plan.bursts:
        for tab, deeds in ((burst.tab, burst.deeds), ("b" if burst.tab == "a" else "a", burst.meanwhile)):
            for name, about in deeds:
                told[tab] += _told(tab, name, about, told[tab])
    return told


def _told(tab: str, name: str, about: str, known: Sequence[str]) -> list[str]:
    if name in ("hit", "poke", "drop", "say"):
        return [f"{name} {about}"]
    if name == "half":
        return ["half", "whole"]
    if name == "begin":
        return ["begun"]
    if name == "shout":
        return [f"shout {about.upper()}"]
    if name in ("be", "fail", "word", "tick", "pick", "beside", "other", "home", "back"):
        return []
    if name == "add":
        return [f"add {sum(what.startswith('add ') for what in known) + 5}{tab}"]
    return [name]


def normal(element: Any, left_out: Sequence[str] = ("data-cacao-mark",)) -> Any:
    """Return what an element and all below it show, with what fields hold by now.

    Args:
        element: the element.
        left_out: attributes that are not told, or ids of elements.
    """
    if not element.is_element:
        return element.text
    names = {name: value for name, value in element.attributes.items() if name not in left_out}
    if element.is_field:
        names["value"] = element.value
    below = [] if names.get("id") in left_out else [normal(child, left_out) for child in element.children]
    return [element.tag, names, element.style, below]


def differences(first: Any, second: Any, where: str = "") -> list[str]:
    """Return in what two trees that are told differ."""
    if not (isinstance(first, list) and isinstance(second, list) and len(first) == len(second)):
        return [] if first == second else [f"{where}: {first} | {second}"]
    pairs = enumerate(zip(first, second, strict=True))
    return [told for place, pair in pairs for told in differences(*pair, f"{where}/{place}")]
