"""Texts, and what stands among them."""

from ..icon_set import icon_names
from .badge import Badge
from .code import Code
from .divider import Divider
from .heading import Heading
from .icon import Icon
from .kbd import Kbd
from .link import Link
from .markdown import Markdown
from .paragraph import Paragraph
from .text import Text

__all__ = [  # noqa: RUF022 - in the order of the gallery
    "Text",
    "Heading",
    "Paragraph",
    "Link",
    "Markdown",
    "Code",
    "Icon",
    "Badge",
    "Kbd",
    "Divider",
    "icon_names",
]
