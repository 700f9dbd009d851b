"""Confirm: a question before something is done."""

from __future__ import annotations

from typing import Any, Literal

from cacao_kernel import CacaoError, shorten

from ..kinds import Child
from ..widget import Widget, read_kit
from .dialog import DIALOG

CONFIRM = read_kit("confirm", "confirm.css", "confirm.js", mimic="windows:Question")


def ask_first(node: Any, question: str | None, *, is_danger: bool = False, yes: object = None) -> Any:
    """Return a node that asks before its handlers run; as it is if there is no question.

    For widgets with a prop ``confirm``: they return what they draw through this.

    Args:
        node: what is pressed.
        question: what is asked.
        is_danger: whether what it does cannot be undone.
        yes: what the button says that has it done, if that is a text; by default all that the node says.
    """
    if question is None:
        return node
    said = yes if isinstance(yes, str) else None
    return Confirm(node, question, yes=said, tone="danger" if is_danger else "primary")


class Confirm(Widget):
    """A button, or what else is pressed, that asks before its handler runs.

    Args:
        children: what asks when it is pressed, such as a Button with its handler.
        question: what is asked, such as "Delete 3 rows?"
        content: what will come of it.
        yes: what the button says that has it done; by default what was pressed says.
        no: what the button says that leaves it; by default "Cancel".
        tone: ``"danger"`` for what cannot be undone: then the focus begins with leaving it.
    """

    node_type = "confirm"
    kits = (*DIALOG, CONFIRM)
    elements = ("cacao-confirm",)

    children: Child
    question: str
    content: str | None = None
    yes: str | None = None
    no: str | None = None
    tone: Literal["primary", "danger"] = "primary"

    def check(self) -> None:
        """Refuse an empty question."""
        if not self.question.strip():
            raise CacaoError("question of a Confirm", expected='a text such as "Delete 3 rows?"', got="none")
        if isinstance(self.children, str):
            raise CacaoError(
                "nobody can press the text of a Confirm",
                expected="a button",
                got=shorten(self.children),
                cure=f"Write Confirm(Button({self.children[:60]!r}, on_click=…), …).",
            )

    def draw(self) -> object:
        """Return what is pressed, with the question around it."""
        said: dict[str, Any] = {
            "data_question": self.question,
            "data_content": self.content,
            "data_yes": self.yes,
            "data_no": self.no or self.say("cancel"),
            "data_ok": self.say("ok"),
            "data_tone": self.tone,
        }
        return self.root("cacao-confirm", self.children, **said)
