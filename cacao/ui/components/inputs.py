"""What visitors press and fill in."""

from cacao_plugins.components.buttons import *
from cacao_plugins.components.inputs import *
