"""What is clicked."""

from .button import Button

__all__ = ["Button"]
