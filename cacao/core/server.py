"""Servers."""

from cacao_kernel.serve import CacaoServer, run

__all__ = ["CacaoServer", "run"]
