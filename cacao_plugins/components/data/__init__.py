"""What shows data."""

from .action import RowAction
from .column import TableColumn
from .entry import ListItem, TimelineItem
from .json_view import JsonView
from .key_value import KeyValue
from .list import List
from .log import Log
from .log_view import LogView
from .metric import Metric
from .query import Between, TablePage, TableQuery
from .table import Table
from .timeline import Timeline
from .tree import Tree, TreeItem

__all__ = [
    "Between",
    "JsonView",
    "KeyValue",
    "List",
    "ListItem",
    "Log",
    "LogView",
    "Metric",
    "RowAction",
    "Table",
    "TableColumn",
    "TablePage",
    "TableQuery",
    "Timeline",
    "TimelineItem",
    "Tree",
    "TreeItem",
]
