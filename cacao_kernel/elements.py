"""What the kernel knows of HTML: which elements and attributes a tree may have, and how they nest.

The nesting rules are those of the HTML parsing algorithm (WHATWG HTML, section 13.2.6): a tree
that breaks them would be painted as one shape and read by the browser as another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from . import svg, wire
from .errors import closest

# Everything a page may hold, and what it may not: what runs code, loads documents or rules the page.
_HTML = frozenset(
    """a abbr address area article aside audio b bdi bdo blockquote br button canvas caption cite code
    col colgroup data datalist dd del details dfn dialog div dl dt em fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark
    menu meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp search
    section select small source span strong sub summary sup table tbody td textarea tfoot th thead
    time tr track u ul var video wbr""".split()
)
TAGS = _HTML | svg.TAGS
_LEFT_OUT = frozenset("base embed frame iframe link math meta noscript object script style template".split())
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
    **svg.PARENTS,
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
    **svg.CHILDREN,
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

URL_ATTRIBUTES = frozenset("href src cite poster background longdesc usemap".split())
# Attributes that run code, load or send what the URL rules cannot see, tie a field to a form that is
# not around it, loosen what the page's headers say, or belong to Cacao itself, which reads style
# and action as props before it comes to these (Style and ACTION are none).
_REFUSED = frozenset(
    """style action srcdoc srcset imagesrcset ping is nonce http-equiv innerhtml outerhtml innertext outertext
    textcontent dangerouslysetinnerhtml ref archive codebase data classid profile manifest
    xmlns form formaction formmethod formenctype formtarget attributionsrc lowsrc dynsrc
    referrerpolicy""".split()
)
# All else that HTML gives to the elements above. Others are painted too, since they do nothing;
# one that looks like a slip of these is told.
_KNOWN = frozenset(
    """abbr accept accept-charset accesskey align alt async autocapitalize autocomplete autocorrect
    autofocus autoplay border bgcolor capture cellpadding cellspacing charset checked class color cols
    colspan command commandfor content contenteditable controls controlslist coords crossorigin
    datetime decoding default dir dirname disabled disablepictureinpicture download draggable
    elementtiming enctype enterkeyhint exportparts fetchpriority for frame headers height hidden high
    hreflang hspace id inert inputmode ismap itemid itemprop itemref itemscope itemtype kind label lang
    list loading loop low max maxlength media method min minlength multiple muted name nowrap novalidate
    open optimum part pattern placeholder playsinline popover popovertarget popovertargetaction preload
    readonly rel required rev reversed role rows rowspan rules scope selected shape size sizes slot span
    spellcheck start step summary tabindex target title translate type valign value virtualkeyboardpolicy
    vspace webkitdirectory width wrap writingsuggestions""".split()
)
# Attributes that are a yes wherever they stand, whatever they hold.
_SWITCHES = frozenset(
    """async autofocus autoplay checked controls default disabled disablepictureinpicture hidden inert
    ismap itemscope loop multiple muted novalidate open playsinline readonly required reversed
    selected""".split()
)
_NOES = frozenset({"false", "no", "off", "0", "none", "null"})
# Props that are no attributes, for slips of them.
_PROPS = frozenset(
    "action bind children classname component-type content debounce key label params style throttle".split()
)
_SLIP = 0.75  # of 1: so alike are two names of which one is taken for a slip of the other
# What the client reads off elements. A field of this name would stand in for it at the form around.
READ_OF_ELEMENTS = frozenset(
    """addEventListener append childNodes classList className closest contains dataset dispatchEvent
    elements focus getAttribute getAttributeNames hasAttribute hidePopover insertBefore isConnected lastChild
    localName matches moveBefore namespaceURI nodeType parentElement parentNode popover querySelector
    querySelectorAll remove removeAttribute replaceChildren replaceWith scrollIntoView scrollLeft scrollTop
    setAttribute showPopover style textContent""".split()
)
# What the client reads off the document. An image or form of this name would stand in for it.
READ_OF_DOCUMENT = frozenset(
    """activeElement addEventListener adoptedStyleSheets body createComment createElement createRange
    createElementNS createTextNode dispatchEvent documentElement execCommand getElementById head hidden
    querySelector querySelectorAll readyState removeEventListener title""".split()
)
_FIELDS = frozenset("button fieldset img input output select textarea".split())
# They keep to the tab they are in, so that no other page learns of this one.
_OWN_TABS = frozenset({"", "_self", "_top", "_parent"})
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9.-]*\Z")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
_IMAGE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[a-z0-9+/=]*\Z", re.IGNORECASE)
# Browsers skip these before they read a scheme.
_IGNORED_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_RENAMED = {"classname": "class", "htmlfor": "for", "class-name": "class", "html-for": "for"}


def refuse_tag(kind: str) -> str:
    """Return why an element that HTML knows is none of a page, or an empty string."""
    if kind.lower() not in _LEFT_OUT:
        return ""
    cure = " A style is a prop of the node that it is for." if kind.lower() == "style" else ""
    return f"Elements that run code, load documents or rule the page are left out.{cure}"


def attribute_name(prop: str, tag: str = "") -> str | None:
    """Return the attribute a prop is painted as (``tabIndex``, ``aria_label``), or None if it may not be."""
    name = prop.lower().replace("_", "-")
    name = _RENAMED.get(name, name)
    if not _ATTRIBUTE.match(name) or name in _REFUSED:
        return None
    if name.startswith(("on", "data-cacao")) and name != "data-cacao-reload":
        return None
    return svg.attribute_name(name) if tag in svg.TAGS else name


def refuse_attribute(prop: str, tag: str = "") -> str:
    """Return why a prop that is no attribute is left out."""
    name = prop.lower()
    cure = ""
    if name.startswith("on"):
        event = name[2:] if name[2:] in wire.KINDS.split() else "click"
        cure = f'; name a handler by a prop such as on_{event}="…"'
    elif name.startswith("form"):
        cure = "; put the field inside its form, or give it an action of its own"
    elif tag in svg.TAGS:
        return svg.refuse_attribute(prop)
    return f"no attribute a node may have{cure}"


@lru_cache(maxsize=1024)
def meant_handler(prop: str) -> str:
    """Return the name of a handler that a prop with a function is taken for a slip of, or an empty string."""
    name = prop.lower().replace("-", "_")
    kind = name.removeprefix("on").lstrip("_")
    if kind in wire.KINDS.split():
        return f"on_{kind}"
    return "action" if closest(name, ["action"], alike=0.8) else ""


def is_safe_url(url: str, tag: str, attribute: str) -> bool:
    """Tell whether an attribute may hold this URL: relative, or of a scheme that runs nothing."""
    bare = _IGNORED_IN_URL.sub("", url)
    scheme = _SCHEME.match(bare)
    if scheme is None:
        return True
    if scheme[1].lower() in _SAFE_SCHEMES:
        return True
    return tag == "img" and attribute == "src" and _IMAGE_DATA.match(bare) is not None


def refuse_value(tag: str, attribute: str, value: str) -> str:
    """Return why an element cannot have this value of an attribute, or an empty string."""
    if attribute in URL_ATTRIBUTES and not is_safe_url(value, tag, attribute):
        return "no address a page may link to"
    if attribute == "value" and tag in ("select", "textarea"):
        cure = "select an option by its own prop selected" if tag == "select" else "give it content"
        return f"HTML has no such attribute here; {cure}"
    if attribute == "class" and "cacao-paint-" in value:
        return "classes that start with cacao-paint- are Cacao's own"
    if attribute in ("id", "name"):
        clobbers = (tag in _FIELDS or tag == "form") and value in READ_OF_ELEMENTS
        clobbers = clobbers or (tag in ("form", "img") and value in READ_OF_DOCUMENT)
        if clobbers or (attribute == "id" and value == "cacao"):
            return f'the page itself needs "{value}"; choose another name'
    return svg.refuse_value(attribute, value) if tag in svg.TAGS else ""


def says_no(attribute: str, value: str) -> bool:
    """Tell whether a value means to switch off what the attribute switches on by standing there."""
    return attribute in _SWITCHES and value.lower() in _NOES


def severs_opener(tag: str, target: str) -> bool:
    """Tell whether a link opens another tab, whose page must not get hold of this one."""
    return tag in ("a", "area", "form") and target.lower() not in _OWN_TABS


def is_prop(name: str) -> bool:
    """Tell whether some element of HTML may have this prop, by whatever spelling, or the kernel knows it."""
    html = name.lower().replace("_", "-")
    html = _RENAMED.get(html, html)
    return html.startswith(("on", "data-", "aria-")) or any(
        html in names for names in (_KNOWN, URL_ATTRIBUTES, _PROPS, _REFUSED)
    )


@lru_cache(maxsize=1024)
def meant_instead(attribute: str, tag: str = "") -> str:
    """Return the name that an attribute HTML does not know is taken for a slip of, or an empty string."""
    if tag in svg.TAGS:  # of which there are known ones alone
        return ""
    known = _KNOWN | URL_ATTRIBUTES
    if attribute in known or attribute.startswith(("data-", "aria-")) or not 3 <= len(attribute) <= 40:
        return ""
    if len(attribute) == 3:  # so short a name is like many, and a slip in it two letters that changed places
        return next((name for name in sorted(known) if sorted(name) == sorted(attribute)), "")
    close = closest(attribute, sorted(known | _PROPS), alike=_SLIP)
    return close[0].replace("classname", "className") if close else ""


def refuse_nesting(tag: str, ancestors: Sequence[str]) -> str:
    """Return why the HTML parser would move or drop this element here, or an empty string.

    Args:
        tag: the element to place.
        ancestors: the elements around it, outermost first; empty at the root of the tree.
    """
    parent = ancestors[-1] if ancestors else ""
    allowed = _CHILDREN.get(parent)
    if allowed is not None and tag not in allowed:
        return _refuse_more(parent)
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
    is_closed = parent in VOID or (parent in _CHILDREN and parent not in _HOLDS_TEXT)
    return _refuse_more(parent) if is_closed else ""


def _refuse_more(parent: str) -> str:
    """Say what alone an element may hold."""
    allowed = _CHILDREN.get(parent, ())
    if not allowed and parent not in _HOLDS_TEXT:
        return f"<{parent}> holds nothing"
    return f"<{parent}> may hold {_list(allowed)} only"


def _is_open(tag: str, ancestors: Sequence[str], boundary: frozenset[str]) -> bool:
    for around in reversed(ancestors):
        if around == tag:
            return True
        if around in boundary:
            return False
    return False


def _list(tags: Sequence[str]) -> str:
    return ", ".join(f"<{tag}>" for tag in tags) if tags else "text"
