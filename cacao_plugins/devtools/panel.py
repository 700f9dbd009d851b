"""Panel: the page of the devtools, in an App of its own beside the one that it shows."""

from __future__ import annotations

import asyncio
from contextvars import Context
from typing import TYPE_CHECKING, Any

from cacao_kernel import CacaoError, Event, State, call_page

from .events_view import is_attendance, name_moment, view_events
from .marks import Tree, button, mark, quiet
from .retelling import retell
from .state_view import view_state
from .tree_view import view_tree

if TYPE_CHECKING:
    from cacao_kernel import App, Inspection

VIEWS = ("Tree", "State", "Events", "Test")
DELAYS = ("0", "50", "200", "1000")
BEAT = 0.05
"""Seconds: how long what happens is gathered before the panel shows it."""


class Panel:
    """What the panel shows, and what it does.

    Args:
        slow: milliseconds from which a render counts as slow.
    """

    def __init__(self, slow: int) -> None:
        self._slow = slow
        self._inspection: Inspection
        self._is_open = False  # whether its App has been made
        self._is_due = False

    def look(self, inspection: Inspection) -> None:
        """Show this App from now on."""
        self._inspection = inspection
        inspection.follow(self._stir)

    def _stir(self) -> None:
        """Show what has happened, once no more comes for a moment."""
        if self._is_open and not self._is_due:
            self._is_due = True
            # Apart from what has happened, whose session is current here: this is for the panel alone.
            asyncio.get_running_loop().call_later(BEAT, self._beat, context=Context())

    def _beat(self) -> None:
        self._is_due = False
        self._show()

    def _show(self) -> None:
        """Let all panels show what is by now."""
        self.beats.update(lambda number: number + 1)

    def build(self, app: App) -> None:
        """Declare the States, the page and the handlers in the App of the panel's own."""
        self._is_open = True
        self.beats = State(0, scope="app", store=False, name="beats")
        # What is chosen stands in the address of the frame, which another edition of the code goes on with.
        self.view = State("Tree", url="view", name="view")
        self.dock = State("right", url="dock", name="dock")
        self.flash = State(False, url="flash", name="flash")
        self.delay = State("0", url="delay", name="delay")
        self.filter = State("", scope="tab", name="filter")
        self.editing = State("", scope="tab", name="editing")
        self.problem = State("", scope="tab", name="problem")
        self.count = State(5, url="last", name="count")
        app.mix("/", title="Devtools")(self.page)
        for handler in (
            self.choose,
            self.turn,
            self.travel,
            self.clear,
            self.edit,
            self.end,
            self.save,
            self.copy,
        ):
            app.event(handler.__name__)(handler)

    async def page(self, tab: str = "") -> Tree:
        """Return the panel of one tab."""
        _ = self.beats.value  # which lets it follow what happens
        shown = [*self._banner(tab), self._view(tab)]
        views = [
            button(name, "choose", {"view": name}, aria_current="page" if name == self.view.value else None)
            for name in VIEWS
        ]
        docked = "below" if self.dock.value == "right" else "right"
        tools = [
            button(
                "⬓" if docked == "below" else "◨", "turn", title=f"Dock {docked}", aria_label=f"Dock {docked}"
            ),
            mark("button", "✕", type="button", title="Close", aria_label="Close", data_close=""),
        ]
        return mark(
            "main",
            mark(
                "header",
                mark("h1", "Devtools"),
                mark("nav", *views, aria_label="Views"),
                mark("div", *tools, className="tools"),
            ),
            mark("section", *shown, className="view", aria_label=self.view.value),
            self._foot(),
            className="devtools",
            data_dock=self.dock.value,
            data_flash="on" if self.flash.value else "off",
            data_delay=self.delay.value,
            data_past=self._past(tab),
        )

    def _view(self, tab: str) -> Tree:
        """Return what was chosen to be seen."""
        inspection, view = self._inspection, self.view.value
        if not inspection.has(tab):
            return quiet("The page that this panel belongs to is not connected at the moment.")
        if view == "Tree":
            return view_tree(inspection.regions(tab), self._slow)
        if view == "State":
            return view_state(inspection.cells(tab), tab, self.editing.value, self.problem.value)
        if view == "Events":
            return view_events(inspection, tab, self.filter, self._slow)
        return self._view_test(tab)

    def _view_test(self, tab: str) -> Tree:
        number = mark("input", type="number", min=1, max=100, bind=self.count, aria_label="How many events")
        copy = button("Copy", "copy", {"tab": tab}, className="strong")
        return mark(
            "div",
            mark("div", "The last", number, "events, as a test", copy, className="bar"),
            mark("pre", self._retell(tab), tabIndex=0, aria_label="The test"),
            quiet("Paste it into a file beside the app, such as test_by_hand.py, and run pytest."),
        )

    def _retell(self, tab: str) -> str:
        return retell(self._inspection, tab, max(1, self.count.value or 1))

    def _foot(self) -> Tree:
        choices = [mark("option", f"{delay} ms", value=delay) for delay in DELAYS]
        return mark(
            "footer",
            mark("label", mark("input", type="checkbox", bind=self.flash), "Flash changes"),
            mark("label", "Latency", mark("select", *choices, bind=self.delay)),
            mark("button", "Offline 5 s", type="button", data_offline="5000"),
        )

    def _banner(self, tab: str) -> list[Tree]:
        """Return what says that the tab shows the past, with the ways back; nothing in the present."""
        past = self._past(tab)
        if not past:
            return []
        known = [moment.number for moment in self._moments(tab)]
        at = self._inspection.looks_at(tab) or 0
        before = [number for number in known if number < at]
        after = [number for number in known if number > at]
        back = before[-1] if before else min(known, default=1) - 1
        is_first = not known or at < known[0]
        steps = [
            button("◀ Back", "travel", {"tab": tab, "number": back}, disabled=is_first),
            button(
                "Forth ▶", "travel", {"tab": tab, "number": after[0] if after else None}, disabled=not after
            ),
            button("Back to now", "travel", {"tab": tab, "number": None}, data_now="", className="strong"),
        ]
        return [mark("div", mark("p", past), *steps, className="past", role="status")]

    def _moments(self, tab: str) -> list[Any]:
        moments = self._inspection.moments(tab)
        return [moment for moment in moments if not (moment.is_past or is_attendance(moment))]

    def _past(self, tab: str) -> str:
        """Return what the tab shows, if that is the past; else nothing."""
        number = self._inspection.looks_at(tab)
        if number is None:
            return ""
        moment = next((one for one in self._moments(tab) if one.number == number), None)
        if moment is None:
            return "You look at the page as it was before all that is listed."
        return (
            f"You look at the page as it was after #{number}: {self._inspection.hide(name_moment(moment))}."
        )

    # What the buttons do.

    async def choose(self, event: Event) -> None:
        """Show another view."""
        self.view.set(event.params["view"])

    async def turn(self) -> None:
        """Dock the panel at the other side."""
        self.dock.set("below" if self.dock.value == "right" else "right")

    async def travel(self, event: Event) -> None:
        """Let the page show its past, or the present again."""
        self._inspection.travel(event.params["tab"], event.params["number"])
        self._show()

    async def clear(self, event: Event) -> None:
        """Forget what has happened."""
        self._inspection.clear(event.params["tab"])
        self._show()

    async def copy(self, event: Event) -> None:
        """Copy the test."""
        call_page("devtools-copy", self._retell(event.params["tab"]))

    async def edit(self, event: Event) -> None:
        """Let a cell be edited."""
        self.editing.set(event.params["cell"])
        self.problem.set("")

    async def end(self) -> None:
        """End the edit of a cell, and leave the cell as it is."""
        self.editing.set("")
        self.problem.set("")

    async def save(self, event: Event) -> None:
        """Give the cell that is edited its new value, or say why not."""
        try:
            value = str(event.fields["value"])
            self._inspection.write(event.params["tab"], self.editing.value, value, "devtools")
        except CacaoError as error:
            self.problem.set(str(error))
        else:
            await self.end()
            self._show()
