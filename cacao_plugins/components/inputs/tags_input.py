"""Tags input: a list of short texts, each written and ended with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cacao_kernel import CacaoError, Component, Event, State, call, read

from ..icon_set import find_icon
from ..widget import read_kit
from .compound import Compound
from .field import Field


class TagsInput(Compound):
    """A list of short texts: Enter or a comma adds what is written, Backspace takes the last one away.

    A State that is bound to it holds a list of texts; its ``on_change`` tells of every change.

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

    suggestions: Sequence[str] = ()
    max: int | None = None
    max_length: int = 100
    unique: bool = True
    placeholder: str | None = None

    def check(self) -> None:
        """Refuse handlers that would hear of the writing, not of the list."""
        super().check()
        for name in ("on_change", "on_input"):
            if getattr(self, name) is not None:
                cure = "Follow the State it is bound to: @tags.on_change."
                raise CacaoError(f"TagsInput has no {name}: what is written is no tag yet", cure=cure)

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
        widget, tags = self._widget, tags_of(self._state)
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

    def add(self, event: Event) -> None:
        """Add what is written."""
        if self._widget.add(self._state, event.value or ""):
            self.text.set("")

    def drop_last(self, event: Event) -> None:
        """Take the last tag away, if nothing is written."""
        tags = tags_of(self._state)
        if not event.value and tags:
            self._state.set(tags[:-1])

    def drop(self, event: Event) -> None:
        """Take a tag away, and put the focus where the next one is written."""
        index, tag = event.params["index"], event.params["tag"]
        tags = tags_of(self._state)
        if index < len(tags) and tags[index] == tag:
            self._state.set([*tags[:index], *tags[index + 1 :]])
        call(event.params["line"], "focus")

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
