"""What is clicked."""

from .button import Button
from .button_group import ButtonGroup
from .copy_button import CopyButton
from .download import download
from .download_button import DownloadButton
from .icon_button import IconButton
from .link_button import LinkButton
from .menu_button import MenuButton

__all__ = [  # noqa: RUF022
    "Button",
    "IconButton",
    "ButtonGroup",
    "MenuButton",
    "LinkButton",
    "DownloadButton",
    "CopyButton",
    "download",
]
