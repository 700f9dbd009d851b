"""What is filled in and sent as a whole."""

from .form import Form

__all__ = ["Form"]
