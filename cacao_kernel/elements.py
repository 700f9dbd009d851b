"""What the kernel knows of HTML: which elements and attributes a tree may have, and how they nest.

The nesting rules are those of the HTML parsing algorithm (WHATWG HTML, section 13.2.6): a tree
that breaks them would be painted as one shape and read by the browser as another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Everything a page may hold. Left out: what runs code, loads documents or rules the page
# (script, style, iframe, object, embed, base, link, meta, template, svg, math …).
TAGS = frozenset(
    """a abbr address area article aside audio b bdi bdo blockquote br button canvas caption cite code
    col colgroup data datalist dd del details dfn dialog div dl dt em fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark
    menu meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp search
    section select small source span strong sub summary sup table tbody td textarea tfoot th thead
    time tr track u ul var video wbr""".split()
)
VOID = frozenset("area br col hr img input source track wbr".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

# A start tag of these ends an open <p>.
_ENDS_P = HEADINGS | frozenset(
    """address article aside blockquote dd details dialog div dl dt fieldset figcaption figure footer
    form header hgroup hr li main menu nav ol p pre search section summary table ul""".split()
)
# Beyond these the parser does not look for an open <p> or <button>; a <button> hides a <p>, too.
_BOUNDARY = frozenset({"table", "caption", "td", "th", "select"})
# Around a new <li>, <dd> or <dt> the parser looks through these for an open one; the standard
# looks through <dialog>, Chromium through <search> as well.
_LOOKED_THROUGH = frozenset({"address", "div", "p", "dialog", "search"})
# In a <ruby>, <rt> and <rp> end these.
_ENDED_IN_RUBY = frozenset({"p", "li", "dd", "dt", "rt", "rp"})
_PARENTS = {
    "caption": ("table",),
    "colgroup": ("table",),
    "col": ("colgroup",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("table", "tbody", "thead", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
    "option": ("select", "optgroup", "datalist"),
    "optgroup": ("select",),
}
_CHILDREN = {
    "table": ("caption", "colgroup", "thead", "tbody", "tfoot", "tr"),
    "colgroup": ("col",),
    "thead": ("tr",),
    "tbody": ("tr",),
    "tfoot": ("tr",),
    "tr": ("td", "th"),
    "select": ("option", "optgroup", "hr"),
    "optgroup": ("option",),
    "option": (),
    "textarea": (),
}
_HOLDS_TEXT = frozenset({"option", "textarea"})

URL_ATTRIBUTES = frozenset(
    {"href", "src", "cite", "poster", "formaction", "background", "longdesc", "usemap"}
)
# Attributes that run code, load what the URL rules cannot see, or belong to Cacao itself, which
# reads style and action as props before it comes to these (Style and ACTION are none).
_REFUSED = frozenset(
    """style action srcdoc srcset imagesrcset ping is nonce http-equiv innerhtml outerhtml innertext outertext
    textcontent dangerouslysetinnerhtml ref archive codebase data classid profile manifest xmlns""".split()
)
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9.-]*\Z")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
_IMAGE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[a-z0-9+/=]*\Z", re.IGNORECASE)
# Browsers skip these before they read a scheme.
_IGNORED_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_RENAMED = {"classname": "class", "htmlfor": "for", "class-name": "class", "html-for": "for"}


def attribute_name(prop: str) -> str | None:
    """Return the attribute a prop is painted as (``tabIndex``, ``aria_label``), or None if it may not be."""
    name = prop.lower().replace("_", "-")
    name = _RENAMED.get(name, name)
    if not _ATTRIBUTE.match(name) or name.startswith(("on", "data-cacao")) or name in _REFUSED:
        return None
    return name


def is_safe_url(url: str, tag: str, attribute: str) -> bool:
    """Tell whether an attribute may hold this URL: relative, or of a scheme that runs nothing."""
    bare = _IGNORED_IN_URL.sub("", url)
    scheme = _SCHEME.match(bare)
    if scheme is None:
        return True
    if scheme[1].lower() in _SAFE_SCHEMES:
        return True
    return tag == "img" and attribute == "src" and _IMAGE_DATA.match(bare) is not None


def refuse_nesting(tag: str, ancestors: Sequence[str]) -> str:
    """Return why the HTML parser would move or drop this element here, or an empty string.

    Args:
        tag: the element to place.
        ancestors: the elements around it, outermost first; empty at the root of the tree.
    """
    parent = ancestors[-1] if ancestors else ""
    allowed = _CHILDREN.get(parent)
    if allowed is not None and tag not in allowed:
        return f"<{parent}> may hold {_list(allowed)} only"
    parents = _PARENTS.get(tag)
    if parents is not None and parent not in parents:
        return f"<{tag}> stands in {_list(parents)} only"
    if tag in HEADINGS and parent in HEADINGS:
        return f"a heading ends the <{parent}> around it"
    if tag in _ENDS_P and _is_open("p", ancestors, _BOUNDARY | {"button"}):
        return f"<{tag}> ends the <p> around it"
    if tag == "button" and _is_open("button", ancestors, _BOUNDARY):
        return "a button cannot hold a button"
    if tag in ("a", "form") and tag in ancestors:
        return f"<{tag}> cannot stand inside another <{tag}>"
    if tag in ("li", "dd", "dt"):
        siblings = ("li",) if tag == "li" else ("dd", "dt")
        for around in reversed(ancestors):
            if around in siblings:
                return f"<{tag}> ends the <{around}> around it"
            if around == "button" or around in _BOUNDARY or around in _ENDS_P - _LOOKED_THROUGH:
                break
    if tag in ("rt", "rp") and parent in _ENDED_IN_RUBY and _is_open("ruby", ancestors, _BOUNDARY):
        return f"<{tag}> ends the <{parent}> around it"
    return ""


def refuse_text(parent: str) -> str:
    """Return why text cannot stand directly in this element, or an empty string."""
    if parent in VOID:
        return f"<{parent}> holds nothing"
    if parent in _CHILDREN and parent not in _HOLDS_TEXT:
        return f"<{parent}> may hold {_list(_CHILDREN[parent])} only"
    return ""


def _is_open(tag: str, ancestors: Sequence[str], boundary: frozenset[str]) -> bool:
    for around in reversed(ancestors):
        if around == tag:
            return True
        if around in boundary:
            return False
    return False


def _list(tags: Sequence[str]) -> str:
    return ", ".join(f"<{tag}>" for tag in tags) if tags else "text"
