"""What an app says back."""

from .alert import Alert
from .empty_state import EmptyState
from .progress import Progress, ProgressRing
from .skeleton import Skeleton
from .spinner import Spinner
from .status import Status
from .toast import toast

__all__ = ["Alert", "Progress", "ProgressRing", "Spinner", "Skeleton", "EmptyState", "Status", "toast"]  # noqa: RUF022
