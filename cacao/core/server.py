"""Servers."""

from cacao_kernel.server import CacaoServer, run

__all__ = ["CacaoServer", "run"]
