"""Cacao's own plugins. Each is reached through its entry point alone."""
