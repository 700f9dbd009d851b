"""Events view: what has happened, the newest first: cause, change, time and bytes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from cacao_kernel import State

from .marks import Tree, button, mark, quiet, spell_seconds

if TYPE_CHECKING:
    from cacao_kernel import Inspection

MAX_VALUE = 80


def view_events(inspection: Inspection, tab: str, wanted: State[str], slow: int) -> Tree:
    """Return the log of what has happened.

    Args:
        inspection: tells what has happened.
        tab: the tab's name.
        wanted: what the log is filtered by.
        slow: milliseconds from which rendering is slow.
    """
    now = inspection.looks_at(tab)
    known = [moment for moment in inspection.moments(tab) if not is_attendance(moment)]
    words = wanted.value.lower().split()
    fitting = [
        moment for moment in known if all(word in _spell(moment, inspection).lower() for word in words)
    ]
    if fitting:
        rows = [
            {
                **mark(
                    "li",
                    _head(moment, tab, inspection),
                    *_facts(moment, slow),
                    *_changes(moment, inspection),
                    className="here" if moment.number == now else None,
                ),
                "key": f"{moment.number}",
            }
            for moment in reversed(fitting)
        ]
        log = mark("ol", *rows, className="events", aria_label="Events")
    else:
        log = quiet("Nothing fits the filter." if known else "Nothing has happened yet. Click on the page.")
    words_of_field = "Filter by cause or State"
    field = mark("input", type="search", bind=wanted, aria_label="Filter", placeholder=words_of_field)
    return mark("div", mark("div", field, button("Clear", "clear", {"tab": tab}), className="bar"), log)


def is_attendance(moment: Any) -> bool:
    """Tell whether nothing has happened but that a tab has come or gone."""
    return moment.deed is None and not moment.happening.error and not _changed(moment)


def _changed(moment: Any) -> list[str]:
    return [name for name in moment.happening.after if name not in ("app.tabs", "app.online")]


def _head(moment: Any, tab: str, inspection: Inspection) -> Tree:
    number = moment.number
    look = button(
        "Look", "travel", {"tab": tab, "number": number}, aria_label=f"Look at the page after #{number}"
    )
    return mark(
        "div",
        mark("span", f"#{number}", className="number"),
        mark("span", inspection.hide(name_moment(moment)), className="name"),
        mark("span", time.strftime("%H:%M:%S", time.localtime(moment.at)), className="quiet"),
        mark("span", "before a save", className="quiet") if moment.is_past else look,
        className="head",
    )


def _facts(moment: Any, slow: int) -> list[Tree]:
    """Return what it has cost."""
    deed, traffic = moment.deed, moment.traffic
    facts: list[Tree] = []
    if deed is not None and deed.seconds is not None and deed.kind != "link":
        facts.append(mark("span", spell_seconds(deed.seconds), title="From the event to its answer"))
    if traffic.patches:
        kind = "slow" if traffic.painting * 1000 > slow else None
        rendered = f"render {spell_seconds(traffic.painting)}"
        facts.append(mark("span", rendered, className=kind, title="Rendering what has changed"))
        ops = f"{traffic.ops} change{'' if traffic.ops == 1 else 's'} to nodes"
        facts.append(mark("span", f"{traffic.sent:,} bytes", title=f"{ops}, as they were sent"))
    return [mark("div", *facts, className="facts")] if facts else []


def _changes(moment: Any, inspection: Inspection) -> list[Tree]:
    """Return what it has changed, or why it has not."""
    happening = moment.happening
    rows = [_change(happening, name, inspection) for name in _changed(moment)]
    below = [mark("ul", *rows, className="changes")] if rows else []
    error = inspection.hide(happening.error)
    return below + ([mark("p", error, className="problem")] if error else [])


def _change(happening: Any, name: str, inspection: Inspection) -> Tree:
    before = _short(inspection.spell(name, happening.before.get(name)))
    after = _short(inspection.spell(name, happening.after[name]))
    arrow = mark("span", "→", className="quiet")
    head, of, place = name.partition(" of ")
    short = head.rpartition(".")[2]
    shown = f"{short} of {place.rpartition('/')[2]}" if of else short
    return mark(
        "li",
        mark("span", shown, className="name", title=name),
        mark("del", before),
        arrow,
        mark("ins", after),
    )


def name_moment(moment: Any) -> str:
    """Return what has happened, in words."""
    deed, cause = moment.deed, str(moment.happening.cause)
    if deed is None:
        return cause
    if deed.kind == "link":
        return f"link to {deed.path}"
    what = f"{deed.kind} “{deed.label}”" if deed.label else f"{deed.kind} <{deed.tag}>"
    return what if cause == "bind" else f"{what} · {cause}"


def _spell(moment: Any, inspection: Inspection) -> str:
    told = (name_moment(moment), moment.happening.error)
    return " ".join([*map(inspection.hide, told), *moment.happening.after])


def _short(spelled: str) -> str:
    return spelled if len(spelled) <= MAX_VALUE else f"{spelled[: MAX_VALUE - 1]}…"
