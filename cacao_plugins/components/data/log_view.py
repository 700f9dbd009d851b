"""Log view: lines that come in at the end, and are followed there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cacao_kernel import Component, Event, For, State, read

from ..base import BASE
from ..kinds import Followed
from ..widget import Widget, read_kit
from .log import CHUNK, LEVELS, Chunk, Line, Log, read_line

Tree = dict[str, Any]
TYPING_PAUSE = 250  # milliseconds


class LogView(Widget):
    """Lines of a log, the newest at the end; it stays there until a visitor scrolls up to read.

    Args:
        lines: a Log; or a list of texts, of pairs of level and text, or of dicts, or what gives one.
            Long lists that change often are a Log's work: of a list each line is compared.
        label: what it is called.
        height: how high its lines are; more of them are scrolled.
        filterable: whether visitors may look for words, or for grave lines alone.
        wrap: whether long lines are broken.
        announce: whether new lines are told to those who hear the page; rare ones should be.
    """

    node_type = "log-view"
    kits = (BASE, read_kit("log-view"))

    lines: Log | Sequence[Any] | Followed
    label: str = ""
    height: int | str = 320
    filterable: bool = True
    wrap: bool = True
    announce: bool = False

    def draw(self) -> object:
        """Return the log in its frame; what each tab looks for is a State of the panel."""
        return self.root("div", LogPanel(self), class_name="cacao-log", data_wrap=self.wrap or None)


class LogPanel(Component):
    """What one tab sees of a log.

    Args:
        view: the log view.
    """

    component_type = "log-view"

    words = State("", scope="tab")
    least = State("debug", scope="tab")

    def __init__(self, view: LogView) -> None:
        super().__init__()
        self.view = view

    async def change_least(self, event: Event) -> None:
        """Show lines of this level and above."""
        if event.value in LEVELS:
            self.least.set(event.value)

    def render(self) -> Any:
        """Return the fields to look for lines with, and the lines."""
        view = self.view
        keep = make_filter(self.words.value, self.least.value)
        props = {
            "class": "cacao-log-scroll",
            "role": "log",
            "aria_label": view.label or view.say("log"),
            "aria_live": "polite" if view.announce else "off",
            "tabindex": 0,
            "style": {"height": view.height},
        }
        spelled = tuple(view.say(f"level_{level}") for level in LEVELS)
        lines: object = (
            draw_log(view.lines, keep, spelled)
            if isinstance(view.lines, Log)
            else draw_list(view.lines, keep, spelled)
        )
        inner = {"type": "div", "props": {"class": "cacao-log-lines"}, "children": lines}
        if not (view.lines.chunks() if isinstance(view.lines, Log) else lines):
            inner = self._nothing(is_sought=keep is not None)
        return {
            "type": "div",
            "props": {"class": "cacao-log-all"},
            "children": [self._tools(), {"type": "div", "props": props, "children": inner}],
        }

    def _nothing(self, *, is_sought: bool) -> Tree:
        """Return what stands where lines will be, or where none fits what is looked for."""
        content = self.view.say("nothing_found" if is_sought else "no_items")
        return {"type": "p", "props": {"class": "cacao-nothing cacao-log-nothing", "content": content}}

    def _tools(self) -> Tree | None:
        view, say = self.view, self.view.say
        if not view.filterable and not view.label:
            return None
        fields: list[Tree] = []
        if view.filterable:
            options = [
                {
                    "type": "option",
                    "props": {
                        "value": level,
                        "content": say(f"log_{level}"),
                        "selected": level == self.least.value,
                    },
                }
                for level in LEVELS
            ]
            props = {"aria_label": say("log_level"), "on_change": self.change_least}
            words = {"type": "search", "bind": self.words, "debounce": TYPING_PAUSE}
            words |= {"aria_label": say("search"), "placeholder": say("search")}
            fields = [
                {"type": "input", "props": words},
                {"type": "select", "props": props, "children": options},
            ]
        title = {"type": "span", "props": {"class": "cacao-log-title", "content": view.label}}
        return {"type": "div", "props": {"class": "cacao-log-tools"}, "children": [title, *fields]}


Keep = Callable[[Line], bool]


def make_filter(words: str, least: str) -> Keep | None:
    """Return a function that tells which lines are looked for; None if all are."""
    words = words.strip().casefold()
    shown = frozenset(LEVELS[LEVELS.index(least) :]) if least in LEVELS else frozenset(LEVELS)
    if not words and len(shown) == len(LEVELS):
        return None
    # What it closes over is compared: texts alone.
    grave = " ".join(sorted(shown))
    return lambda line: line.level in grave.split() and words in line.text.casefold()


def draw_log(log: Log, keep: Keep | None, spelled: Sequence[str]) -> For:
    """Return the lines of a log: a row for each chunk, of which none but the last one changes.

    Args:
        log: the log.
        keep: tells which lines are looked for.
        spelled: what each of the levels is called.
    """

    def draw(chunk: Chunk) -> Tree:
        rows = [
            draw_line(line, chunk[0] * CHUNK + place, spelled)
            for place, line in enumerate(log.lines_of(chunk))
            if keep is None or keep(line)
        ]
        return {"type": "div", "children": rows}

    return For(log.chunks(), key=lambda chunk: chunk[0], render=draw)


def draw_list(given: Any, keep: Keep | None, spelled: Sequence[str]) -> list[Tree]:
    """Return the lines of a list, as :func:`draw_log` does."""
    lines = [*map(read_line, read(given))]
    return [draw_line(line, place, spelled) for place, line in enumerate(lines) if keep is None or keep(line)]


def draw_line(line: Line, number: int, spelled: Sequence[str]) -> Tree:
    """Return a line, known by its number."""
    time = {"type": "span", "props": {"class": "cacao-log-time", "content": line.time}} if line.time else None
    level = line.level if line.level in LEVELS else "info"
    grade = {"class": "cacao-log-level", "content": spelled[LEVELS.index(level)]}
    text = {"type": "span", "props": {"class": "cacao-log-text"}, "children": [line.text]}
    props = {"class": "cacao-log-line", "data_level": level}
    return {
        "type": "div",
        "key": number,
        "props": props,
        "children": [time, {"type": "span", "props": grade}, text],
    }
