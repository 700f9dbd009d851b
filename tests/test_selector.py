"""Selectors: what a style may nest. That a browser takes each of them, browser/test_style.py shows."""

from __future__ import annotations

import pytest

from cacao_kernel.selector import join_selectors, read_selector, split_selector


@pytest.mark.parametrize(
    ("key", "read"),
    [
        (":hover", ":hover"),
        ("&:hover", ":hover"),
        (" :Hover ", ":hover"),
        ("::before", "::before"),
        (":focus-visible", ":focus-visible"),
        (":hover:not(:disabled)", ":hover:not(:disabled)"),
        (":focus::placeholder", ":focus::placeholder"),
        (":not( :hover , :focus:active )", ":not(:hover,:focus:active)"),
        (":hover, :focus-visible", ":is(:hover,:focus-visible)"),
        (":nth-child(2)", ":nth-child(2)"),
        (":nth-child( 2n + 1 )", ":nth-child(2n+1)"),
        (":nth-last-of-type(odd)", ":nth-last-of-type(odd)"),
        (":nth-child(-n+3):hover::after", ":nth-child(-n+3):hover::after"),
        ("@media (max-width: 600px)", "@media (max-width:600px)"),
        (
            "@media(min-width:40.5em)  and ( hover : hover )",
            "@media (min-width:40.5em) and (hover:hover)",
        ),
        ("@media (prefers-color-scheme: dark)", "@media (prefers-color-scheme:dark)"),
        ("@media print", "@media print"),
        (
            "@media screen and (orientation: portrait)",
            "@media screen and (orientation:portrait)",
        ),
    ],
)
def test_a_selector_of_known_words_has_one_spelling(key: str, read: str) -> None:
    assert read_selector(key) == read


@pytest.mark.parametrize(
    "key",
    """:|&|@|&p|& p|p:hover|:hover p|:hover > p|:hover + p|:hover ~ p|:hover :focus|.a|#a|*|:hover.a|:hover#a
    |:hover[title]|[value^="a"]|:has([value^="a"])|:has(:hover)|:host|:host-context(:hover)|:root|:scope
    |:lang(de)|:dir(ltr)|:hovered|:hover-|::beforehand|::part(x)|::slotted(p)|::-webkit-scrollbar
    |::before:hover|::before::after|:not(::before)|:not()|:not(:hover|:hover)|:not(:hover))|:not(p)
    |:not(:not(:hover))|:hover,:focus):not(:active|:hover,p|:hover, ::before|:hover,|,:hover
    |:nth-child()|:nth-child(n of p)|:nth-child(2n+)|:nth-child(99999)|:nth-child(٣)|:hoſver
    |:hover{}|:hover{color:red}p|:hover;|:hover/**/|:hover\\|\\3a hover|:hover</style>|@import "x"
    |@media|@media all|@media (x)|@media (max-width)|@media (max-width: 600)|@media (max-width: url(x))
    |@media (max-width: 600px){}|@media (max-width: 600px), print|@media not print|@media (width < 9px)
    |@media print and|@media (hover: hover) or (hover: none)|@media (max-width: 600px) :hover
    |@supports (color: red)|@layer x|@font-face|@container (width: 1px)|@page|@charset""".replace(
        "\n    ", ""
    ).split("|"),
)
def test_any_other_selector_is_refused(key: str) -> None:
    assert read_selector(key) is None


def test_no_line_end_hides_in_a_selector() -> None:
    for key in (":hover\n", "\n:hover", ":hover\x0c", ":not(\n:hover)", "@media\nprint", ":hover\0"):
        assert read_selector(key) is None


def test_a_long_selector_is_refused_unread() -> None:
    assert read_selector(":hover" * 33) is not None
    assert read_selector(":hover" * 34) is None


@pytest.mark.parametrize(
    ("screen", "states", "key"),
    [
        ("", ":hover", ":hover"),
        ("@media (hover:hover)", "", "@media (hover:hover)"),
        ("@media (hover:hover)", ":hover::before", "@media (hover:hover) :hover::before"),
    ],
)
def test_a_screen_and_states_share_one_key(screen: str, states: str, key: str) -> None:
    assert join_selectors(screen, states) == key
    assert split_selector(key) == (screen, states)
