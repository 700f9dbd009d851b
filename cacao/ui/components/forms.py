"""What is filled in and sent as a whole."""

from cacao_plugins.components.forms import *
