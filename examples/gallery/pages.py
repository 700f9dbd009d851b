"""Pages: the overview of all components, and the page of one."""

from __future__ import annotations

from typing import Any

from cacao import Component, For
from cacao.ui import Code, CopyButton
from cacao_plugins.components.manual import Entry, manual_of
from cacao_plugins.components.props import HasProps

from .contents import Shown, contents, found
from .source import source_of

Tree = dict[str, Any]

# These need the whole width; the code of others stands beside them.
WIDE = frozenset({"Layout", "Data", "Navigation", "Forms"})


def overview() -> list[Any]:
    """Return what the first page shows: every component with its first sentence."""
    return [
        {"type": "h1", "props": {"content": "Everything an app needs, calm and complete"}},
        {
            "type": "p",
            "props": {"class": "gallery-lead"},
            "children": f"{len(contents())} components, in light and dark, on a phone and a wide screen, "
            "for the mouse, the finger and the keyboard. Each stands here live, with its code.",
        },
        Cards(),
    ]


class Cards(Component):
    """A card for each component that the visitor looks for."""

    def render(self) -> Tree:
        """Return the families that have some."""
        return {"type": "div", "children": [_family(*family) for family in found().items()]}


def _family(family: str, members: list[Shown]) -> Tree:
    return {
        "type": "section",
        "key": family,
        "props": {"class": "gallery-family"},
        "children": [
            {"type": "h2", "props": {"content": family}},
            {
                "type": "ul",
                "props": {"class": "gallery-cards"},
                "children": _cards(members),
            },
        ],
    }


def _cards(members: list[Shown]) -> For:
    return For([each.node_type for each in members], key=str, render=_card)


def _card(node_type: str) -> Tree:
    shown = contents()[node_type]
    link = {"type": "a", "props": {"href": shown.path, "content": shown.name}}
    first, _, rest = shown.manual.summary.partition(". ")
    summary = {"type": "p", "props": {"content": f"{first}." if rest else first}}
    # To look at: it is used on its own page.
    preview = {
        "type": "div",
        "props": {"class": "gallery-preview", "inert": True},
        "children": _shrunk(shown),
    }
    return {"type": "li", "children": [preview, {"type": "h3", "children": [link]}, summary]}


def _shrunk(shown: Shown) -> Tree | None:
    return shown.demo and {"type": "div", "children": shown.demo()}


def component_page(shown: Shown) -> list[Any]:
    """Return what the page of a component shows: it, its code and its props."""
    return [
        {"type": "p", "props": {"class": "gallery-kicker", "content": shown.family}},
        {"type": "h1", "props": {"content": shown.name}},
        {"type": "p", "props": {"class": "gallery-lead", "content": shown.manual.summary}},
        _live(shown),
        {"type": "h2", "props": {"content": "Arguments" if shown.is_call else "Props"}},
        {"type": "p", "children": _usage(shown)},
        _props(shown.manual.entries, "Argument" if shown.is_call else "Prop"),
        *[each for part in shown.parts for each in _part(part)],
        *([] if shown.is_call else [_common(shown)]),
        _neighbours(shown),
    ]


def _usage(shown: Shown) -> list[Any]:
    if shown.is_call:
        return ["Call it in a handler: ", _code(f"{shown.name}(…)"), "."]
    return [
        "Give them to the class, ",
        _code(f"{shown.name}(…)"),
        ", or in a tree of dicts: ",
        _code(f'{{"type": "{shown.node_type}", "props": {{…}}}}'),
        ".",
    ]


def _common(shown: Shown) -> Tree:
    summary = {"type": "summary", "props": {"content": "Props of every component"}}
    children = [summary, _props(shown.manual.common)]
    return {"type": "details", "props": {"class": "gallery-common"}, "children": children}


def _part(part: type[HasProps]) -> list[Tree]:
    """Return what stands in a prop of the component, and has props of its own."""
    manual = manual_of(part)
    return [
        {"type": "h3", "props": {"content": part.__name__}},
        {"type": "p", "props": {"content": manual.summary}},
        _props(manual.entries),
    ]


def _live(shown: Shown) -> Tree:
    if shown.demo is None:
        return {"type": "p", "props": {"class": "gallery-quiet", "content": "Its demo is still to come."}}
    stage = {
        "type": "section",
        "props": {"class": "gallery-stage", "aria_label": f"{shown.name}, live"},
        "children": shown.demo(),
    }
    code = {
        "type": "section",
        "props": {"class": "gallery-code", "aria_label": "Its code"},
        "children": [
            CopyButton(source_of(shown.demo), "Copy the code", size="small", variant="outline"),
            Code(source_of(shown.demo), language="python", wrap=True),
        ],
    }
    kinds = ["gallery-live", "gallery-wide" if shown.family in WIDE else None]
    return {"type": "div", "key": shown.node_type, "props": {"class": kinds}, "children": [stage, code]}


def _props(entries: list[Entry], what: str = "Prop") -> Tree:
    head = [{"type": "th", "props": {"scope": "col", "content": text}} for text in (what, "What it is for")]
    return {
        "type": "table",
        "props": {"class": "gallery-props"},
        "children": [
            {"type": "thead", "children": [{"type": "tr", "children": head}]},
            {"type": "tbody", "children": [_prop(entry) for entry in entries]},
        ],
    }


def _prop(entry: Entry) -> Tree:
    kind = {"type": "p", "props": {"class": "gallery-quiet"}, "children": [_type(entry), *_default(entry)]}
    name = {"type": "th", "props": {"scope": "row"}, "children": [_code(entry.name)]}
    told = {"type": "p", "props": {"content": f"{entry.text[:1].upper()}{entry.text[1:]}"}}
    return {"type": "tr", "children": [name, {"type": "td", "children": [told, kind]}]}


def _type(entry: Entry) -> str:
    """Return what a prop may be, in fewer words."""
    return entry.type.replace(" or what gives one (a State, a Computed, a function)", ", or a State of it")


def _default(entry: Entry) -> list[Any]:
    if not entry.default:
        return ["; it must be given"]
    return (
        []
        if entry.default in ("None", "''", "()", "mappingproxy({})")
        else ["; by default ", _code(entry.default)]
    )


def _code(text: str) -> Tree:
    return {"type": "code", "props": {"content": text}}


def _neighbours(shown: Shown) -> Tree:
    components = list(contents().values())
    here = components.index(shown)
    links: list[Tree] = []
    if here > 0:
        before = components[here - 1]
        links.append({"type": "a", "props": {"href": before.path, "content": f"← {before.name}"}})
    if here + 1 < len(components):
        behind = components[here + 1]
        props = {"href": behind.path, "class": "gallery-next", "content": f"{behind.name} →"}
        links.append({"type": "a", "props": props})
    return {
        "type": "nav",
        "props": {"class": "gallery-neighbours", "aria_label": "Neighbours"},
        "children": links,
    }
