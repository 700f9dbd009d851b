"""Pictures, films, sounds and faces."""

from cacao_plugins.components.media import *
