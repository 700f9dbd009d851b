"""What takes input."""

from .date_input import DateInput
from .date_range import DateRange
from .date_time_input import DateTimeInput
from .range_slider import RangeSlider
from .slider import Slider
from .text_input import TextInput
from .time_input import TimeInput

__all__ = ["TextInput", "Slider", "RangeSlider", "DateInput", "TimeInput", "DateTimeInput", "DateRange"]  # noqa: RUF022
