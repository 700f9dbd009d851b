"""Components that come with Cacao."""

from cacao_plugins.components import Button

__all__ = ["Button"]
