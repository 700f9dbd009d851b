"""Trying: the App whose pages show one widget each, to be tried and looked at; run by the suite.

``/demo/NODE-TYPE`` is the widget's demo of the gallery, ``/drive/NODE-TYPE`` what its drive tries,
``/hostile/NODE-TYPE`` the widget with texts that try to be more. Its server
needs ``tests`` and ``examples`` on Python's path.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from components import drives
from components.broken import FLEETING, UNUSABLE
from components.drive import Drive, Probe
from components.hostile import Painter, accepted, find_sample
from components.looks import draw_looks
from showcase.demos import find_demos

from cacao import App, not_found
from cacao_kernel import Piece
from cacao_plugins.components import WIDGETS


def all_drives() -> tuple[dict[str, Drive], set[str]]:
    """Return the drives of all families by node type, and the types of widgets that nobody operates."""
    found: dict[str, Drive] = {}
    still: set[str] = set()
    for module in iter_modules(drives.__path__):
        family = import_module(f"components.drives.{module.name}")
        found |= family.DRIVES
        still |= family.STILL
    return found, still


DEMOS = find_demos()
DRIVES, STILL = all_drives()
SHOWN = {**DRIVES, **UNUSABLE, **FLEETING}
PROBES = {node_type: Probe(node_type, drive.begins) for node_type, drive in SHOWN.items()}
AROUND = Probe("around")
BY_TYPE = {widget.node_type: widget for widget in WIDGETS}
FAMILIES = sorted({widget.__module__.split(".")[2] for widget in WIDGETS})

app = App(title="Trying")
LONG = {"long": "Donaudampfschiff" * 12}
PAINTER = Painter()  # tries the variants of a widget, to see which are refused


@app.mix("/demo/{node_type}", title=lambda node_type: node_type)
def demo(node_type: str) -> Any:
    """Show a demo as it stands in the gallery."""
    if node_type not in DEMOS:
        raise not_found(f"There is no demo of {node_type}.")
    return _page(DEMOS[node_type](), node_type, AROUND)


@app.mix("/drive/{node_type}", title=lambda node_type: node_type)
def drive(node_type: str) -> Any:
    """Show what a drive tries, and what came of it."""
    if node_type not in SHOWN:
        raise not_found(f"There is no drive of {node_type}.")
    probe = PROBES[node_type]
    shown = [
        {"type": "p", "props": {"id": "probe-value", "content": repr(probe.value.value)}},
        {"type": "p", "props": {"id": "probe-told", "content": repr(probe.told.value)}},
        {"type": "button", "props": {"label": "Behind"}},
    ]
    return _page(SHOWN[node_type].tree(probe), node_type, probe, shown)


def sample_of(node_type: str) -> dict[str, Any] | None:
    """Return the props of a widget as its demo has them, or its drive."""
    found = find_sample(DEMOS[node_type](), node_type) if node_type in DEMOS else None
    if found is None and node_type in DRIVES:
        found = find_sample(DRIVES[node_type].tree(PROBES[node_type]), node_type)
    return found


@app.mix("/hostile/{node_type}", title=lambda node_type: node_type)
def hostile(node_type: str) -> Any:
    """Show a widget as its demo has it, and, once nudged, with texts that try to be more."""
    sample = sample_of(node_type)
    if sample is None:
        raise not_found(f"Nothing shows {node_type}.")
    return _page(
        [
            {
                "type": "div",
                "key": name,
                "children": [{"type": node_type, "props": props if AROUND.nudges.value else sample}],
            }
            for name, props in attacks_on(node_type).items()
        ],
        node_type,
        AROUND,
    )


@app.mix("/looks", title="Looks")
def looks() -> Any:
    """Show every demo at once, and what chooses how all of them look."""
    return draw_looks({node_type: nudged(shown(), node_type, 0) for node_type, shown in DEMOS.items()})


@cache
def attacks_on(node_type: str) -> dict[str, dict[str, Any]]:
    """Return the props with hostile texts that a widget takes: to find them takes longer than all else."""
    found = accepted(BY_TYPE[node_type], sample_of(node_type) or {}, PAINTER)
    return {name: props for name, (props, _) in found.items()}


# What nobody sees, and what two of on one page would not get along with.
UNSEEN = {"id", "class_name", "name", "autocomplete", "href", "src", "url", "poster", "gap", "height"}
ALONE = {"sidebar-layout", "command-palette"}


@app.mix("/long/{family}")
def long_words(family: str) -> Any:
    """Show widgets with a word without end in each place that takes a text, each in a box of its own."""
    found = {each: sample_of(each) for each in BY_TYPE if family_of(each) == family and each not in ALONE}
    return {
        "type": "main",
        "props": {"style": {"padding": "1rem"}},
        "children": [
            {
                "type": "div",
                "key": f"{node_type} {name}",
                "props": {"data_tried": f"{node_type} {name}", "style": {"marginBlock": 8}},
                "children": [{"type": node_type, "props": props}],
            }
            for node_type, sample in found.items()
            if sample is not None
            for name, (props, _) in accepted(BY_TYPE[node_type], sample, PAINTER, LONG).items()
            if name.partition(":")[0] not in UNSEEN
        ],
    }


def family_of(node_type: str) -> str:
    """Return the name of the folder that a widget lies in."""
    return BY_TYPE[node_type].__module__.split(".")[2]


def _page(tree: Any, node_type: str, probe: Probe, below: Any = None) -> Any:
    """Return a page with one tree, that can be changed around and in the widget."""
    nudges = probe.nudges.value
    return {
        "type": "div",
        "props": {"id": "page", "style": {"padding": "1rem"}},
        "children": [
            *[{"type": "p", "props": {"content": f"Nudge {number + 1}"}} for number in range(nudges)],
            {"type": "h1", "key": "heading", "props": {"content": node_type}},
            {
                "type": "div",
                "key": "tried",
                "props": {"id": "tried"},
                "children": [nudged(tree, node_type, nudges)],
            },
            {"type": "div", "key": "below", "children": below},
            {
                "type": "button",
                "key": "nudge",
                "props": {"id": "nudge", "label": "Nudge", "hidden": True, "on_click": probe.nudge},
            },
        ],
    }


def nudged(tree: Any, node_type: str, nudges: int, is_inside: bool = False) -> Any:
    """Return the tree with an attribute at each widget of this type, and another at the nodes in these."""
    if isinstance(tree, Piece):
        tree = tree.render()
    if isinstance(tree, list | tuple):
        return [nudged(child, node_type, nudges, is_inside) for child in tree]
    if not isinstance(tree, dict) or "type" not in tree or not {"props", "children"} & {*tree}:
        return tree
    is_it = tree["type"] == node_type
    props = {
        name: nudged(value, node_type, nudges, is_inside or is_it)
        for name, value in tree.get("props", {}).items()
    }
    if is_inside:
        props["data_foreign"] = True
    elif is_it:
        props["data_nudged"] = nudges
    changed = {**tree, "props": props}
    if "children" in tree:
        changed["children"] = nudged(tree["children"], node_type, nudges, is_inside or is_it)
    return changed
