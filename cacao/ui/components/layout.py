"""What puts things in their place."""

from cacao_plugins.components.layout import *
