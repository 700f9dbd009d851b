"""What puts things in their place."""

from .card import Card
from .column import Column
from .container import Container
from .grid import Grid
from .row import Row
from .section import Section
from .sidebar_layout import SidebarLayout
from .spacer import Spacer
from .stack import Stack

__all__ = ["Card", "Column", "Container", "Grid", "Row", "Section", "SidebarLayout", "Spacer", "Stack"]
