"""What shows data."""

from .action import RowAction
from .column import TableColumn
from .entry import ListItem, TimelineItem
from .key_value import KeyValue
from .list import List
from .metric import Metric
from .query import Between, TablePage, TableQuery
from .table import Table
from .timeline import Timeline

__all__ = [
    "Between",
    "KeyValue",
    "List",
    "ListItem",
    "Metric",
    "RowAction",
    "Table",
    "TableColumn",
    "TablePage",
    "TableQuery",
    "Timeline",
    "TimelineItem",
]
