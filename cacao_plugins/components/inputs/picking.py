"""Picking: what Combobox and MultiSelect have in common: a list that is searched by typing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, ClassVar

from cacao_kernel import CacaoError, Component, Event, Kit, State, own_id, read

from ..icon_set import find_icon
from ..widget import read_kit
from .field import Field
from .line import affix, tool
from .options import Option, flat, read_options
from .select import Options

Node = dict[str, Any]
Search = Callable[[str], Any]


class Picking(Field):
    """What is chosen from a list that is searched by typing.

    Args:
        options: what may be chosen, as in a Select; there may be thousands, and a page holds those shown.
        search: in place of options: a function from what was typed to those that fit, plain or async.
        placeholder: what stands in it while it is empty; no replacement for a label.
        icon: an icon before it.
        limit: how many options are shown at once.
        label_of: with ``search``: a function from a value to what it is called, for those that are
            chosen before anything was looked for.
        debounce: milliseconds of rest after which is looked for what was typed.
    """

    kits: ClassVar[tuple[Kit, ...]] = (
        *Field.kits,
        read_kit("combobox", "combobox.css", "combobox.js"),
    )
    elements = ("cacao-combobox",)

    options: Options = ()
    search: Search | None = None
    placeholder: str | None = None
    icon: str | None = None
    limit: int = 50
    label_of: Callable[[Any], str] | None = None
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
        if (self.search is None) == (not callable(self.options) and self.options in ((), [])):
            raise CacaoError(
                f"{name}.options cannot be this",
                expected="options, or a function as search",
                got="both or none",
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
        found = picker.found()
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
            self._list(listed, found, chosen),
        ]
        around = {
            "class": "cacao-box cacao-combobox",
            "data_several": "" if several else None,
            "data_free": "" if self.is_free else None,
        }
        return self.frame({"type": "cacao-combobox", "props": around, "children": parts})

    def _field(self, state: State[Any], found: Any, labels: dict[str, str], chosen: list[str]) -> Node:
        """Return the true field: it holds what is chosen, and all that can be chosen next."""
        names = {value: labels.get(value, value) for value in chosen}
        names |= {option.value: option.label for option in found or () if not option.is_disabled}
        options: list[Node] = [
            {"type": "option", "key": f"={value}", "props": {"value": value, "content": label}}
            for value, label in names.items()
        ]
        if not self.is_several:
            options.insert(0, {"type": "option", "key": "none", "props": {"value": ""}})
        props = {
            "hidden": True,
            "bind": state,
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

    def _list(self, listed: str, found: list[Option] | None, chosen: list[str]) -> Node:
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
        if not rows and not self.is_free:
            said = self.say("loading") if found is None else self.say("no_match")
            quiet = {"class": "cacao-option", "role": "option", "aria_disabled": True, "content": said}
            rows.append({"type": "div", "key": "none", "props": quiet})
        props = {
            "id": listed,
            "class": "cacao-listbox",
            "role": "listbox",
            "popover": "manual",
            "aria_label": self.label,
            "aria_multiselectable": True if self.is_several else None,
        }
        return {"type": "div", "props": props, "children": rows}


class Picker(Component):
    """What has been looked for in one field of one tab, and found.

    Args:
        field: the field.
    """

    query: State[str | None] = State(None, scope="tab", store=False)
    results: State[list[Option] | None] = State(None, scope="tab", store=False)
    known: State[dict[str, str]] = State({}, scope="tab", store=False)
    own: State[Any] = State(None, scope="tab")

    def __init__(self, field: Picking) -> None:
        super().__init__()
        self._field = field
        search = field.search
        self.answer: Callable[..., Any] = self._filter
        if search is not None:
            answer = self._search_later if inspect.iscoroutinefunction(search) else self._search
            self.answer = partial(answer, search)

    def render(self) -> object:
        """Return the field."""
        field, state = self._field, self._state()
        if field.bind is None and state.value is None:
            begins = read(field.value)
            state.set(([] if begins is None else list(begins)) if field.is_several else begins or "")
        chosen = self._chosen()
        labels = {option.value: option.label for option in field.offered()} | self.known.value
        if field.label_of is not None:
            labels |= {value: field.label_of(value) for value in chosen if value not in labels}
        return field.draw_with(self, state, labels, chosen)

    def found(self) -> list[Option] | None:
        """Return what is offered now; None until something has been looked for."""
        field, query = self._field, self.query.value
        if query is None:
            return None
        if field.search is not None:
            return self.results.value
        word = query.strip().casefold()
        fitting = (option for option in field.offered() if word in option.label.casefold())
        return [option for option, _ in zip(fitting, range(field.limit), strict=False)]

    def _state(self) -> State[Any]:
        return self._field.bind or self.own

    def _chosen(self) -> list[str]:
        field, value = self._field, self._state().value
        if isinstance(value, list | tuple | set | frozenset):
            return [str(each) for each in value]
        if value in (None, "") or field.is_several:
            return []
        # What is not offered, such as a 0 to begin with, chooses nothing.
        is_offered = field.search is not None or any(str(value) == each.value for each in field.offered())
        return [str(value)] if is_offered else []

    def _asked(self, event: Event) -> str:
        """Return what is looked for: all, where what is chosen stands there untouched."""
        text, chosen = event.value or "", self._chosen()
        is_shown = not self._field.is_several and chosen and text == self._label(chosen[0])
        return "" if is_shown else text

    def _label(self, value: str) -> str:
        field = self._field
        labels = {option.value: option.label for option in field.offered()} | self.known.value
        if value not in labels and field.label_of is not None:
            return field.label_of(value)
        return labels.get(value, value)

    async def _filter(self, event: Event) -> None:
        self.query.set(self._asked(event))

    def _search(self, search: Search, event: Event) -> None:
        query = self._asked(event)
        self._keep(query, search(query))

    async def _search_later(self, search: Search, event: Event) -> None:
        query = self._asked(event)
        self._keep(query, await search(query))

    def _keep(self, query: str, given: object) -> None:
        options = flat(read_options(given, type(self._field).__name__))[: self._field.limit]
        chosen = self._chosen()
        self.known.set(
            {value: label for value, label in self.known.value.items() if value in chosen}
            | {option.value: option.label for option in options}
        )
        self.results.set(options)
        self.query.set(query)


def _chip(value: str, label: str, say: Callable[..., str]) -> Node:
    button = tool(find_icon("x"), say("remove", item=label), data_remove=value)
    text = {"type": "span", "children": [label]}
    return {"type": "span", "key": f"={value}", "props": {"class": "cacao-chip"}, "children": [text, button]}
