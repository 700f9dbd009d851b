"""Texts, and what stands among them."""

from cacao_plugins.components.text import *
