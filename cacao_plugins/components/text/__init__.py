"""Texts, and what stands among them."""

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

__all__ = ["Text", "Heading", "Paragraph", "Link", "Markdown", "Code", "Icon", "Badge", "Kbd", "Divider"]  # noqa: RUF022
