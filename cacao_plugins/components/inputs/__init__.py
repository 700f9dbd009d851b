"""What takes input."""

from ..files.uploaded import UploadedFile
from .checkbox import Checkbox
from .checkbox_group import CheckboxGroup
from .color_input import ColorInput
from .combobox import Combobox
from .date_input import DateInput
from .date_range import DateRange
from .date_time_input import DateTimeInput
from .email_input import EmailInput
from .file_upload import FileUpload
from .multi_select import MultiSelect
from .number_input import NumberInput
from .password_input import PasswordInput
from .pin_input import PinInput
from .radio_group import RadioGroup
from .range_slider import RangeSlider
from .rating import Rating
from .search_input import SearchInput
from .select import Select
from .slider import Slider
from .switch import Switch
from .tags_input import TagsInput
from .text_area import TextArea
from .text_input import TextInput
from .time_input import TimeInput
from .url_input import UrlInput

__all__ = [  # noqa: RUF022
    "TextInput",
    "NumberInput",
    "PasswordInput",
    "EmailInput",
    "SearchInput",
    "UrlInput",
    "TextArea",
    "Select",
    "MultiSelect",
    "Combobox",
    "Checkbox",
    "CheckboxGroup",
    "RadioGroup",
    "Switch",
    "Slider",
    "RangeSlider",
    "DateInput",
    "TimeInput",
    "DateTimeInput",
    "DateRange",
    "FileUpload",
    "UploadedFile",
    "ColorInput",
    "Rating",
    "TagsInput",
    "PinInput",
]
