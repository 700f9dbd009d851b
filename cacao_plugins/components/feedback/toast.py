"""Toast: a message that comes, is read, and goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal, get_args

from cacao_kernel import CacaoError, Kit, State, call_page, find_line, nearest, shorten

from ..base import BASE
from ..check import spell_type
from ..kinds import Reactive, Text
from ..texts import Texts
from ..widget import Widget, read_kit

TOAST = read_kit("toast", "toast.css", "toast.js", mimic="toasts:Toasts")

ToastTone = Literal["neutral", "success", "warning", "danger", "info"]


def page_methods(texts: Texts) -> Mapping[str, Kit]:
    """Return what handlers may call of any page; what it says itself is in these texts."""
    script = TOAST.script.replace('"Close"', json.dumps(texts.say("close")))
    return {"toast": Kit("toast", BASE.style + TOAST.style, script, TOAST.mimic)}


def toast(text: str, *, tone: ToastTone = "neutral", seconds: float = 5) -> None:
    """Show the visitor a message for a while; to be called in a handler.

    It stands above all else, dialogs included, waits while the mouse or the focus is on it, and is told to
    those who hear the page.

    Args:
        text: what it says.
        tone: what its colour means.
        seconds: how long it stays; 0 until it is closed.

    Raises:
        CacaoError: if the text is none, or the tone is unknown.
        StateError: if no visitor's handler is running.
    """
    if not isinstance(text, str):
        raise CacaoError("a toast says a text", where=find_line(), expected="a string", got=shorten(text))
    tones = get_args(ToastTone)
    if tone not in tones:
        raise CacaoError(
            "a toast has no such tone",
            where=find_line(),
            expected=spell_type(ToastTone),
            got=shorten(tone),
            cure=nearest(str(tone), tones) or 'An error has the tone "danger".',
        )
    call_page("toast", text, tone, seconds)


class Toast(Widget):
    """A message that comes above the page, is read, and goes; it follows a State.

    What a handler has to say it says by calling ``toast(…)``, which needs no place on the page.

    Args:
        text: what it says.
        open: whether it is there; a State is set to False once it has gone.
        tone: what its colour means.
        seconds: how long it stays; 0 until it is closed.
    """

    node_type = "toast"
    kits = (BASE, TOAST)
    elements = ("cacao-toast",)

    text: Text
    open: Reactive[bool] = True
    tone: ToastTone = "neutral"
    seconds: float = 5

    def draw(self) -> object:
        """Return what is not seen itself: its text, and a box that tells the State that it has gone."""
        follows = {"type": "input", "props": {"type": "checkbox", "hidden": True, "bind": self.open}}
        return self.root(
            "cacao-toast",
            [
                {"type": "span", "props": {"content": self.text}},
                follows if isinstance(self.open, State) else None,
            ],
            data_open=self.open,
            data_tone=self.tone,
            data_seconds=self.seconds,
            data_close=self.say("close"),
        )
