"""Palette: all colours of one mode, derived from the few that a theme gives.

A colour that a theme gives is taken as it is. One whose sources are those of the theme it extends is as it
is there. Any other is derived, and so far from what it stands on that the contrasts of pairs.py hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from .colour import Colour, from_oklch
from .contrast import SHAPE, TEXT, contrast, least, stand_out
from .pairs import PAGE
from .tokens import BRANDS

WHITE = Colour(1, 1, 1)
BLACK = Colour(0, 0, 0)

# Degrees: violet, green, orange, blue.
_CODE_HUES = {"keyword": 305, "string": 145, "number": 45, "name": 255}
_EASY = 7.0  # contrast of text that is derived: more than it needs
_QUIET = 5.4
_EDGE = 3.2


def derive(given: Mapping[str, Colour], base: Mapping[str, Colour]) -> dict[str, Colour]:
    """Return all colours of a mode.

    Args:
        given: those that the theme gives.
        base: all colours of the theme that it extends; of the first theme, those it cannot do without.
    """
    return _Deriving(given, base).colours


class _Deriving:
    def __init__(self, given: Mapping[str, Colour], base: Mapping[str, Colour]) -> None:
        self.given = given
        self.base = base
        self.colours: dict[str, Colour] = {}
        self.background = self._take("background", (), lambda: base["background"])
        self.is_dark = self.background.is_dark
        self._derive_grounds()
        for name in BRANDS:
            self._take(name, (), partial(base.__getitem__, name))
            self._derive_brand(name)
        self._take("link", ("primary_text",), lambda: self.colours["primary_text"])
        self._take("focus", ("primary_edge",), lambda: self.colours["primary_edge"])
        self._derive_sidebar()
        self._derive_code()

    def _take(self, token: str, sources: Iterable[str], make: Callable[[], Colour]) -> Colour:
        """Find the colour of a token: the given one, that of the base if its sources are, or a new one."""
        colours, base = self.colours, self.base
        if token in self.given:
            found = self.given[token]
        elif token in base and all(colours[source] == base.get(source) for source in sources):
            found = base[token]
        else:
            found = make()
        colours[token] = found
        return found

    def _read_on(self, start: Colour, tokens: Iterable[str], easy: float, needed: float) -> Colour:
        """Return a colour that stands out from grounds, easily and also where the pointer is, if it can.

        Args:
            start: the colour, which is made as much lighter or darker as it takes.
            tokens: the grounds.
            easy: the contrast that it is to have.
            needed: the contrast that it has to have at least, where that cannot be.
        """
        grounds = [self.colours[token].over(self.background) for token in tokens]
        shade = self.colours.get("shade")
        washed = grounds if shade is None else [*grounds, *(shade.over(ground) for ground in grounds)]
        found = stand_out(start, washed, easy)
        return found if least(found, washed) >= easy else stand_out(start, grounds, needed)

    def _derive_grounds(self) -> None:
        ground, base, take = self.background, self.base, self._take
        lightness, chroma, hue = ground.oklch
        take("content_bg", ("background",), lambda: ground)
        take(
            "card_bg",
            ("background",),
            lambda: self._raise(lightness, chroma) if self.is_dark else WHITE,
        )
        card = self.colours["card_bg"].over(ground)
        take("field", ("background", "card_bg"), lambda: ground.mix(card, 0.5) if self.is_dark else card)
        on_page = (*PAGE, "field")
        start = base.get("text") or from_oklch(0.94 if self.is_dark else 0.24, 0.02, hue)
        text = take("text", on_page, lambda: self._read_on(start, on_page, _EASY, TEXT))
        take("shade", ("text",), lambda: text.fade(0.08 if self.is_dark else 0.06))
        take("shade_strong", ("text",), lambda: text.fade(0.16 if self.is_dark else 0.12))
        take("backdrop", ("background",), lambda: self._backdrop(hue))
        take(
            "quiet",
            ("text", *on_page),
            lambda: self._read_on(text.mix(ground, 0.36), on_page, _QUIET, TEXT),
        )
        take("border_color", ("text", "background"), lambda: ground.mix(text, 0.2 if self.is_dark else 0.14))
        take("edge", ("text", *on_page), lambda: self._read_on(ground.mix(text, 0.45), on_page, _EDGE, SHAPE))

    def _raise(self, lightness: float, chroma: float) -> Colour:
        """Return the ground of a card on a dark page: lighter, unless white could not be read then."""
        raised = self.background.at(lightness + 0.05, chroma * 1.15)
        return raised if contrast(WHITE, raised) >= _EASY else self.background.at(lightness - 0.05)

    def _backdrop(self, hue: float) -> Colour:
        return BLACK.fade(0.6) if self.is_dark else from_oklch(0.2, 0.02, hue).fade(0.45)

    def _derive_brand(self, name: str) -> None:
        """Find what is derived of a colour that means something."""
        take, colours = self._take, self.colours
        own = colours[name].over(self.background)
        on = take(f"on_{name}", (name,), lambda: _ink_for(own))
        take(f"{name}_hover", (name, f"on_{name}"), lambda: _press(own, on, 1))
        take(f"{name}_active", (name, f"on_{name}"), lambda: _press(own, on, 2))
        soft = f"{name}_soft"
        take(soft, (name, "text", "background"), lambda: self._soften(own))
        grounds = (*PAGE, soft)
        take(f"{name}_text", (name, *grounds), lambda: self._read_on(own, grounds, TEXT, TEXT))
        take(f"{name}_edge", (name, *grounds), lambda: self._read_on(own, grounds, SHAPE, SHAPE))

    def _soften(self, own: Colour) -> Colour:
        """Return the background, tinted as much as the text on it can bear."""
        text = self.colours["text"]
        shares = (
            [0.2 - number * 0.02 for number in range(10)] if self.is_dark else [0.12, 0.1, 0.08, 0.05, 0.02]
        )
        tints = [self.background.mix(own, share) for share in shares]
        return next((tint for tint in tints if contrast(text, tint) >= TEXT + 1), self.background)

    def _derive_sidebar(self) -> None:
        """Find the colours of a bar beside the page: deep, in the hue of the primary colour."""
        take, colours = self._take, self.colours
        _, chroma, hue = colours["primary"].oklch
        depth = self.background.oklch[0] - 0.035 if self.is_dark else 0.28
        deep = min(chroma, 0.025 if self.is_dark else 0.06)
        bar = take("sidebar_bg", ("primary", "background"), lambda: from_oklch(depth, deep, hue))
        bar = bar.over(self.background)
        step = 0.06 if bar.is_dark else -0.05
        head = take("sidebar_header_bg", ("sidebar_bg",), lambda: bar.at(bar.oklch[0] + step))
        bright = from_oklch(0.95, min(0.015, chroma), hue)
        for part, ground in (("sidebar", bar), ("sidebar_header", head.over(bar))):
            take(f"{part}_text", (f"{part}_bg",), partial(_ink_for, ground, bright))

    def _derive_code(self) -> None:
        take, colours = self._take, self.colours
        text, ground = colours["text"], self.background
        share = 0.11 if self.is_dark else 0.06  # to be seen on cards, too
        code = take("code_bg", ("background", "text"), lambda: ground.mix(text, share)).over(ground)
        sources = ("code_bg",)
        take("code_text", ("text", *sources), lambda: stand_out(text, [code], TEXT))
        take("code_comment", ("quiet", *sources), lambda: stand_out(colours["quiet"], [code], TEXT))
        for name, hue in _CODE_HUES.items():
            start = from_oklch(0.8 if code.is_dark else 0.45, 0.1 if code.is_dark else 0.14, hue)
            take(f"code_{name}", sources, partial(stand_out, start, [code], TEXT + 0.3))


def _ink_for(ground: Colour, bright: Colour = WHITE) -> Colour:
    """Return a colour for text on this ground: a bright or a nearly black one, whichever can be read."""
    _, chroma, hue = ground.oklch
    dark = from_oklch(0.2, min(0.03, chroma), hue)
    fit = [ink for ink in (bright, dark) if least(ink, [ground]) >= TEXT]
    return fit[0] if fit else max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))


def _press(own: Colour, on: Colour, step: int) -> Colour:
    """Return a colour as it is under the pointer, or pressed: a little farther from what stands on it."""
    lightness = own.oklch[0]
    away = -0.05 if on.luminance > own.luminance else 0.045
    found = own.at(lightness + away * step)
    if 0.12 <= lightness + away * step <= 0.98:
        return found
    back = own.at(lightness - away * step)  # there is nothing darker than black
    return back if contrast(on, back) >= TEXT else found
