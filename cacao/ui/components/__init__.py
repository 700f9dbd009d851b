"""The built-in components, one module for each family."""

from cacao_plugins.components import Button

__all__ = ["Button"]
