"""Element: one node of the document that a simulated user looks at, with what the user has made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .node import COMMENT, TEXT
from .style import Style

_FIELDS = ("input", "textarea", "select")
_UNSEEN = ("script", "style", "template", "noscript")


class Element:
    """One node of the document.

    Attributes:
        tag: the element's name, or TEXT or COMMENT.
        text: the text of a TEXT node.
        attributes: the attributes; those without a value are empty strings.
        style: what the tree gave the element as its style, nested selectors included.
        children: the nodes below.
        parent: the node above.
        typed: what the user has made of a field's text; None while it is as painted.
        picked: whether the user has checked a box or picked an option; None while it is as painted.
        edits: how often the user has changed the field.
        seen: how many values the server has sent to the field since then.
        is_modal: whether a dialog takes the page.
        is_popped: whether a popover is open.
    """

    def __init__(self, tag: str, text: str = "") -> None:
        self.tag = tag
        self.text = text
        self.attributes: dict[str, str] = {}
        self.style: Style = {}
        self.children: list[Element] = []
        self.parent: Element | None = None
        self.typed: str | None = None
        self.picked: bool | None = None
        self.edits = 0
        self.seen = 0
        self.is_modal = self.is_popped = False

    def walk(self) -> Iterator[Element]:
        """Yield this node and all below, in document order."""
        waiting: list[Element] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting += reversed(node.children)

    def around(self) -> Iterator[Element]:
        """Yield this node and those around it, innermost first."""
        node: Element | None = self
        while node is not None:
            yield node
            node = node.parent

    def insert(self, index: int, child: Element) -> None:
        """Put a child in at this index."""
        child.parent = self
        self.children.insert(index, child)

    def remove(self, child: Element) -> None:
        """Take a child out."""
        child.parent = None
        self.children.remove(child)

    @property
    def content(self) -> str:
        """The text of the node and all below."""
        return "".join(node.text for node in self.walk())

    @property
    def reading(self) -> str:
        """What can be read in it, one line for each piece of text; nothing of what is hidden."""
        return "\n".join(text for text in self._read() if text.strip())

    def _read(self) -> Iterator[str]:
        if self.tag == TEXT:
            yield self.text
        elif not self.is_hidden:
            for child in self.children:
                yield from child._read()

    @property
    def label(self) -> str:
        """What an element says of itself: its aria-label, or else its text."""
        return self.attributes.get("aria-label") or " ".join(self.content.split())

    @property
    def is_element(self) -> bool:
        """Whether it is an element, no text and no comment."""
        return self.tag not in (TEXT, COMMENT)

    @property
    def is_hidden(self) -> bool:
        """Whether the element, and so all below it, cannot be seen."""
        if not self.is_element:
            return False
        if self.tag in _UNSEEN or "hidden" in self.attributes or self.style.get("display") == "none":
            return True
        if self.tag == "dialog":
            return "open" not in self.attributes
        if "popover" in self.attributes and not self.is_popped:
            return True
        around = self.parent
        return (
            around is not None
            and around.tag == "details"
            and "open" not in around.attributes
            and self.tag != "summary"
        )

    @property
    def is_visible(self) -> bool:
        """Whether neither the element nor one around it is hidden."""
        return not any(node.is_hidden for node in self.around())

    @property
    def is_disabled(self) -> bool:
        """Whether the element, or a fieldset around it, is switched off."""
        return "disabled" in self.attributes or any(
            node.tag == "fieldset" and "disabled" in node.attributes for node in self.around()
        )

    @property
    def is_field(self) -> bool:
        """Whether a visitor may change what it holds."""
        return self.tag in _FIELDS

    @property
    def is_box(self) -> bool:
        """Whether it is a checkbox or a radio button."""
        return self.tag == "input" and self.attributes.get("type") in ("checkbox", "radio")

    @property
    def value(self) -> str:
        """What a field or an option holds by now."""
        if self.typed is not None:
            return self.typed
        if self.tag == "select":
            chosen = [option.value for option in self.options if option.is_picked]
            return (chosen or [option.value for option in self.options] or [""])[0]
        if self.tag == "textarea":
            return self.content
        default = self.label if self.tag == "option" else "on" if self.is_box else ""
        return self.attributes.get("value", default)

    @property
    def is_picked(self) -> bool:
        """Whether a box is checked, or an option chosen, by now."""
        name = "selected" if self.tag == "option" else "checked"
        return name in self.attributes if self.picked is None else self.picked

    @property
    def options(self) -> list[Element]:
        """The options below a select."""
        return [node for node in self.walk() if node.tag == "option"]

    @property
    def form(self) -> Element | None:
        """The form around it, if there is one."""
        return next((node for node in self.around() if node.tag == "form"), None)

    def rename(self, names: dict[str, str | None], answered: list[int]) -> None:
        """Take attributes from the server.

        A field shows its new value if that answers the user's last edit; what was typed since stays.

        Args:
            names: the attributes; None takes one away.
            answered: the count of edits that a field's value answers, if it answers one.
        """
        if self.is_field and ("value" in names or "checked" in names):
            if (answered or [0])[0] == self.edits:
                self.typed = self.picked = None
            elif self.is_box:
                self.picked = self.is_picked
            else:
                self.typed = self.value
            self.seen += len(answered)
        if "selected" in names:
            self.picked = None
        if self.tag == "textarea" and "value" in names:
            self.children = []
            if names["value"]:
                self.insert(0, Element(TEXT, names["value"]))
            names = {name: value for name, value in names.items() if name != "value"}
        for name, value in names.items():
            if value is None:
                self.attributes.pop(name, None)
            else:
                self.attributes[name] = value

    def listens(self, kind: str) -> bool:
        """Tell whether an event of this kind on the element goes to the server."""
        return kind in self.attributes.get("data-cacao-on", "").split()

    @property
    def key(self) -> str | None:
        """The node's key, if it has one."""
        return self.attributes.get("data-cacao-key")

    def id(self) -> list[int | str]:
        """Return the node's id: for each step from the root its key, else its place."""
        steps: list[int | str] = []
        node = self
        while node.parent is not None and node.parent.parent is not None:
            steps.append(node.key if node.key is not None else node.parent.children.index(node))
            node = node.parent
        return steps[::-1]

    def outline(self, depth: int = 0) -> str:
        """Return the tree as indented text, for failure messages, with what fields hold by now."""
        indent = "  " * depth
        if self.tag == TEXT:
            return f"{indent}{self.text!r}\n"
        if self.tag == COMMENT:
            return ""
        shown = "".join(
            f' {name}="{value}"' if value else f" {name}" for name, value in self._shown_names().items()
        )
        below = "" if self.tag == "textarea" else "".join(c.outline(depth + 1) for c in self.children)
        return f"{indent}<{self.tag}{shown}>\n{below}"

    def _shown_names(self) -> dict[str, str]:
        """Return the attributes as they stand, those that the user has changed included."""
        names = {
            name: value
            for name, value in self.attributes.items()
            if not name.startswith("data-cacao") and name != "class"
        }
        if self.is_box or self.tag == "option":
            name = "selected" if self.tag == "option" else "checked"
            names.pop(name, None)
            if self.is_picked:
                names[name] = ""
        elif self.is_field and (self.value or self.typed is not None):
            names["value"] = self.value
        return names


def build(packed: Any) -> Element:
    """Return the node that a packed one of the wire stands for."""
    if packed == 0:
        return Element(COMMENT)
    if isinstance(packed, str):
        return Element(TEXT, packed)
    tag, attributes, children = packed
    element = Element(tag)
    element.attributes = {name: value for name, value in attributes.items() if name != "style"}
    element.style = attributes.get("style", {})
    for child in children:
        element.insert(len(element.children), build(child))
    return element
