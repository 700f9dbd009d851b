"""What puts things in their place."""

from .accordion import Accordion
from .app_bar import AppBar
from .breadcrumb import Breadcrumb
from .card import Card
from .column import Column
from .container import Container
from .drawer import Drawer
from .footer import Footer
from .grid import Grid
from .pagination import Pagination
from .row import Row
from .scroll_area import ScrollArea
from .section import Section
from .sidebar_layout import SidebarLayout
from .spacer import Spacer
from .splitter import Splitter
from .stack import Stack
from .stepper import Stepper
from .tabs import Tabs

__all__ = [
    "Accordion",
    "AppBar",
    "Breadcrumb",
    "Card",
    "Column",
    "Container",
    "Drawer",
    "Footer",
    "Grid",
    "Pagination",
    "Row",
    "ScrollArea",
    "Section",
    "SidebarLayout",
    "Spacer",
    "Splitter",
    "Stack",
    "Stepper",
    "Tabs",
]
