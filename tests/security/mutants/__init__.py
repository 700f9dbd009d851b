"""Mutants: builds of Cacao with one thing broken, each a module that breaks it when it is imported."""
