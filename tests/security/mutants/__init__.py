"""Mutants: builds of Cacao with one thing broken, which the suite must catch."""
