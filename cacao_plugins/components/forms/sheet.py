"""Sheet: a form on the page, with its fields, what is wrong with them, and what becomes of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from cacao_kernel import Component, State

from ..buttons import Button
from ..texts import Texts
from .buttons import Buttons
from .entry import Entry

Values = Mapping[str, Any]


class Sheet(Component):
    """A form on the page.

    Args:
        entries: its fields by name.
        layout: returns what stands in the form, given the nodes of its fields by name.
        make: makes what the handler is given of the values.
        on_submit: is given what was made.
        validate_form: looks at it first, and returns what is wrong by the names of fields.
        buttons: what the buttons say, and those beside them.
        texts: what the form says.
        clears: whether the form is emptied once it has been sent.
        label: what it is called.
    """

    phase: State[str] = State("", scope="tab", store=False)
    saved: State[int] = State(0, scope="tab")
    refused: State[int] = State(0, scope="tab", store=False)
    problems: State[tuple[tuple[str, str], ...]] = State((), scope="tab", store=False)

    def __init__(
        self,
        entries: Mapping[str, Entry],
        layout: Callable[[Mapping[str, Any]], Any],
        make: Callable[[Values], Any],
        on_submit: Callable[[Any], Any] | None,
        validate_form: Callable[[Any], Mapping[str, str] | None] | None,
        buttons: Buttons,
        texts: Texts,
        clears: bool,
        label: str | None,
    ) -> None:
        super().__init__()
        self._entries = entries
        self._layout = layout
        self._make = make
        self._on_submit = on_submit
        self._validate_form = validate_form
        self._buttons = buttons
        self._texts = texts
        self._clears = clears
        self._label = label

    def render(self) -> Any:
        """Return the form."""
        # Run here, they are known to the handlers of the form, wherever in it they stand.
        nodes = {name: entry.render() for name, entry in self._entries.items()}
        function: Any = self._on_submit
        is_async = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
            getattr(function, "__call__", None)  # noqa: B004 - an object with an async __call__
        )
        return {
            "type": "form",
            "props": {
                "class": "cacao-form-sheet",
                "novalidate": True,
                "aria_label": self._label,
                "data_saved": self.saved,
                "data_refused": self.refused,
                "on_close": self.begin_anew,
                "on_submit": self.submit_async if is_async else self.submit,
            },
            "children": [self._layout(nodes), self._summary(), self._foot()],
        }

    def submit(self) -> object:
        """Look at all fields, and hand over what is filled in."""
        made = self._check()
        if made is None:
            return None
        return self._end(self._on_submit(made[0]) if self._on_submit is not None else None)

    async def submit_async(self) -> object:
        """Look at all fields, and hand over what is filled in."""
        made = self._check()
        if made is None:
            return None
        return self._end(await self._on_submit(made[0]) if self._on_submit is not None else None)

    def reset(self) -> None:
        """Be as it was in the beginning."""
        self._clear()
        self.phase.set("")
        self.saved.update(lambda number: number + 1)

    def begin_anew(self) -> None:
        """Be as it was in the beginning, if all has been sent: the dialog around it was closed."""
        if self.phase.value == "saved":
            self.reset()

    def _check(self) -> tuple[Any] | None:
        """Return what was made of the values, or None if something is wrong."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for name, entry in self._entries.items():
            try:
                values[name] = entry.read()
            except ValueError as error:
                wrong[name] = str(error) or self._texts.say("form_wrong")
        made: Any = None
        if not wrong:
            try:
                made = self._make(values)
                wrong.update((self._validate_form(made) or {}) if self._validate_form is not None else {})
            except ValueError as error:
                name, message = error.args if len(error.args) == 2 else ("", str(error))
                wrong[name] = message
        if wrong:
            self._refuse(wrong)
            return None
        self._tell(wrong)
        self.phase.set("saving")
        return (made,)

    def _refuse(self, wrong: Mapping[str, str]) -> None:
        self._tell(wrong)
        self.phase.set("refused")
        self.refused.update(lambda number: number + 1)

    def _tell(self, wrong: Mapping[str, str]) -> None:
        """Show what is wrong, at each field and in the summary."""
        for name, entry in self._entries.items():
            entry.error.set(wrong.get(name, ""))
        known = {name: entry.blank.label for name, entry in self._entries.items()}
        self.problems.set(tuple((known.get(name, ""), message) for name, message in wrong.items()))

    def _end(self, returned: object) -> object:
        """Do what follows once the handler has been given all; a dict of messages refuses it after all."""
        if isinstance(returned, Mapping) and returned:
            self._refuse({str(name): str(message) for name, message in returned.items()})
            return None
        if self._clears:
            self._clear()
        self.phase.set("saved")
        self.saved.update(lambda number: number + 1)
        return None if isinstance(returned, Mapping) else returned

    def _clear(self) -> None:
        for entry in self._entries.values():
            entry.clear()
        self.problems.set(())

    def _summary(self) -> Any:
        """Return what is told when the form is refused: how many fields, and to those who hear it which."""
        return {
            "type": "div",
            "props": {"class": "cacao-form-summary", "role": "alert"},
            "children": [
                {"type": "span", "props": {"content": self._count}},
                {"type": "span", "props": {"class": "cacao-hidden", "content": self._list}},
            ],
        }

    def _count(self) -> str:
        problems = self.problems.value
        general = " ".join(message for label, message in problems if not label)
        number = sum(1 for label, _ in problems if label)
        key = "form_refused_one" if number == 1 else "form_refused"
        return " ".join(filter(None, [general, self._texts.say(key, number=number) if number else ""]))

    def _list(self) -> str:
        return " ".join(f"{label}: {message}" for label, message in self.problems.value if label)

    def _is_saving(self) -> bool:
        return self.phase.value == "saving"

    def _foot(self) -> Any:
        buttons = self._buttons
        said = self._texts.say
        submit = Button(
            label=lambda: said("form_saving") if self._is_saving() else buttons.submit or said("form_save"),
            type="submit",
            variant="primary",
            attributes={"aria_disabled": self._is_saving},
        )
        reset = Button(
            label=buttons.reset if isinstance(buttons.reset, str) else said("form_reset"),
            on_click=self.reset,
            variant="ghost",
        )
        status = {
            "type": "span",
            "props": {
                "class": "cacao-form-status",
                "role": "status",
                "content": lambda: (
                    (buttons.saved or said("form_saved")) if self.phase.value == "saved" else ""
                ),
            },
        }
        return {
            "type": "div",
            "props": {"class": "cacao-form-foot"},
            "children": [submit, reset if buttons.reset else None, buttons.more, status],
        }
