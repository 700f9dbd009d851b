"""What takes input."""

from .date_input import DateInput
from .date_time_input import DateTimeInput
from .slider import Slider
from .text_input import TextInput
from .time_input import TimeInput

__all__ = ["TextInput", "Slider", "DateInput", "TimeInput", "DateTimeInput"]  # noqa: RUF022
