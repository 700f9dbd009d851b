"""What an app says back."""

from cacao_plugins.components.feedback import *
