"""Demos of pictures, films, sounds and faces."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from cacao.ui import Audio, Avatar, AvatarGroup, Image, Video

HILLS = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">
<rect width="320" height="180" fill="#fbe3cb"/><circle cx="236" cy="62" r="24" fill="#fff6e6"/>
<path d="M0 128Q60 84 128 112T320 92V180H0Z" fill="#b98a62"/>
<path d="M0 148Q90 108 184 136T320 124V180H0Z" fill="#7d5133"/>
<path d="M0 164Q110 136 214 156T320 150V180H0Z" fill="#3f2414"/></svg>"""
FILM = Path(__file__).parent / "steam.webm"


def image() -> Any:
    """Show pictures that open above the page, and lead to each other there."""
    night = HILLS.replace(b"#fbe3cb", b"#20304a").replace(b"#b98a62", b"#4a5a78")
    views = {"Hills in the evening light": HILLS, "The same hills at night": night}
    shown = [
        Image(view, alt, caption="Huila, Colombia", ratio="16/9", width=300, lightbox=True, group="huila")
        for alt, view in views.items()
    ]
    return {"type": "row", "children": shown}


def video() -> Any:
    """Show a film that lies beside this file."""
    return Video(FILM, "Steam above a cup", loop=True, muted=True)


def bell() -> bytes:
    """Return the sound of a bell, as a WAV."""
    rate, tones = 8_000, (880, 1_318, 2_637)
    waves = (sum(math.sin(math.tau * tone * step / rate) for tone in tones) for step in range(rate))
    samples = bytes(int(128 + 40 * wave * math.exp(-step / 1_600)) for step, wave in enumerate(waves))
    head = (16, 0x10001, rate, rate, 0x80001)
    fields = b"".join(number.to_bytes(4, "little") for number in head)
    data = b"WAVEfmt " + fields + b"data" + len(samples).to_bytes(4, "little") + samples
    return b"RIFF" + len(data).to_bytes(4, "little") + data


def audio() -> Any:
    """Play a sound that is made here."""
    return Audio(bell(), "The bell of the shop")


def avatar() -> Any:
    """Show who is there."""
    return {
        "type": "row",
        "children": [
            Avatar("Ada Lovelace", status="online"),
            Avatar("Alan Turing", status="away", size="large"),
            Avatar("Café Central", HILLS, shape="square"),
        ],
    }


def avatar_group() -> Any:
    """Show a team in little room."""
    people = [
        "Ada Lovelace",
        "Alan Turing",
        "Grace Hopper",
        "Edsger Dijkstra",
        "Barbara Liskov",
        "Donald Knuth",
    ]
    return AvatarGroup(people, label="The team", max=4)
