"""What leads from place to place, and to all that can be done."""

from .command_palette import CommandPalette
from .context_menu import ContextMenu
from .menu import Menu
from .navbar import Navbar

__all__ = ["CommandPalette", "ContextMenu", "Menu", "Navbar"]
