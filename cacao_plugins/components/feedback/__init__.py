"""What an app says back."""

from .toast import toast

__all__ = ["toast"]
