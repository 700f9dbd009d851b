"""Drive: how a person uses one widget with the keyboard alone, and what comes of it.

``tests/components/drives/FAMILY.py`` holds ``DRIVES``, a Drive for each widget of the family, by its node
type, and ``STILL``, the widgets that nobody can operate::

    DRIVES = {
        "text-input": Drive(
            lambda probe: TextInput("Name", bind=probe.value, on_change=probe.note),
            lambda keys: keys.tab().type("Ann").press("Enter"),
            value="Ann",
            midway=lambda keys: keys.tab().type("An").press("ArrowLeft"),
        ),
        "button": Drive(
            lambda probe: Button("Save", on_click=probe.note), lambda keys: keys.tab().press("Enter")
        ),
    }
    STILL = {"badge"}

The suite shows what the first function returns on a page of its own, lets the second press keys, and looks
at the probe. Then, on a fresh page, ``midway`` brings the widget to where a person is in the middle of
using it (a word half typed, a list open); the server changes the widget and what stands around it, and
focus, caret, text and all that is open must be as they were.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from patience import WAIT_SECONDS, quiet, until

from cacao import Event, State

UNBOUND = object()
"""The value of a drive whose widget has none."""


class Probe:
    """What a widget is tried with.

    Args:
        node_type: the widget's, for the names of the States.
        begins: what the value begins with.

    Attributes:
        value: the State to bind the widget to.
        told: what the handler was told so far, the kind of each event.
        nudges: how often the page was changed around and in the widget.
    """

    def __init__(self, node_type: str, begins: Any = "") -> None:
        self.value: State[Any] = State(begins, name=f"probe.{node_type}.value")
        self.told: State[list[str]] = State([], name=f"probe.{node_type}.told")
        self.nudges: State[int] = State(0, name=f"probe.{node_type}.nudges")

    def note(self, event: Event) -> None:
        """Be a handler: note that the event has come."""
        self.told.set([*self.told.value, event.kind])

    def nudge(self) -> None:
        """Change the page around and in the widget."""
        self.nudges.update(lambda number: number + 1)


class Keys:
    """The keyboard, and eyes. Every action waits until the server has answered, and returns the keys.

    Args:
        page: the page in Chromium, to look at only.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self._heard = 0

    def press(self, *keys: str) -> Keys:
        """Press keys one after another: ``"Enter"``, ``"ArrowDown"``, ``"Shift+Tab"``, ``"Control+k"``."""
        for key in keys:
            self.page.keyboard.press(key)
            quiet(self.page)
        return self

    def tab(self, times: int = 1) -> Keys:
        """Go to the next thing that takes the keyboard, so many times."""
        return self.press(*["Tab"] * times)

    def type(self, text: str) -> Keys:
        """Type letter by letter."""
        self.page.keyboard.type(text)
        quiet(self.page)
        return self

    def sees(self, text: str) -> Keys:
        """Wait until this text can be seen."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()
        return self

    def misses(self, text: str) -> Keys:
        """Wait until this text can not be seen."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for(state="hidden")
        return self

    def is_on(self, name: str) -> Keys:
        """Wait until the focus is on what is called this: its label, ``aria-label`` or text."""
        until(self.page, f"({FOCUSED_NAMES}).includes({name!r})")
        return self

    def hears(self, kind: str = "change") -> Keys:
        """Wait until the handler was told of more than at the last of these waits, and last of this kind."""
        until(self.page, f"{HEARD}.length > {self._heard} && {HEARD}.at(-1) === {kind!r}")
        self._heard = self.page.evaluate(f"{HEARD}.length")
        return self

    def scrolls(self) -> Keys:
        """Wait until what has the focus has been scrolled itself, and not the page."""
        until(self.page, "document.activeElement.scrollTop > 0 || document.activeElement.scrollLeft > 0")
        return self

    def leads_to(self, address: str) -> Keys:
        """Wait until the page has this address, below that of the server."""
        until(self.page, f"location.pathname + location.hash === {address!r}")
        return self


HEARD = """[...document.getElementById("probe-told").textContent.matchAll(/\\w+/g)].flat()"""

FOCUSED_NAMES = """(() => {
  const node = document.activeElement, said = (id) => document.getElementById(id)?.textContent;
  const labels = [...(node.labels ?? [])].map((label) => label.textContent);
  const others = (node.getAttribute("aria-labelledby") ?? "").split(" ").map(said).join(" ");
  const names = [node.ariaLabel, node.textContent, ...labels, others];
  return names.map((name) => (name ?? "").replace(" *", "").trim());
})()"""


def one_tab(keys: Keys) -> Keys:
    """Bring the focus to the widget."""
    return keys.tab()


@dataclass(frozen=True)
class Drive:
    """How a person uses one widget with the keyboard alone.

    Attributes:
        tree: returns what is tried, given a probe: the widget, alone or with what it needs around it.
        use: what a person does, from the first Tab on.
        value: what the probe's State is afterwards; left out where the widget has no value.
        begins: what it begins with.
        told: whether ``probe.note`` was called.
        midway: what brings the widget into the midst of being used; by default one Tab.
    """

    tree: Callable[[Probe], Any]
    use: Callable[[Keys], object]
    value: Any = UNBOUND
    begins: Any = ""
    told: bool = True
    midway: Callable[[Keys], object] = one_tab


def check_drive(drive: Drive, page: Any, seconds: float = WAIT_SECONDS) -> None:
    """Use the widget on its page, and look at what came of it.

    Args:
        drive: what to do, and what comes of it.
        page: the page in Chromium that shows the widget.
        seconds: how long to wait for that.

    Raises:
        AssertionError: if the value is another, or the handler was told nothing.
    """
    drive.use(Keys(page))
    quiet(page)
    if drive.value is not UNBOUND:
        found = _look(page, "probe-value", lambda text: text == repr(drive.value), seconds)
        assert found == repr(drive.value), f"the State is {found}, and should be {drive.value!r}"
    if drive.told:
        found = _look(page, "probe-told", lambda text: text != "[]", seconds)
        assert found != "[]", "the handler was told nothing"


def _look(page: Any, element_id: str, is_right: Callable[[str], bool], seconds: float) -> str:
    """Return the text of an element, as soon as it is right, or in the end."""
    element = page.locator(f"#{element_id}")
    end = time.monotonic() + seconds
    while not is_right(text := element.text_content()) and time.monotonic() < end:
        page.wait_for_timeout(20)
    return text
