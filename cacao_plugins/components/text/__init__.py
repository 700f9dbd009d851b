"""Texts, and what stands among them."""

from ..icon_set import icon_names
from .badge import Badge
from .divider import Divider
from .heading import Heading
from .icon import Icon
from .kbd import Kbd
from .link import Link
from .paragraph import Paragraph
from .text import Text

__all__ = ["Text", "Heading", "Paragraph", "Link", "Icon", "Badge", "Kbd", "Divider", "icon_names"]  # noqa: RUF022
