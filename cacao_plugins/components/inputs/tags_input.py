"""Tags input: a list of short texts, each written and ended with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cacao_kernel import CacaoError, Component, Event, State, call, read

from ..held import LIST, bound_to
from ..icon_set import find_icon
from ..kinds import Begins, TextsState
from ..widget import read_kit
from .compound import Compound
from .field import Field


class TagsInput(Compound):
    """A list of short texts: Enter or a comma adds what is written, Backspace takes the last one away.

    A State that is bound to it holds a list of texts; so is ``event.value`` in its ``on_change``, which is
    told of every tag that comes or goes.

    Args:
        suggestions: texts to choose from while writing.
        max: how many there may be.
        max_length: how many characters each may have.
        unique: whether each may be there but once, whatever its letters' size.
        placeholder: what stands in it while nothing is written.
    """

    node_type = "tags-input"
    kits = (*Field.kits, read_kit("tags", "tags.css", "tags.js"))
    elements = ("cacao-tags",)
    holds = bound_to(LIST)

    bind: TextsState | None = None
    value: Begins[Sequence[str]] = None
    suggestions: Sequence[str] = ()
    max: int | None = None
    max_length: int = 100
    unique: bool = True
    placeholder: str | None = None

    def check(self) -> None:
        """Refuse a handler that would hear of the writing, not of the list."""
        super().check()
        if self.on_input is not None:
            cure = "Write on_change, which is told of every tag."
            raise CacaoError("TagsInput has no on_input: what is written is no tag yet", cure=cure)

    def draw(self) -> object:
        """Return the label, the tags and what is written."""
        return self.frame(self.parts(lambda state: Tags(self, state)))

    def add(self, state: State[Any], text: str) -> bool:
        """Add what is written, each part between commas, and tell whether nothing is left over."""
        tags = tags_of(state)
        there = {tag.casefold() for tag in tags}
        for part in text.replace("\n", ",").split(","):
            tag = " ".join(part.split())[: self.max_length]
            if not tag or (self.unique and tag.casefold() in there):
                continue
            if self.max is not None and len(tags) >= self.max:
                return False
            tags.append(tag)
            there.add(tag.casefold())
        if tags != tags_of(state):
            state.set(tags)
        return True


class Tags(Component):
    """The tags on the page, and what is being written.

    Args:
        widget: the input.
        state: holds the list.
    """

    text: State[str] = State("", scope="tab")

    def __init__(self, widget: TagsInput, state: State[Any]) -> None:
        super().__init__()
        self._widget = widget
        self._state = state

    def render(self) -> Any:
        """Return the tags, and the line for the next one."""
        widget = self._widget
        widget.fitting("bind", self._state, read(self._state))
        tags = tags_of(self._state)
        listed = widget.control_id + "-list" if widget.suggestions else None
        line = widget.control(
            "input",
            type="text",
            class_name="cacao-input",
            bind=self.text,
            value=None,
            required=None,
            debounce=200,
            maxlength=widget.max_length,
            list=listed,
            autocomplete="off",
            placeholder=widget.placeholder if not tags else None,
            readonly=True if widget.max is not None and len(tags) >= widget.max else None,
            on_change=self.add,
            **{"on_keydown.Enter": self.add, "on_keydown.Backspace": self.drop_last},
        )
        chips = [self._chip(index, tag) for index, tag in enumerate(tags)]
        options = [
            {"type": "option", "props": {"value": each}} for each in widget.suggestions if each not in tags
        ]
        offered = {"type": "datalist", "props": {"id": listed}, "children": options} if listed else None
        return {
            "type": "cacao-tags",
            "props": {"class": "cacao-box cacao-tags"},
            "children": [
                {"type": "ul", "props": {"class": "cacao-tags-list", "role": "list"}, "children": chips},
                line,
                offered,
            ],
        }

    async def add(self, event: Event) -> object:
        """Add what is written."""
        before = tags_of(self._state)
        if self._widget.add(self._state, event.value or ""):
            self.text.set("")
        return await self._tell(event, before)

    async def drop_last(self, event: Event) -> object:
        """Take the last tag away, if nothing is written."""
        tags = tags_of(self._state)
        if event.value or not tags:
            return None
        self._state.set(tags[:-1])
        return await self._tell(event, tags)

    async def drop(self, event: Event) -> object:
        """Take a tag away, and put the focus where the next one is written."""
        index, tag = event.params["index"], event.params["tag"]
        tags = tags_of(self._state)
        if index < len(tags) and tags[index] == tag:
            self._state.set([*tags[:index], *tags[index + 1 :]])
        call(event.params["line"], "focus")
        return await self._tell(event, tags)

    async def _tell(self, event: Event, before: list[str]) -> object:
        """Tell the app, if another list is there than before."""
        tags = tags_of(self._state)
        return await self._widget.tell(event, tags) if tags != before else None

    def _chip(self, index: int, tag: str) -> object:
        widget = self._widget
        said = widget.say("remove", item=tag)
        props = {
            "class": "cacao-tag-remove",
            "aria_label": said,
            "title": said,
            "disabled": widget.disabled,
            "on_click": self.drop,
            "params": {"index": index, "tag": tag, "line": widget.control_id},
        }
        remove = {"type": "bare-button", "props": props, "children": find_icon("x")}
        chip = {"class": "cacao-tag"}
        return {"type": "li", "props": chip, "children": [{"type": "span", "children": tag}, remove]}


def tags_of(state: State[Any]) -> list[str]:
    """Return the tags that a State holds."""
    held = read(state)
    return [str(tag) for tag in held] if isinstance(held, list | tuple | set) else []
