"""Properties: the CSS properties that a style may have, and how they are spelled.

Only what stands here is set. None of it loads anything or runs anything, given values of the
grammar of :mod:`style`; what a browser does not know of it does nothing. Vendors' own names are
those that have no other spelling, and old ones that many stylesheets still carry.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .errors import closest

# Properties whose plain numbers are no lengths; every other number means pixels.
UNITLESS = frozenset(
    """-webkit-box-flex -webkit-box-ordinal-group -webkit-line-clamp animation animation-iteration-count
    aspect-ratio border-image border-image-outset border-image-slice border-image-width column-count
    columns fill-opacity flex flex-grow flex-shrink flood-opacity font-size-adjust font-weight
    grid-area grid-column grid-column-end grid-column-start grid-row grid-row-end grid-row-start
    hyphenate-limit-chars initial-letter line-clamp line-height mask-border-outset mask-border-slice
    mask-border-width math-depth opacity order orphans reading-order scale shape-image-threshold
    stop-opacity stroke-dasharray stroke-dashoffset stroke-miterlimit stroke-opacity stroke-width
    tab-size widows z-index zoom""".split()
)
KNOWN = UNITLESS | frozenset(
    """accent-color align-content align-items align-self all anchor-name anchor-scope
    animation-composition animation-delay animation-direction animation-duration animation-fill-mode
    animation-name animation-play-state animation-range animation-range-end animation-range-start
    animation-timeline animation-timing-function appearance backdrop-filter backface-visibility
    background background-attachment background-blend-mode background-clip background-color
    background-image background-origin background-position background-position-x background-position-y
    background-repeat background-size baseline-source block-size border border-block
    border-block-color border-block-end border-block-end-color border-block-end-style
    border-block-end-width border-block-start border-block-start-color border-block-start-style
    border-block-start-width border-block-style border-block-width border-bottom border-bottom-color
    border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width
    border-collapse border-color border-end-end-radius border-end-start-radius border-image-repeat
    border-image-source border-inline border-inline-color border-inline-end border-inline-end-color
    border-inline-end-style border-inline-end-width border-inline-start border-inline-start-color
    border-inline-start-style border-inline-start-width border-inline-style border-inline-width
    border-left border-left-color border-left-style border-left-width border-radius border-right
    border-right-color border-right-style border-right-width border-spacing border-start-end-radius
    border-start-start-radius border-style border-top border-top-color border-top-left-radius
    border-top-right-radius border-top-style border-top-width border-width bottom box-decoration-break
    box-shadow box-sizing break-after break-before break-inside caption-side caret-color clear clip
    clip-path clip-rule color color-scheme column-fill column-gap column-rule column-rule-color
    column-rule-style column-rule-width column-span column-width contain contain-intrinsic-block-size
    contain-intrinsic-height contain-intrinsic-inline-size contain-intrinsic-size
    contain-intrinsic-width container container-name container-type content content-visibility
    corner-block-end-shape corner-block-start-shape corner-bottom-left-shape corner-bottom-right-shape
    corner-bottom-shape corner-end-end-shape corner-end-start-shape corner-inline-end-shape
    corner-inline-start-shape corner-left-shape corner-right-shape corner-shape corner-start-end-shape
    corner-start-start-shape corner-top-left-shape corner-top-right-shape corner-top-shape
    counter-increment counter-reset counter-set cursor direction display dynamic-range-limit
    empty-cells field-sizing fill fill-rule filter flex-basis flex-direction flex-flow flex-wrap float
    font font-family font-feature-settings font-kerning font-optical-sizing font-palette font-size
    font-stretch font-style font-synthesis font-synthesis-small-caps font-synthesis-style
    font-synthesis-weight font-variant font-variant-alternates font-variant-caps
    font-variant-east-asian font-variant-emoji font-variant-ligatures font-variant-numeric
    font-variant-position font-variation-settings forced-color-adjust gap grid grid-auto-columns
    grid-auto-flow grid-auto-rows grid-column-gap grid-gap grid-row-gap grid-template
    grid-template-areas grid-template-columns grid-template-rows hanging-punctuation height
    hyphenate-character hyphens image-orientation image-rendering inline-size inset inset-block
    inset-block-end inset-block-start inset-inline inset-inline-end inset-inline-start
    interpolate-size isolation justify-content justify-items justify-self left letter-spacing
    line-break list-style list-style-image list-style-position list-style-type margin margin-block
    margin-block-end margin-block-start margin-bottom margin-inline margin-inline-end
    margin-inline-start margin-left margin-right margin-top margin-trim mask mask-border
    mask-border-mode mask-border-repeat mask-border-source mask-clip mask-composite mask-image
    mask-mode mask-origin mask-position mask-repeat mask-size math-shift math-style max-block-size
    max-height max-inline-size max-width min-block-size min-height min-inline-size min-width
    mix-blend-mode object-fit object-position object-view-box offset offset-anchor offset-distance
    offset-path offset-position offset-rotate outline outline-color outline-offset outline-style
    outline-width overflow overflow-anchor overflow-block overflow-clip-margin overflow-inline
    overflow-wrap overflow-x overflow-y overscroll-behavior overscroll-behavior-block
    overscroll-behavior-inline overscroll-behavior-x overscroll-behavior-y padding padding-block
    padding-block-end padding-block-start padding-bottom padding-inline padding-inline-end
    padding-inline-start padding-left padding-right padding-top page-break-after page-break-before
    page-break-inside paint-order perspective perspective-origin place-content place-items place-self
    pointer-events position position-anchor position-area position-try position-try-fallbacks
    position-try-order position-visibility print-color-adjust quotes reading-flow resize right rotate
    row-gap ruby-align ruby-overhang ruby-position scroll-behavior scroll-margin scroll-margin-block
    scroll-margin-block-end scroll-margin-block-start scroll-margin-bottom scroll-margin-inline
    scroll-margin-inline-end scroll-margin-inline-start scroll-margin-left scroll-margin-right
    scroll-margin-top scroll-marker-group scroll-padding scroll-padding-block scroll-padding-block-end
    scroll-padding-block-start scroll-padding-bottom scroll-padding-inline scroll-padding-inline-end
    scroll-padding-inline-start scroll-padding-left scroll-padding-right scroll-padding-top
    scroll-snap-align scroll-snap-stop scroll-snap-type scroll-target-group scroll-timeline
    scroll-timeline-axis scroll-timeline-name scrollbar-color scrollbar-gutter scrollbar-width
    shape-margin shape-outside stroke stroke-linecap stroke-linejoin table-layout text-align
    text-align-last text-autospace text-box text-box-edge text-box-trim text-combine-upright
    text-decoration text-decoration-color text-decoration-line text-decoration-skip
    text-decoration-skip-ink text-decoration-style text-decoration-thickness text-emphasis
    text-emphasis-color text-emphasis-position text-emphasis-style text-indent text-justify
    text-orientation text-overflow text-rendering text-shadow text-size-adjust text-spacing-trim
    text-transform text-underline-offset text-underline-position text-wrap text-wrap-mode
    text-wrap-style timeline-scope top touch-action transform transform-box transform-origin
    transform-style transition transition-behavior transition-delay transition-duration
    transition-property transition-timing-function translate unicode-bidi user-select vertical-align
    view-timeline view-timeline-axis view-timeline-inset view-timeline-name view-transition-class
    view-transition-group view-transition-name visibility white-space white-space-collapse width
    will-change word-break word-spacing word-wrap writing-mode
    -moz-appearance -moz-osx-font-smoothing -moz-user-select -ms-overflow-style -webkit-appearance
    -webkit-backdrop-filter -webkit-backface-visibility -webkit-background-clip -webkit-box-align
    -webkit-box-decoration-break -webkit-box-direction -webkit-box-orient -webkit-box-pack
    -webkit-box-reflect -webkit-clip-path -webkit-filter -webkit-font-smoothing -webkit-hyphens
    -webkit-mask -webkit-mask-clip -webkit-mask-composite -webkit-mask-image -webkit-mask-origin
    -webkit-mask-position -webkit-mask-repeat -webkit-mask-size -webkit-overflow-scrolling
    -webkit-print-color-adjust -webkit-tap-highlight-color -webkit-text-fill-color
    -webkit-text-security -webkit-text-size-adjust -webkit-text-stroke -webkit-text-stroke-color
    -webkit-text-stroke-width -webkit-touch-callout -webkit-transform -webkit-transition
    -webkit-user-drag -webkit-user-select""".split()
)

_CUSTOM = re.compile(r"--[a-z0-9-]+\Z")
_CAPITAL = re.compile(r"[A-Z]")
_VENDORS = ("ms-", "webkit-", "moz-")
_SLIP = 0.75  # of 1: so alike are two names of which one is taken for a slip of the other
_MAX_NAME = 100


def property_name(name: str) -> str | None:
    """Return a style key as a CSS property (``fontSize`` is ``font-size``), or None if it is none.

    A custom property such as ``--brand`` is one, whatever it is called.
    """
    return _property_name(name) if len(name) <= _MAX_NAME else None


@lru_cache(maxsize=1024)
def _property_name(name: str) -> str | None:
    if name.startswith("--"):
        return name if _CUSTOM.match(name) else None
    spelled = _spell(name)
    return spelled if spelled in KNOWN else None


@lru_cache(maxsize=1024)
def meant_instead(name: str) -> str:
    """Return the property that a key which is none is taken for a slip of, or an empty string."""
    if name.startswith("--") or len(name) > _MAX_NAME:
        return ""
    close = closest(_spell(name), sorted(KNOWN), alike=_SLIP)
    return close[0] if close else ""


def _spell(name: str) -> str:
    name = _CAPITAL.sub(lambda capital: f"-{capital[0].lower()}", name.replace("_", "-"))
    return f"-{name}" if name.startswith(_VENDORS) else name
