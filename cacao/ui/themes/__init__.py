"""The themes that come with Cacao, by name, and what a theme of one's own becomes."""

from cacao_plugins.themes import NAMES, Theme, ThemeError, find_theme

__all__ = ["NAMES", "Theme", "ThemeError", "find_theme"]
