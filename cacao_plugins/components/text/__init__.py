"""Texts, and what stands among them."""

from .badge import Badge

__all__ = ["Badge"]
