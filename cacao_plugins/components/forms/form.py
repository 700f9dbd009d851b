"""Form: fields that are filled in, looked at, and sent as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import iscoroutinefunction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias

from cacao_kernel import CacaoError, NodeType, State, nearest, read, shorten

from ..base import BASE
from ..inputs.field import Field
from ..kinds import Begins, Child
from ..widget import Widget, read_kit
from .blank import Blank
from .buttons import Buttons
from .entry import Entry
from .handmade import Handmade
from .initial import unknown_initial
from .inputs import draw_blank
from .model import Model
from .sheet import Sheet, Values

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    M = TypeVar("M", default=Any)
    ModelClass: TypeAlias = type[M] | None
else:
    from typing import TypeVar

    M = TypeVar("M")
    ModelClass = Begins  # what is no class is told where it is read

_DRAWN = frozenset(
    {"model", "initial", "validate", "validate_form", "columns", "guard", "clear", "saved_label"}
)


class Form(Widget, Generic[M]):
    """Fields that are filled in, looked at one by one and as a whole, and sent.

    What is wrong with a field is told once it has been left, and when the form is sent; the focus goes to
    the first field that is wrong. Who leaves the page with changes that have not been sent is asked first.

    Args:
        model: the class that is filled in: a dataclass, a TypedDict or any class with type hints.
        on_submit: is given an instance of the model, or without one a dict of the values. It may return
            messages by the names of fields, or ``""`` for the whole form, if something is wrong after all.
        children: fields with a ``name``, in any layout, where there is no model.
        initial: what it begins with: an instance of the model, a dict of some of its fields, or what gives
            one.
        validate: functions by the names of fields; each is given the value, and returns what is wrong.
        validate_form: is given what ``on_submit`` would be, and returns messages in the same way.
        columns: how many fields stand beside each other where there is room.
        submit_label: what the button says that sends it.
        reset_label: what the button says that undoes all changes; True for "Reset", False for no such button.
        saved_label: what is said once it has been sent.
        actions: other buttons, beside those.
        clear: whether it is emptied once it has been sent.
        guard: whether who leaves the page with changes is asked first.
        label: what the form is called, for those who hear the page.
    """

    node_type = "form"
    kits = (BASE, read_kit("form", "form.css", "form.js"))
    elements = ("cacao-form",)
    plain: ClassVar[NodeType | None] = NodeType("form", when=lambda props: not _DRAWN.isdisjoint(props))

    model: ModelClass[M] = None
    on_submit: Callable[[M], object] | None = None
    children: Child = None
    initial: Begins[object] = None
    validate: Mapping[str, Callable[[Any], str | None]] = MappingProxyType({})
    validate_form: Callable[[M], Mapping[str, str] | None] | None = None
    columns: int = 1
    submit_label: str | None = None
    reset_label: str | bool = False
    saved_label: str | None = None
    actions: Child = None
    clear: bool = False
    guard: bool = True
    label: str | None = None

    def check(self) -> None:
        """Refuse a form without fields or with two kinds of them, and one that nobody is given."""
        if (self.model is None) == (self.children is None):
            raise CacaoError(
                "a Form has a model or children",
                expected="Form(Model) or Form(children=[…])",
                got="neither" if self.model is None else "both",
            )
        if self.on_submit is None:
            raise CacaoError(
                "a Form hands over what was filled in",
                expected="on_submit, a function that is given it",
                got="None",
                cure="Write Form(…, on_submit=save).",
            )
        for name, function in self.validate.items():
            if not callable(function) or iscoroutinefunction(function):
                raise CacaoError(
                    f'Form.validate["{name:.60}"]', expected="a plain function", got=shorten(function)
                )
        if self.columns < 1:
            raise CacaoError(
                "Form.columns cannot be this", expected="a number above 0", got=str(self.columns)
            )

    def render(self) -> dict[str, Any]:
        """Return the node; a plain ``form`` has no model."""
        node = super().render()
        node["props"].setdefault("model", None)
        return node

    def draw(self) -> object:
        """Return the form, in what guards it."""
        sheet = self._by_hand() if self.model is None else self._of_model(self.model)
        return self.root(
            "cacao-form",
            [sheet],
            class_name="cacao-form",
            data_guard=self.say("form_unsaved") if self.guard else None,
        )

    def _of_model(self, kind: type[M]) -> Sheet:
        model = Model(kind, read(self.initial))
        entries: dict[str, Entry] = {}
        for blank in model.blanks:
            draw = _drawer(blank, self.say)
            entries[blank.name] = Entry(blank, draw, self._texts, self.validate.get(blank.name))
        return self._sheet(entries, lambda nodes: self._grid([*nodes.values()]), model.make)

    def _by_hand(self) -> Sheet:
        initial = read(self.initial) or {}
        made = Handmade(self.children, initial, self._texts)
        left = [name for name in made.blanks if name not in initial]
        for name in initial:  # a record may have more than the form asks for
            if name not in made.blanks and nearest(name, left):
                raise unknown_initial(name, left)
        entries = {
            name: Entry(blank, made.drawer(name), self._texts, self.validate.get(name), made.bound(name))
            for name, blank in made.blanks.items()
        }
        return self._sheet(entries, lambda nodes: self._grid(made.fill(nodes)), dict)

    def _sheet(
        self,
        entries: Mapping[str, Entry],
        layout: Callable[[Mapping[str, Any]], Any],
        make: Callable[[Values], Any],
    ) -> Sheet:
        for name in self.validate:
            if name not in entries:
                cure = nearest(name, entries) or f"It has {', '.join(entries) or 'none'}."
                raise CacaoError(f'Form.validate names a field "{name}"', cure=cure)
        buttons = Buttons(self.submit_label, self.reset_label, self.saved_label, self.actions)
        return Sheet(
            entries,
            layout,
            make,
            self.on_submit,
            self.validate_form,
            buttons,
            self._texts,
            self.clear,
            self.label,
        )

    def _grid(self, children: Sequence[Any]) -> Any:
        style = {"--columns": self.columns} if self.columns > 1 else None
        return {"type": "div", "props": {"class": "cacao-form-fields", "style": style}, "children": children}


def _drawer(blank: Blank, say: Callable[..., str]) -> Callable[[State[Any], State[str]], Field]:
    return lambda state, error: draw_blank(blank, state, error, say)
