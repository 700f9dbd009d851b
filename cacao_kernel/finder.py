"""Finder: what a visitor means by a label, on a page or in a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .element import Element
from .errors import closest
from .node import COMMENT, TEXT

# What a visitor takes for one part of a page: a row, a card, a section.
_PARTS = ("li", "tr", "article", "section", "fieldset", "form", "dialog", "details", "figure", "label")
_BUTTONS = ("submit", "button", "reset")

Taker = Callable[[Element], Element | None]


class Finder:
    """Finds elements by what a visitor calls them.

    An element goes by its visible text, ``aria-label``, ``aria-labelledby``, ``alt``, ``title`` and,
    if it is a field, by its ``<label>``, ``placeholder`` or ``name``.

    Args:
        root: the element around the tree.
        within: texts that each narrow the page to the smallest part that holds them.
    """

    def __init__(self, root: Element, within: Iterable[str] = ()) -> None:
        self._root = root
        self._within = tuple(within)
        self._labels = [node for node in root.walk() if node.tag == "label"]
        self._read: dict[Element, tuple[str, str]] = {}

    def one(self, label: str, take: Taker, what: str) -> Element:
        """Return the one element of this label that will do.

        Args:
            label: what a visitor calls it.
            take: returns which element is meant if this one bears the label; None for none.
            what: what is looked for, in words.

        Raises:
            AssertionError: if there is none, several, or it is switched off; it says what is near.
        """
        found = self._seek(label, take)
        enabled = [element for element in found if not element.is_disabled]
        if found and not enabled:
            raise AssertionError(f"the {what} {label!r} is disabled")
        if len(enabled) > 1:
            places = "".join(f"\n  {_spell(element)}" for element in enabled)
            raise AssertionError(
                f"there is more than one {what} called {label!r}:{places}\n"
                f'Say which: user.within("a text beside it").…({label!r})'
            )
        if not enabled:
            raise AssertionError(self._explain(label, take, what))
        return enabled[0]

    def part(self) -> Element | None:
        """Return the part of the page that is looked at; None if it is not there.

        Raises:
            AssertionError: if a text stands in several parts.
        """
        part: Element | None = self._root
        for text in self._within:
            if part is not None:
                part = _single(text, [_part_of(found, part) for found in self._innermost(text, part)])
        return part

    def name(self, element: Element) -> str:
        """Return the one name that an element goes by first; empty if it has none."""
        told = element.attributes
        ids = told.get("aria-labelledby", "").split()
        held = " ".join(self._texts(node)[0] for name in ids for node in self._with_id(name))
        labels = [self._texts(label)[0] for label in self._labels if self._belongs(label, element)]
        kind = told.get("value", "") if told.get("type") in _BUTTONS else ""
        more = (told.get("alt", ""), kind, told.get("title", ""), told.get("placeholder", ""))
        found = (held, told.get("aria-label", ""), *(labels if element.is_field else ()), *more)
        return next((" ".join(each.split()) for each in found if each.strip()), "")

    def _seek(self, label: str, take: Taker) -> list[Element]:
        """Return the elements of this label in the smallest part of the page that holds one."""
        if not self._within:
            return self._matches(self._root, label, take)
        *outer, text = self._within
        around = Finder(self._root, outer).part()
        parts: list[Element] = []
        for found in self._innermost(text, around) if around is not None else ():
            # The smallest part that holds the text may not hold what is looked for: then one around it.
            for part in found.around():
                if self._matches(part, label, take):
                    parts.append(part)
                    break
                if part is around:
                    break
        part_of_both = _single(text, parts)
        return [] if part_of_both is None else self._matches(part_of_both, label, take)

    def _matches(self, part: Element, label: str, take: Taker) -> list[Element]:
        named = [node for node in part.walk() if node.is_element and label in self._names(node)]
        direct: dict[Element, bool] = {}
        for node in named:
            target = take(node)
            if target is not None and target.is_visible:
                direct[target] = direct.get(target, False) or target in named
        own = [target for target, is_direct in direct.items() if is_direct] or list(direct)
        return [one for one in own if not any(one is not other and one in other.around() for other in own)]

    def _names(self, element: Element) -> set[str]:
        """Return everything that a visitor may call an element."""
        told = element.attributes
        names = [told[name] for name in ("aria-label", "alt", "title") if name in told]
        if "aria-labelledby" in told:
            ids = told["aria-labelledby"].split()
            names.append(" ".join(self._texts(node)[0] for name in ids for node in self._with_id(name)))
        if not element.is_field:
            names += self._texts(element)
            return {" ".join(name.split()) for name in names if name and not name.isspace()}
        names += [told.get("placeholder", ""), told.get("name", "")]
        if element.tag == "input" and told.get("type") in _BUTTONS:
            names.append(told.get("value", ""))
        names += [self._texts(label)[0] for label in self._labels if self._belongs(label, element)]
        return {" ".join(name.split()) for name in names if name.strip()}

    def _belongs(self, label: Element, field: Element) -> bool:
        inside = next((node for node in label.walk() if node.is_field), None)
        return inside is field or _is_for(label, field)

    def _innermost(self, text: str, part: Element) -> list[Element]:
        """Return the smallest elements that hold a text; those that hold nothing else, if there are any."""
        read = {
            node: " ".join(self._texts(node)[0].split())
            for node in part.walk()
            if node.is_element and node.is_visible
        }
        holding = [node for node, content in read.items() if text in content]
        exact = [node for node in holding if read[node] == text]
        chosen = exact or holding
        return [node for node in chosen if not any(child in chosen for child in node.children)]

    def _texts(self, element: Element) -> tuple[str, str]:
        """Return an element's text as a visitor reads it, and as they hear it; it is read once."""
        found = self._read.get(element)
        if found is None:
            read, heard = "", ""
            if not element.is_field and not element.is_hidden:
                for child in element.children:
                    if child.tag == TEXT:
                        read += child.text
                        heard += child.text
                    elif child.tag != COMMENT:
                        one, other = self._texts(child)
                        read += one
                        heard += "" if child.attributes.get("aria-hidden") == "true" else other
                if element.tag == "img":
                    read += element.attributes.get("alt", "")
                    heard += element.attributes.get("alt", "")
            found = self._read[element] = read, heard
        return found

    def _with_id(self, name: str) -> Iterator[Element]:
        return (node for node in self._root.walk() if node.attributes.get("id") == name)

    def _explain(self, label: str, take: Taker, what: str) -> str:
        where = "".join(f" within {text!r}" for text in self._within)
        nodes = [node for node in self._root.walk() if node.is_element]
        named = [
            node
            for node in nodes
            if label in self._names(node) or (node.label == label and not node.is_visible)
        ]
        if named and not where:
            target = take(named[-1])
            state = "is hidden" if target is not None or not named[-1].is_visible else f"is no {what}"
            head = f"{label!r} {state}: {_spell(named[-1])}"
        else:
            head = f"no {what} is called {label!r}{where}"
        offered = dict.fromkeys(
            min(self._names(node), key=len)
            for node in nodes
            if take(node) is node and node.is_visible and self._names(node)
        )
        near = closest(label, offered, n=3, alike=0.5)
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        return f"{head}{hint}\nA {what} is: {', '.join(map(repr, offered)) or 'nothing here'}"


def take_field(element: Element) -> Element | None:
    """Return the element if it is a field."""
    return element if element.is_field else None


def take_link(element: Element) -> Element | None:
    """Return the link that the element is, or is in."""
    return next((node for node in element.around() if node.tag == "a" and "href" in node.attributes), None)


def take_click(element: Element) -> Element | None:
    """Return what answers a click on the element: itself, or the nearest around it that does."""
    return next((node for node in element.around() if _answers_click(node)), None)


def is_submit(element: Element) -> bool:
    """Tell whether the element is a button that sends its form."""
    kind = element.attributes.get("type", "submit" if element.tag == "button" else "text")
    form = element.form
    return (
        element.tag in ("button", "input")
        and kind == "submit"
        and form is not None
        and form.listens("submit")
    )


def _answers_click(node: Element) -> bool:
    is_link = node.tag == "a" and "href" in node.attributes
    is_choice = node.attributes.get("role") == "option"
    return node.listens("click") or is_link or is_choice or node.is_box or node.tag in ("summary", "button")


def _is_for(label: Element, field: Element) -> bool:
    return "for" in label.attributes and label.attributes["for"] == field.attributes.get("id")


def _part_of(element: Element, root: Element) -> Element:
    """Return the part of the page that an element stands in: a row, a card, or else what is around it."""
    for node in element.around():
        if node is root:
            break
        if node.key is not None or node.tag in _PARTS or "data-component-type" in node.attributes:
            return node
    return element if element.parent in (None, root) else element.parent or element


def _single(text: str, parts: list[Element]) -> Element | None:
    """Return the innermost of the parts; None if there is none.

    Raises:
        AssertionError: if several stand side by side.
    """
    inner = [
        part for part in dict.fromkeys(parts) if not any(part is not p and part in p.around() for p in parts)
    ]
    if len(inner) > 1:
        places = "".join(f"\n  {_spell(part)}" for part in inner)
        raise AssertionError(
            f"{text!r} stands in more than one part of the page:{places}\nSay more of the text."
        )
    return inner[0] if inner else None


def _spell(element: Element) -> str:
    """Return one line that shows an element."""
    head = element.outline().partition("\n")[0]
    text = " ".join(element.reading.split())
    around = element.parent
    beside = " ".join(around.reading.split()) if around is not None and around.parent is not None else ""
    inside = f" {text!r}" if text else ""
    return head + inside + (f" in {beside[:80]!r}" if beside and beside != text else "")
