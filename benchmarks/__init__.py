"""What Cacao costs beside a page written by hand on Starlette: ``python -m benchmarks``."""
