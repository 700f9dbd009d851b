"""Drives of pictures, films, sounds and faces."""

from __future__ import annotations

from components.drive import Drive, Keys
from showcase.media import FILM, HILLS, bell

from cacao.ui import Audio, Image, Video


def look(keys: Keys, close: str) -> None:
    """Wait until a picture is open above the page, and close it; the focus goes back to where it was."""
    opened = keys.page.get_by_role("dialog", name="Hills")
    opened.wait_for()
    keys.press(close)
    opened.wait_for(state="hidden")
    assert keys.page.evaluate("document.activeElement.getAttribute('aria-haspopup')") == "dialog"


def play_and_halt(keys: Keys) -> None:
    """Let it play, and halt it."""
    keys.tab().press("Space").hears("play").press("Space").hears("pause")


DRIVES: dict[str, Drive] = {
    "image": Drive(
        lambda probe: Image(HILLS, "Hills", lightbox=True),
        lambda keys: look(keys.tab().press("Enter"), "Escape"),
        told=False,
    ),
    "video": Drive(
        lambda probe: Video(FILM, "Steam", muted=True, loop=True, on_play=probe.note, on_pause=probe.note),
        play_and_halt,
    ),
    "audio": Drive(
        lambda probe: Audio(bell(), "A bell", muted=True, loop=True, on_play=probe.note, on_pause=probe.note),
        play_and_halt,
    ),
}

STILL: set[str] = {"avatar", "avatar-group"}
