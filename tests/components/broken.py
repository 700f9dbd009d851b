"""Broken: widgets that are wrong on purpose, each in another way, and their drives; the suite must see it."""

from __future__ import annotations

from typing import Any

from components.drive import Drive, Keys, Probe

from cacao.ui import TextInput


def _no_button(probe: Probe) -> Any:
    """Return what can be clicked, and not reached with the keyboard."""
    return {"type": "div", "props": {"content": "Save", "on_click": probe.note}}


def _deaf(probe: Probe) -> Any:
    """Return an input whose handler is never told, though it is bound."""
    return TextInput("Name", bind=probe.value)


def _unbound(probe: Probe) -> Any:
    """Return an input that sets nothing."""
    return TextInput("Name", on_change=probe.note)


def _reborn(probe: Probe) -> Any:
    """Return an input that is another one whenever the page changes."""
    return _nudged(probe, {"type": "div", "key": probe.nudges.value, "children": [TextInput("Name")]})


def _forgetful(probe: Probe) -> Any:
    """Return an input whose text is written over."""
    return _nudged(probe, TextInput("Name", value=f"{probe.nudges.value}"))


def _closing(probe: Probe) -> Any:
    """Return details that are shut."""
    summary = {"type": "summary", "props": {"content": "More"}}
    return _nudged(probe, {"type": "details", "key": probe.nudges.value, "children": [summary, "Much more."]})


def _nudged(probe: Probe, tree: Any) -> Any:
    return {"type": "div", "props": {"data_nudged": probe.nudges.value}, "children": [tree]}


def _type(keys: Keys) -> Keys:
    return keys.tab().type("Ann").tab()


UNUSABLE = {
    "broken-no-button": Drive(_no_button, lambda keys: keys.tab().press("Enter")),
    "broken-deaf": Drive(_deaf, _type, value="Ann"),
    "broken-unbound": Drive(_unbound, _type, value="Ann"),
}
FLEETING = {
    "broken-reborn": Drive(_reborn, _type, midway=lambda keys: keys.tab().type("Ann")),
    "broken-forgetful": Drive(_forgetful, _type, midway=lambda keys: keys.tab().press("End")),
    "broken-closing": Drive(_closing, _type, midway=lambda keys: keys.tab().press("Enter").tab()),
}
