"""What an app says back."""

from .alert import Alert
from .confirm import Confirm
from .dialog import Dialog
from .empty_state import EmptyState
from .popover import Popover
from .progress import Progress, ProgressRing
from .skeleton import Skeleton
from .spinner import Spinner
from .status import Status
from .toast import Toast, toast
from .tooltip import Tooltip

__all__ = [  # noqa: RUF022 - in the order of the gallery
    "Alert",
    "Dialog",
    "Confirm",
    "Popover",
    "Tooltip",
    "Progress",
    "ProgressRing",
    "Spinner",
    "Skeleton",
    "EmptyState",
    "Status",
    "Toast",
    "toast",
]
