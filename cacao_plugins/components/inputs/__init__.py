"""What takes input."""

from .checkbox import Checkbox
from .checkbox_group import CheckboxGroup
from .email_input import EmailInput
from .number_input import NumberInput
from .password_input import PasswordInput
from .radio_group import RadioGroup
from .search_input import SearchInput
from .select import Select
from .switch import Switch
from .text_area import TextArea
from .text_input import TextInput
from .url_input import UrlInput

__all__ = [
    "TextInput",
    "NumberInput",
    "PasswordInput",
    "EmailInput",
    "SearchInput",
    "UrlInput",
    "TextArea",
    "Select",
    "Checkbox",
    "CheckboxGroup",
    "RadioGroup",
    "Switch",
]
