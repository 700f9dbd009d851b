"""What visitors press and fill in."""

from cacao_plugins.components import Button

__all__ = ["Button"]
