"""Field: what all inputs have in common: a label, a help, an error, and the State they are bound to."""

from __future__ import annotations

from typing import Any, ClassVar

from cacao_kernel import CacaoError, Kit, State, own_id, read

from ..base import BASE
from ..held import LIST
from ..icon_set import find_icon
from ..kinds import Handler, Reactive, Size, Text
from ..widget import Widget, read_kit

FIELD = read_kit("field")

_NAMING = frozenset({"aria_label", "aria-label", "aria_labelledby", "aria-labelledby"})


class Field(Widget):
    """An input with its label, its help and what is wrong with it.

    Args:
        label: what it is called; every input needs one.
        bind: the State that it shows and sets.
        value: what it begins with, if it is not bound.
        help: a line that explains it.
        error: what is wrong with its value; it stands in the place of the help, and is read out.
        required: whether a form needs it.
        disabled: whether it can not be used.
        name: what it is called among the fields of its form.
        label_hidden: whether the label is only for those who hear the page.
        size: how large it is.
        on_change: answers a change, once the visitor is done with it.
        on_input: answers each change at once.
    """

    kits: ClassVar[tuple[Kit, ...]] = (BASE, FIELD)

    label: Text = ""
    bind: State[Any] | None = None
    value: Any = None
    help: Text = ""
    error: Text = ""
    required: Reactive[bool] = False
    disabled: Reactive[bool] = False
    name: str | None = None
    label_hidden: bool = False
    size: Size = "medium"
    on_change: Handler | None = None
    on_input: Handler | None = None

    def check(self) -> None:
        """Refuse a field that nobody could name, and a text where it begins with several values."""
        value = getattr(self, "value", None)
        if isinstance(value, str) and self.holds.get("bind") is LIST:
            LIST.check(type(self).__name__, "value", value)
        if self.label in ("", None) and _NAMING.isdisjoint(self.attributes):
            raise CacaoError(
                f"{type(self).__name__} needs a label",
                expected="a text that says what it is for",
                got="nothing",
                cure="Give it one; with label_hidden=True it is only for those who hear the page.",
            )

    @property
    def control_id(self) -> str:
        """The ``id`` of the element that takes the input; the widget's own id, if it has one."""
        return self.id or own_id("control")

    def told(self) -> dict[str, Any]:
        """Return the attributes that tell what is wrong with the input, and what explains it."""
        control, error = self.control_id, read(self.error)
        described = f"{control}-error" if error else f"{control}-help" if self.help else None
        return {"aria_invalid": "true" if error else None, "aria_describedby": described}

    def control(self, tag: str, children: object = None, /, **props: Any) -> dict[str, Any]:
        """Return the element that takes the input, with what every field gives it.

        Args:
            tag: the element.
            children: what stands in it.
            props: its own props; those that are None are left out.
        """
        shared: dict[str, Any] = {
            "id": self.control_id,
            "name": self.name,
            "bind": self.bind,
            "value": self.value if self.bind is None else None,
            "required": self.required,
            "disabled": self.disabled,
            "on_change": self.on_change,
            "on_input": self.on_input,
            **self.told(),
            **self.attributes,
        }
        given = {name: value for name, value in {**shared, **props}.items() if value is not None}
        return {"type": tag, "props": given, "children": children}

    def frame(self, *controls: object, more: object = None) -> dict[str, Any]:
        """Return the whole field: label, controls, and the help or the error below.

        Args:
            controls: what takes the input.
            more: what else is said below.
        """
        label = {
            "type": "label",
            "props": {"for": self.control_id, "class": self._label_class()},
            "children": [self.label, self.star()],
        }
        return self.around([label, *controls, self.below(more)])

    def group(self, *controls: object, role: str | None = None) -> dict[str, Any]:
        """Return a field of several controls: what it is called is that of them all.

        Args:
            controls: what stands in it.
            role: what they are together, such as ``"radiogroup"``.
        """
        legend = {
            "type": "legend",
            "props": {"class": self._label_class()},
            "children": [self.label, self.star()],
        }
        attributes = {"id": self.control_id, "role": role, "disabled": self.disabled, **self.told()}
        props = {
            "class": "cacao-group",
            **{name: value for name, value in attributes.items() if value is not None},
            **self.attributes,
        }
        group = {"type": "fieldset", "props": props, "children": [legend, *controls]}
        return self.around([group, self.below()])

    def around(self, children: list[object], **props: Any) -> dict[str, Any]:
        """Return the outermost element: what is meant for the control stays there.

        Args:
            children: what stands in it.
            props: its own props.
        """
        outer = self.root("div", children, class_name="cacao-field", data_size=self.size, **props)
        for name in ("id", *self.attributes):
            outer["props"].pop(name, None)
        return outer

    def below(self, more: object = None) -> dict[str, Any]:
        """Return the line below the control: the error, else the help; and what else there is to say."""
        control, error = self.control_id, read(self.error)
        line: object = None
        if error:
            line = mistake(f"{control}-error", error)
        elif self.help:
            line = {
                "type": "p",
                "props": {"id": f"{control}-help", "class": "cacao-help", "content": self.help},
            }
        # It is there before there is an error, so that one that comes is heard.
        return {
            "type": "div",
            "props": {"class": "cacao-below", "aria_live": "polite"},
            "children": [line, more],
        }

    def star(self) -> object:
        """Return the mark of a field that a form needs, else None."""
        if not read(self.required):
            return None
        return {"type": "span", "props": {"class": "cacao-required", "aria_hidden": "true"}}

    def _label_class(self) -> list[str | None]:
        return ["cacao-label", "cacao-hidden" if self.label_hidden else None]


def mistake(name: str, text: object) -> dict[str, Any]:
    """Return a line that says what is wrong.

    Args:
        name: its ``id``.
        text: what it says.
    """
    said = [find_icon("circle-alert"), {"type": "span", "props": {"content": text}}]
    return {"type": "p", "props": {"id": name, "class": "cacao-error"}, "children": said}
