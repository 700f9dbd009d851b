"""What shows data."""

from cacao_plugins.components.data import *
