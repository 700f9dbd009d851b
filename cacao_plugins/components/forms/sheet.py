"""Sheet: a form on the page, with its fields, what is wrong with them, and what becomes of it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from cacao_kernel import Component, Event, State, bind, blaming, pass_on

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
    general: State[str] = State("", scope="tab", store=False)

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
        return {
            "type": "form",
            "props": {
                "class": "cacao-form-sheet",
                "novalidate": True,
                "aria_label": self._label,
                "data_saved": self.saved,
                "data_refused": self.refused,
                "on_close": self.begin_anew,
                "on_submit": self.submit,
            },
            "children": [self._layout(nodes), self._summary(), self._foot()],
        }

    async def submit(self) -> object:
        """Look at all fields, and hand over what is filled in."""
        made: list[Any] = []
        try:
            await pass_on(lambda: made.extend(self._check()), Event())
            return self._end(await self._hand_over(made[0])) if made else None
        except Exception:
            # With what the handler wrote, what it has told here is dropped; so this comes behind it.
            asyncio.get_running_loop().call_soon(bind(self._fail), bool(made))
            raise

    async def _hand_over(self, made: Any) -> object:
        """Give the app's function what was made, on the loop or in a thread, and return what it returned."""
        function: Any = self._on_submit
        returned: list[Any] = []

        async def wait() -> None:
            with blaming("Form.on_submit", function):
                returned.append(await function(made))

        def run() -> None:
            with blaming("Form.on_submit", function):
                returned.append(function(made))

        is_async = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
            getattr(function, "__call__", None)  # noqa: B004 - an object with an async __call__
        )
        redirect = await pass_on(wait if is_async else run, Event())
        if redirect is not None or not returned:
            return redirect
        return await returned[0] if inspect.isawaitable(returned[0]) else returned[0]

    def _fail(self, was_right: bool) -> None:
        """Say that nothing was saved; and nothing of what was told before, if all was right by now."""
        if was_right:
            self._tell({})
        self.phase.set("failed")

    def reset(self) -> None:
        """Be as it was in the beginning."""
        self._clear()
        self.phase.set("")
        self.saved.update(lambda number: number + 1)

    def begin_anew(self) -> None:
        """Be as it was in the beginning, if all has been sent: the dialog around it was closed."""
        if self.phase.value == "saved":
            self.reset()

    def _check(self) -> tuple[Any, ...]:
        """Return what was made of the values; nothing if something is wrong."""
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
                with blaming("Form.model"):
                    made = self._make(values)
                with blaming("Form.validate_form", self._validate_form):
                    wrong.update((self._validate_form(made) or {}) if self._validate_form is not None else {})
            except ValueError as error:
                name, message = error.args if len(error.args) == 2 else ("", str(error))
                wrong[name] = message
        if wrong:
            self._refuse(wrong)
            return ()
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
            entry.tell(wrong.get(name, ""))
        self.general.set(" ".join(text for name, text in wrong.items() if name not in self._entries))

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
        self.general.set("")

    def _summary(self) -> Any:
        """Return what is told once the form is refused: how many fields, and to those who hear it which."""
        return {
            "type": "div",
            "props": {"class": "cacao-form-summary", "role": "alert"},
            "children": [
                {"type": "span", "props": {"content": self._count}},
                {"type": "span", "props": {"class": "cacao-hidden", "content": self._list}},
            ],
        }

    def _count(self) -> str:
        number = len(self._wrong())
        key = "form_refused_one" if number == 1 else "form_refused"
        told = self._texts.say(key, number=number) if number else ""
        return " ".join(filter(None, [self.general.value, told]))

    def _list(self) -> str:
        return " ".join(f"{entry.blank.label}: {entry.error.value}" for entry in self._wrong())

    def _wrong(self) -> list[Entry]:
        """Return the fields that are wrong, of a form that was refused: those put right since are not."""
        if self.phase.value != "refused":
            return []
        return [entry for entry in self._entries.values() if entry.error.value]

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
            class_name="cacao-form-reset",
        )
        status = {
            "type": "span",
            "props": {
                "class": "cacao-form-status",
                "role": "status",
                "data_phase": self.phase,
                "content": lambda: {
                    "saved": buttons.saved or said("form_saved"),
                    "failed": said("form_failed"),
                }.get(self.phase.value, ""),
            },
        }
        return {
            "type": "div",
            "props": {"class": "cacao-form-foot"},
            "children": [submit, reset if buttons.reset else None, buttons.more, status],
        }
