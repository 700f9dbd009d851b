"""Field: what all inputs have in common: a label, a help, an error, and the State they are bound to."""

from __future__ import annotations

from typing import Any, ClassVar

from cacao_kernel import Kit, State, own_id, read

from ..base import BASE
from ..kinds import Handler, Reactive, Text
from ..widget import Widget, read_kit

FIELD = read_kit("field")


class Field(Widget):
    """An input with its label, its help and what is wrong with it.

    Args:
        label: what it is called; every input needs one.
        bind: the State that it shows and sets.
        value: what it begins with, if it is not bound.
        help: a line that explains it.
        error: what is wrong with its value; it is shown in its place, and told to those who hear the page.
        required: whether a form needs it.
        disabled: whether it can not be used.
        name: what it is called among the fields of its form.
        label_hidden: whether the label is only for those who hear the page.
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
    on_change: Handler | None = None
    on_input: Handler | None = None

    @property
    def control_id(self) -> str:
        """The ``id`` of the element that takes the input; the widget's own id, if it has one."""
        return self.id or own_id("control")

    def control(self, tag: str, children: object = None, /, **props: Any) -> dict[str, Any]:
        """Return the element that takes the input, with what every field gives it.

        Args:
            tag: the element.
            children: what stands in it.
            props: its own props; those that are None are left out.
        """
        error, described = read(self.error), self.control_id
        shared: dict[str, Any] = {
            "id": self.control_id,
            "name": self.name,
            "bind": self.bind,
            "value": self.value if self.bind is None else None,
            "required": self.required,
            "disabled": self.disabled,
            "on_change": self.on_change,
            "on_input": self.on_input,
            "aria_invalid": True if error else None,
            "aria_describedby": f"{described}-error" if error else f"{described}-help" if self.help else None,
            **self.attributes,
        }
        given = {name: value for name, value in {**shared, **props}.items() if value is not None}
        return {"type": tag, "props": given, "children": children}

    def frame(self, *controls: object) -> dict[str, Any]:
        """Return the whole field: label, controls, and the help or the error below."""
        control, error = self.control_id, read(self.error)
        label = {
            "type": "label",
            "props": {
                "for": control,
                "class": ["cacao-label", "cacao-hidden" if self.label_hidden else None],
            },
            "children": [self.label, self._star()],
        }
        below: object = None
        if error:
            below = _line("error", f"{control}-error", error)
        elif self.help:
            below = _line("help", f"{control}-help", self.help)
        return self.around([label, *controls, below])

    def around(self, children: list[object]) -> dict[str, Any]:
        """Return the outermost element: what is meant for the control stays there."""
        outer = self.root("div", children, class_name="cacao-field")
        for name in ("id", *self.attributes):
            outer["props"].pop(name, None)
        return outer

    def _star(self) -> object:
        if not read(self.required):
            return None
        return {"type": "span", "props": {"class": "cacao-required", "aria_hidden": "true", "content": " *"}}


def _line(kind: str, line_id: str, content: object) -> dict[str, Any]:
    return {"type": "p", "props": {"id": line_id, "class": f"cacao-{kind}", "content": content}}
