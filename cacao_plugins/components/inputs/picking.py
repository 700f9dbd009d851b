"""Picking: what Combobox and MultiSelect have in common: a list that is searched by typing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Generic

from cacao_kernel import CacaoError, Kit, State, own_id, read

from ..floating import FLOATING
from ..icon_set import find_icon
from ..widget import read_kit
from .field import Field, mistake
from .line import affix, tool
from .meaning import bind_options
from .offer import Options, Search, V
from .options import Option, flat, read_options
from .picker import Picker

Node = dict[str, Any]


class Picking(Field, Generic[V]):
    """What is chosen from a list that is searched by typing.

    Args:
        options: what may be chosen, as in a Select; there may be thousands, and a page holds those shown.
        search: in place of options: a function from what was typed to those that fit, plain or async. It
            holds up nothing else, and only what was typed last is shown.
        placeholder: what stands in it while it is empty; no replacement for a label.
        icon: an icon before it.
        limit: how many options are shown at once.
        label_of: with ``search``: a function from a value to what it is called, for those that are
            chosen before anything was looked for.
        debounce: milliseconds of rest after which is looked for what was typed.
    """

    kits: ClassVar[tuple[Kit, ...]] = (
        *Field.kits,
        FLOATING,
        read_kit("combobox", "combobox.css", "combobox.js", mimic="picking:Picking"),
    )
    elements = ("cacao-combobox",)

    options: Options[V] = ()
    search: Search | None = None
    placeholder: str | None = None
    icon: str | None = None
    limit: int = 50
    label_of: Callable[[V], str] | None = None
    debounce: int = 150

    is_several: ClassVar[bool] = False

    @property
    def is_free(self) -> bool:
        """Whether any text will do."""
        return False

    def check(self) -> None:
        """Refuse a list that nothing can be chosen from."""
        super().check()
        name = type(self).__name__
        if (self.search is None) == ("options" not in self._given):
            raise CacaoError(
                f"{name}.options cannot be this",
                expected="options, or a function as search",
                got="none" if self.search is None else "both",
            )
        if self.on_input is not None:
            raise CacaoError(
                f"{name} takes no on_input",
                expected="on_change, which tells what is chosen",
                got="a handler of what is typed",
                cure="What is typed is given to search.",
            )
        if not 1 <= self.limit <= 1_000:
            raise CacaoError(f"{name}.limit cannot be this", expected="1 to 1000", got=str(self.limit))

    def draw(self) -> object:
        """Return the part of the page that keeps what is looked for."""
        return Picker(self)

    @cached_property
    def _fixed(self) -> list[Option]:
        return flat(read_options(self.options, type(self).__name__))

    def offered(self) -> list[Option]:
        """Return all options there are; none where they are searched for."""
        if self.search is not None:
            return []
        if isinstance(self.options, list | tuple | dict):
            return self._fixed
        return flat(read_options(read(self.options), type(self).__name__))

    def draw_with(self, picker: Picker, state: State[Any], labels: dict[str, str], chosen: list[str]) -> Node:
        """Return the field, given what has been looked for.

        Args:
            picker: keeps what is looked for, and finds it.
            state: holds what is chosen.
            labels: what values are called.
            chosen: the values that are chosen.
        """
        several, listed = self.is_several, own_id("list")
        found, failed = picker.found(), picker.failed.value
        entry = self.control(
            "input",
            type="text",
            class_name="cacao-input",
            role="combobox",
            aria_expanded="false",
            aria_controls=listed,
            aria_autocomplete="list",
            autocomplete="off",
            aria_required=True if several and read(self.required) else None,
            placeholder=None if several and chosen else self.placeholder,
            on_input=picker.answer,
            debounce=self.debounce,
        )
        props = entry["props"]
        if not self.is_free:
            for name in ("name", "bind", "value", "on_change", *(("required",) if several else ())):
                props.pop(name, None)
            props["value"] = "" if several or not chosen else labels.get(chosen[0], chosen[0])
        chips = [_chip(value, labels.get(value, value), self.say) for value in chosen] if several else []
        parts = [
            affix(find_icon(self.icon)) if self.icon else None,
            {"type": "div", "props": {"class": "cacao-chips"}, "children": [*chips, entry]}
            if several
            else entry,
            None if self.is_free else self._field(state, found, labels, chosen),
            find_icon("chevron-down"),
            self._list(listed, found, chosen, failed=bool(failed)),
        ]
        around = {
            "class": "cacao-box cacao-combobox",
            "data_several": "" if several else None,
            "data_free": "" if self.is_free else None,
        }
        box = {"type": "cacao-combobox", "props": around, "children": parts}
        if not failed:
            return self.frame(box)
        failure = f"{self.control_id}-failure"
        props["aria_describedby"] = " ".join(filter(None, [props.get("aria_describedby"), failure]))
        return self.frame(box, more=mistake(failure, failed))

    def _field(self, state: State[Any], found: Any, labels: dict[str, str], chosen: list[str]) -> Node:
        """Return the true field: it holds what is chosen, and all that can be chosen next."""
        names = {value: labels.get(value, value) for value in chosen}
        names |= {option.value: option.label for option in found or () if not option.is_disabled}
        none: Node = {"type": "option", "key": "none", "props": {"value": ""}}
        options = [] if self.is_several else [none]
        for value, label in names.items():
            props: Node = {"value": value, "content": label}
            options.append({"type": "option", "key": f"={value}", "props": props})
        props = {
            "hidden": True,
            "bind": bind_options(state, found or ()),
            "multiple": True if self.is_several else None,
            "name": self.name,
            "disabled": self.disabled,
            "on_change": self.on_change,
        }
        return {
            "type": "select",
            "props": {name: value for name, value in props.items() if value is not None},
            "children": options,
        }

    def _list(self, listed: str, found: list[Option] | None, chosen: list[str], *, failed: bool) -> Node:
        rows: list[Node] = []
        for index, option in enumerate(found or ()):
            props = {
                "id": f"{listed}-{index}",
                "class": "cacao-option",
                "role": "option",
                "data_value": option.value,
                "aria_selected": option.value in chosen,
                "aria_disabled": True if option.is_disabled else None,
            }
            text: list[Node] = [{"type": "span", "children": [option.label]}]
            if option.help:
                text.append({"type": "span", "props": {"class": "cacao-check-help", "content": option.help}})
            words = {"type": "span", "props": {"class": "cacao-option-text"}, "children": text}
            rows.append(
                {
                    "type": "div",
                    "key": f"={option.value}",
                    "props": props,
                    "children": [words, find_icon("check")],
                }
            )
        if not (rows or failed or self.is_free):
            said = self.say("loading") if found is None else self.say("no_match")
            quiet = {"class": "cacao-option", "role": "option", "aria_disabled": True, "content": said}
            rows.append({"type": "div", "key": "none", "props": quiet})
        props = {
            "id": listed,
            "class": "cacao-floating cacao-listbox",
            "role": "listbox",
            "popover": "manual",
            "aria_label": self.label,
            "aria_multiselectable": True if self.is_several else None,
        }
        return {"type": "div", "props": props, "children": rows}


def _chip(value: str, label: str, say: Callable[..., str]) -> Node:
    button = tool(find_icon("x"), say("remove", item=label), data_remove=value)
    text = {"type": "span", "children": [label]}
    return {"type": "span", "key": f"={value}", "props": {"class": "cacao-chip"}, "children": [text, button]}
