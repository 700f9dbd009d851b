"""Widget: a node type as a class; what it declares are its props."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from cacao_kernel import CacaoError, Kit, NodeType, Piece, State, is_prop, nearest

from .held import Held
from .icon_markup import OPEN, Split, draw_element, draw_icons, holds_markup, split_markup
from .kinds import ClassName, Reactive, Style, Theme
from .props import HasProps
from .texts import Texts

if TYPE_CHECKING:
    from .files.house import House

W = TypeVar("W", bound="Widget")

_SPELLINGS = MappingProxyType({"class": "class_name", "className": "class_name"})
_SLIP = 0.8  # of 1: so alike are two names of which one is taken for a slip of the other
_LONGEST_NAME = 24  # a stranger's dict may have long names, and these take a while to compare
_MOST_KNOWN = 1_000
# What a widget hands on to its element; the last two name what a button opens.
_PREFIXES = ("aria_", "aria-", "data_", "data-", "on_", "command", "popovertarget")


class Widget(HasProps, Piece, kw_only=True):
    """A node that comes with Cacao, to be made by its class or by its type in a tree of dicts.

    Subclass it, declare the props as annotated class attributes (those without a default come first, and
    must be given), name its ``node_type``, and return from :meth:`draw` what it is made of.

    Args:
        key: tells it apart from its like among its siblings.
        id: the ``id`` of its element.
        class_name: classes of its element, beside its own.
        style: the style of its element.
        theme: a theme for it and all in it: a name, a dict, or what gives one.
        hidden: whether it is not shown.
        attributes: other attributes and handlers of its element, such as ``{"aria_label": "Menu"}``. In a
            tree of dicts, those that begin with ``aria_``, ``data_`` or ``on_`` stand among the props.

    Attributes:
        node_type: its type in a tree of dicts.
        kits: what it needs in the browser.
        elements: the custom elements it draws; the script of a kit defines them.
        plain: where its type is that of an HTML element: that element, its ``label`` and attributes, and
            ``when``, which tells by its props whether a node is the widget. If not, it is that element.
        part_types: what stands in its props and has props of its own, such as the columns of a table.
        is_verbatim: whether it shows texts as they are, what would be an icon elsewhere included.
        holds: what the States must hold that it is bound to, by its props.
    """

    node_type: ClassVar[str] = ""
    kits: ClassVar[tuple[Kit, ...]] = ()
    elements: ClassVar[tuple[str, ...]] = ()
    plain: ClassVar[NodeType | None] = None
    part_types: ClassVar[tuple[type[HasProps], ...]] = ()
    is_verbatim: ClassVar[bool] = False
    holds: ClassVar[Mapping[str, Held]] = MappingProxyType({})

    _texts: Texts = Texts()
    _house: Any = None  # a House, which only an App that serves needs to import

    key: str | int | None = None
    id: str | None = None
    class_name: ClassName = None
    style: Style | None = None
    theme: Theme | None = None
    hidden: Reactive[bool] = False
    attributes: Mapping[str, Any] = MappingProxyType({})

    def render(self) -> dict[str, Any]:
        """Return the node: its type, and the props that it was given."""
        props = {name: value for name, value in self._given.items() if name != "key"}
        node: dict[str, Any] = {"type": self.node_type, "props": props}
        if self.key is not None:
            node["key"] = self.key
        return node

    @classmethod
    def from_props(
        cls: type[W], props: Mapping[str, Any], texts: Texts | None = None, house: House | None = None
    ) -> W:
        """Return the widget that a node of its type stands for.

        Args:
            props: what the node was given.
            texts: what it says itself.
            house: the files of the App.

        Raises:
            CacaoError: if a prop is unknown or wrong.
        """
        given: dict[str, Any] = {}
        attributes: dict[str, Any] = dict(props.get("attributes") or {})
        for spelled, value in props.items():
            name = _SPELLINGS.get(spelled, spelled)
            if name in cls._props or not spelled.startswith(_PREFIXES):
                given[name] = value
            else:
                attributes[spelled] = value
        if attributes:
            given["attributes"] = attributes
        widget = cls(**given)
        if texts is not None:
            widget._texts = texts
        widget._house = house
        return widget

    def check_held(self) -> None:
        """Refuse a State that begins with another kind of value than the widget needs.

        Raises:
            CacaoError: naming widget, prop and State.
        """
        for prop in self.holds:
            state = getattr(self, prop)
            if isinstance(state, State):
                self.fitting(prop, state, state.first_cell().value)

    def fitting(self, prop: str, state: State[Any], value: Any) -> Any:
        """Return a value that a State holds, if the widget can show it.

        Raises:
            CacaoError: if it is of another kind than the widget needs.
        """
        self.holds[prop].check(type(self).__name__, prop, value, state)
        return value

    @property
    def house(self) -> House:
        """The files of the App that shows it.

        Raises:
            CacaoError: if none does.
        """
        if self._house is None:
            raise CacaoError(f"{type(self).__name__} stands in no App that is served")
        house: House = self._house
        return house

    def draw(self) -> object:
        """Return what it is made of: elements, and other widgets."""
        raise NotImplementedError

    def say(self, key: str, **values: object) -> str:
        """Return a text that the widget says itself, in the language of the app."""
        return self._texts.say(key, **values)

    def root(self, tag: str, children: object = None, /, **props: Any) -> dict[str, Any]:
        """Return the outermost element, with what every widget may be given.

        Args:
            tag: the element.
            children: what stands in it.
            props: its own props, those that are None left out; those of :attr:`attributes` win over them.
        """
        own: dict[str, Any] = {name: value for name, value in props.items() if value is not None}
        classes = _join_classes(own.pop("class_name", None), self.class_name)
        if classes is not None:
            own["class"] = classes
        if self.id is not None:
            own["id"] = self.id
        if self.style is not None:
            own["style"] = {**own.get("style", {}), **self.style}
        if self.hidden is not False:
            own["hidden"] = self.hidden
        own.update(self.attributes)
        return {"type": tag, "props": own, "children": children}

    @classmethod
    def node_types(
        cls, texts: Texts, split: Split = split_markup, house: House | None = None
    ) -> dict[str, NodeType]:
        """Return the node type, and those of the custom elements it draws.

        Args:
            texts: what widgets say themselves.
            split: turns a text with icons in it into children.
            house: the files of the App.
        """
        plain = cls.plain or NodeType()
        node_type = NodeType(
            plain.tag,
            plain.label,
            plain.attributes,
            render=partial(_draw, cls, texts, split, house),
            when=partial(_is_drawn, cls, plain, set()) if plain.when else None,
            when_text=OPEN,
            kits=plain.kits,
            render_kits=cls.kits,
        )
        return {cls.node_type: node_type, **{tag: NodeType(tag, kits=cls.kits) for tag in cls.elements}}


def _is_drawn(cls: type[Widget], plain: NodeType, known: set[str], props: Mapping[str, Any]) -> bool:
    """Tell whether a node is more than its plain element: the widget, or a text with icons in it.

    Args:
        cls: the widget.
        plain: its plain element.
        known: the props that were seen before and are no slips; asked of every such node, this must be quick.
        props: the node's.
    """
    if _is_meant(cls, plain, known, props):
        return True
    if cls.is_verbatim:
        return False
    return holds_markup(props.get("content")) or holds_markup(props.get(plain.label))


def _is_meant(cls: type[Widget], plain: NodeType, known: set[str], props: Mapping[str, Any]) -> bool:
    """Tell whether the widget is meant: by a prop of its own, or by a slip of one, which it will tell."""
    if plain.when is not None and plain.when(props):
        return True
    if props.keys() <= known:
        return False
    for name in props.keys() - known:
        if _is_slip(cls, name):
            return True
        if len(known) < _MOST_KNOWN:
            known.add(name)
    return False


def _is_slip(cls: type[Widget], name: str) -> bool:
    """Tell whether a prop can only be meant for the widget: nearly one of its own, and nothing of HTML."""
    if name in cls.props() or len(name) > _LONGEST_NAME or is_prop(name) or not name.isidentifier():
        return False
    return bool(nearest(name, cls.props(), alike=_SLIP))


def _draw(
    cls: type[Widget], texts: Texts, split: Split, house: House | None, props: Mapping[str, Any]
) -> object:
    plain = cls.plain
    if plain is not None and plain.when is not None and not _is_meant(cls, plain, set(), props):
        return draw_element(cls.node_type, plain.label, split, props)
    drawn = cls.from_props(props, texts, house).draw()
    if cls.is_verbatim or not any(map(holds_markup, props.values())):
        return drawn
    return draw_icons(drawn, split)


def _join_classes(own: Any, more: Any) -> Any:
    """Return the classes of an element; what is followed stays what is followed."""
    groups = [group if isinstance(group, list | tuple) else [group] for group in (own, more)]
    joined = [part for group in groups for part in group if part]
    return joined[0] if len(joined) == 1 else joined or None


def read_kit(name: str, *files: str, mimic: str = "") -> Kit:
    """Return the kit in the folder of the module that asks: its stylesheets, its script, or both.

    Args:
        name: what it is called.
        files: their names; by default ``name.css``.
        mimic: what does the script's work in tests, as ``"module:Class"`` of the folder ``mimics``.
    """
    folder = Path(sys._getframe(1).f_code.co_filename).parent
    texts = {"css": "", "js": ""}
    for file in files or (f"{name}.css",):
        texts[file.rpartition(".")[2]] += (folder / file).read_text("utf-8")
    stand_in = f"{__package__}.mimics.{mimic}" if mimic else ""
    return Kit(name, texts["css"], texts["js"], stand_in)
