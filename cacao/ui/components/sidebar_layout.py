"""A whole app with its pages listed at the side."""

from cacao_plugins.components.layout import SidebarLayout

__all__ = ["SidebarLayout"]
