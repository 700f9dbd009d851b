"""What shows data."""

from .entry import ListItem, TimelineItem
from .key_value import KeyValue
from .list import List
from .metric import Metric
from .timeline import Timeline

__all__ = ["KeyValue", "List", "ListItem", "Metric", "Timeline", "TimelineItem"]
