"""Theme: what a dict says of colours, fonts, spacing, radius, shadow and motion, checked and completed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from .colour import Colour, read_colour
from .grammar import expectation, read_value
from .mistake import ThemeError, spell, suggest
from .pairs import Weakness, find_weaknesses
from .palette import derive
from .tokens import BRANDS, COLOURS, SECTIONS, variable

Scheme = Literal["light", "dark", "light dark"]

MODES: Mapping[str, Scheme] = {"light": "light", "dark": "dark", "system": "light dark"}

_KEYS = ("name", "extends", "mode", *SECTIONS, "dark")
_GROUNDS = ("background", "content_bg", "card_bg", "field")
# What a colour takes along into the other mode; its text, edge and soft ground are of one mode.
_CARRIED = frozenset(
    form.format(name) for name in BRANDS for form in ("{}", "on_{}", "{}_hover", "{}_active")
)


@dataclass(frozen=True, eq=False)
class Theme:
    """A theme with a value for every token.

    Args:
        name: what it is called.
        scheme: the modes it has, as CSS's ``color-scheme``.
        light: its colours on a light page.
        dark: its colours on a dark page.
        others: the values of all other tokens.
        follows: whether it says no mode, so that a part of a page has that of the page around.
    """

    name: str
    scheme: Scheme
    light: Mapping[str, Colour]
    dark: Mapping[str, Colour]
    others: Mapping[str, str]
    follows: bool = True

    @cached_property
    def variables(self) -> Mapping[str, str]:
        """The CSS properties that make a whole page look like this theme."""
        found: dict[str, str] = {"color-scheme": self.scheme}
        for token in COLOURS:
            light, dark = f"{self.light[token]}", f"{self.dark[token]}"
            if self.scheme == "light dark":
                value = light if light == dark else f"light-dark({light}, {dark})"
            else:
                value = light if self.scheme == "light" else dark
            found[variable(token)] = value
        found |= {variable(token): value for token, value in self.others.items()}
        return found

    @cached_property
    def part(self) -> Mapping[str, str]:
        """The CSS properties that make a part of a page look like it, in the mode of the page around."""
        if not self.follows:
            return self.variables
        return {name: value for name, value in self.variables.items() if name != "color-scheme"}

    def css(self, selector: str = ":root") -> str:
        """Return a rule of CSS with the variables."""
        lines = "".join(f"  {name}: {value};\n" for name, value in self.variables.items())
        return f"{selector} {{\n{lines}}}\n"

    def find_weaknesses(self) -> dict[str, list[Weakness]]:
        """Return the pairs of colours whose contrast is below WCAG AA, by mode."""
        found = {mode: find_weaknesses(getattr(self, mode)) for mode in self.scheme.split()}
        return {mode: weak for mode, weak in found.items() if weak}


def make_theme(given: Mapping[Any, Any], base: Theme, where: str = "theme") -> Theme:
    """Return the theme that a dict describes.

    Args:
        given: the dict.
        base: the theme that it extends.
        where: what errors call it.

    Raises:
        ThemeError: naming the key that is wrong.
    """
    _check_keys(given, _KEYS, where)
    name = given.get("name", base.name)
    if not isinstance(name, str) or not name or len(name) > 60 or not name.isprintable():
        raise ThemeError(
            "the name of a theme", where=f"{where}.name", expected="a short text", got=spell(name)
        )
    colours = _read_colours(given, where)
    dark = given.get("dark")
    in_dark: dict[str, Colour] | None = None
    if dark is not None:
        _check_dict(dark, f"{where}.dark", '{"colors": {…}}')
        _check_keys(dark, ("colors",), f"{where}.dark")
        in_dark = _read_colours(dark, f"{where}.dark")
    mode = given.get("mode")
    if mode is not None and (not isinstance(mode, str) or mode not in MODES):
        raise ThemeError(
            "the mode of a theme",
            where=f"{where}.mode",
            expected='"light", "dark" or "system"',
            got=spell(mode),
        )
    others = {**base.others, **_read_others(given, where)}
    light_half, dark_half, scheme = _split(colours, in_dark, mode)
    return Theme(
        name,
        scheme or base.scheme,
        derive(light_half, _fitting(base, light_half, base.light)),
        derive(dark_half, _fitting(base, dark_half, base.dark)),
        others,
        follows=mode is None and (base.follows if scheme is None else scheme == "light dark"),
    )


def _split(
    colours: dict[str, Colour], in_dark: dict[str, Colour] | None, mode: str | None
) -> tuple[dict[str, Colour], dict[str, Colour], Scheme | None]:
    """Return what holds on light pages and on dark ones, and the scheme unless it is the base's.

    A theme that gives its grounds once looks as written, whatever visitors like: it is a light or a dark
    one. What it says of colours such as "primary" holds in the other mode, too.
    """
    carried = {token: colour for token, colour in colours.items() if token in _CARRIED}
    meant_dark = _is_meant_dark(colours)
    if in_dark is not None:
        light = carried if meant_dark and mode != "light" else colours
        dark = {**(colours if meant_dark else carried), **in_dark}
        return light, dark, MODES[mode or "system"]
    if mode == "light" or mode == "dark":
        return (colours, carried, "light") if mode == "light" else (carried, colours, "dark")
    if meant_dark is None:
        return colours, colours, MODES[mode] if mode else None
    own: Scheme = "dark" if meant_dark else "light"
    halves = (carried, colours) if meant_dark else (colours, carried)
    return *halves, MODES[mode] if mode else own


def _is_meant_dark(colours: Mapping[str, Colour]) -> bool | None:
    """Tell whether colours are those of a dark page; None if they do not say."""
    ground = next((colours[token] for token in _GROUNDS if token in colours), None)
    if ground is not None:
        return ground.is_dark
    return not colours["text"].is_dark if "text" in colours else None


def _fitting(base: Theme, given: Mapping[str, Colour], half: Mapping[str, Colour]) -> Mapping[str, Colour]:
    """Return the colours of the base that fit the given background, or else those of its own mode."""
    background = given.get("background")
    if background is None:
        return half
    return base.dark if background.is_dark else base.light


def _read_colours(given: Mapping[Any, Any], where: str) -> dict[str, Colour]:
    found: dict[str, Colour] = {}
    for token, text in _read_section(given, "colors", where).items():
        colour = read_colour(text)
        if colour is not None:
            found[token] = colour
    return found


def _read_others(given: Mapping[Any, Any], where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in SECTIONS:
        if section != "colors":
            found |= _read_section(given, section, where)
    return found


def _read_section(given: Mapping[Any, Any], section: str, where: str) -> dict[str, str]:
    """Return the values of a section, each of the kind of its token."""
    values = given.get(section)
    if values is None:
        return {}
    kinds, place = SECTIONS[section], f"{where}.{section}"
    _check_dict(values, place, f'such as {{"{next(iter(kinds))}": …}}')
    _check_keys(values, kinds, place)
    found: dict[str, str] = {}
    for token, value in values.items():
        text = read_value(kinds[token], value)
        if text is None:
            raise ThemeError(
                "no value it can have",
                where=f"{place}.{token}",
                expected=expectation(kinds[token]),
                got=spell(value),
            )
        found[token] = text
    return found


def _check_dict(value: object, where: str, like: str) -> None:
    if not isinstance(value, Mapping):
        raise ThemeError("this part of a theme", where=where, expected=f"a dict, {like}", got=spell(value))


def _check_keys(given: Mapping[Any, Any], known: Any, where: str) -> None:
    for key in given:
        if not isinstance(key, str) or key not in known:
            raise ThemeError(
                "a theme has nothing of this name",
                where=f"{where}.{key if isinstance(key, str) and key.isprintable() else spell(key):.60}",
                cure=suggest(f"{key}", known),
            )
