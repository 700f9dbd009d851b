"""Stepper: how far somebody has come."""

from __future__ import annotations

from functools import partial
from typing import Any

from cacao_kernel import CacaoError, State, read

from ..base import BASE
from ..held import WHOLE, bound_to
from ..icon_set import find_icon
from ..kinds import Items, Reactive, Text
from ..widget import Widget, read_kit
from .items import draw_label, read_items


class Stepper(Widget):
    """The steps of a longer way, and how far somebody has come; below each other where there is little room.

    Args:
        steps: texts, or dicts with ``label`` and ``description``.
        current: the step that is under way, counted from 0; as many as there are steps once all are done.
        bind: the State that holds it instead; then a click on a step that is done leads back to it.
        label: what the steps are for, for those who hear the page.
    """

    node_type = "stepper"
    holds = bound_to(WHOLE)
    kits = (BASE, read_kit("stepper"))

    steps: Items
    current: Reactive[int] = 0
    bind: State[int] | None = None
    label: Text = None

    def check(self) -> None:
        """Refuse what is no step."""
        self._steps = read_items("Stepper.steps", self.steps, ("description",))
        if self.bind is not None and "current" in self._given:
            raise CacaoError("Stepper was given both current and bind", expected="one of them")

    def draw(self) -> object:
        """Return a list, with the step that is under way marked as such."""
        bind = self.bind
        current = read(self.current) if bind is None else self.fitting("bind", bind, bind.value) or 0
        steps = [self._step(index, step, current) for index, step in enumerate(self._steps)]
        steps_list = {
            "type": "ol",
            "props": {"class": "cacao-steps", "role": "list", "aria_label": self.label},
            "children": steps,
        }
        return self.root("div", [steps_list], class_name="cacao-stepper")

    def _step(self, index: int, step: dict[str, Any], current: int) -> dict[str, Any]:
        is_done = index < current
        props: dict[str, Any] = {"class": "cacao-step", "data_state": "done" if is_done else "next"}
        if index == current:
            props |= {"data_state": "current", "aria_current": "step"}
        words: list[Any] = [
            {
                "type": "span",
                "props": {"class": "cacao-step-mark", "aria_hidden": "true"},
                "children": [find_icon("check") if is_done else str(index + 1)],
            },
            {
                "type": "span",
                "props": {"class": "cacao-step-words"},
                "children": [
                    {
                        "type": "span",
                        "props": {"class": "cacao-step-label"},
                        "children": draw_label(step["label"]),
                    },
                    {
                        "type": "span",
                        "props": {"class": "cacao-step-description", "content": step["description"]},
                    }
                    if step.get("description")
                    else None,
                    {
                        "type": "span",
                        "props": {"class": "cacao-hidden", "content": f", {self.say('step_done')}"},
                    }
                    if is_done
                    else None,
                ],
            },
        ]
        if is_done and self.bind is not None:
            hit = {"class": "cacao-step-hit", "on_click": partial(self.bind.set, index)}
            words = [{"type": "bare-button", "props": hit, "children": words}]
        else:
            words = [{"type": "span", "props": {"class": "cacao-step-hit"}, "children": words}]
        return {"type": "li", "key": step["id"], "props": props, "children": words}
