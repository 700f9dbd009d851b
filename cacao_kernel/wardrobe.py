"""Wardrobe: all that the pages of one edition of an App may wear, by its addresses."""

from __future__ import annotations

from typing import NamedTuple


class Garment(NamedTuple):
    """A kit, as browsers ask for it.

    Attributes:
        name: the kit's.
        style: the address of its style, below the app's prefix; empty for none.
        script: likewise, of its script.
        everywhere: whether every page wears it, whatever its nodes.
    """

    name: str
    style: str
    script: str
    everywhere: bool


class Wardrobe(NamedTuple):
    """All that pages may wear. An address has a digest in it: the same address is the same text.

    Attributes:
        lang: the language of the pages.
        direction: ``"rtl"`` if it is written from right to left, else nothing.
        frames: whether pages may hold frames with pages of the same address.
        sheet: the address of the one stylesheet, which holds the app's theme and what plugins bring.
        kits: the kits, in the order in which their styles count.
    """

    lang: str
    direction: str
    frames: bool
    sheet: str
    kits: tuple[Garment, ...]
