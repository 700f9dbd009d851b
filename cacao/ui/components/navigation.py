"""What leads from place to place, and to all that can be done."""

from cacao_plugins.components.navigation import *
