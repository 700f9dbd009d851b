"""A build that asks the guards of a page when it is loaded, and never again."""

from __future__ import annotations

from cacao_kernel.pages import Pages

Pages.is_guarded = lambda self, visit: False  # type: ignore[method-assign]
