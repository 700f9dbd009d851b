"""What every component is made of."""

from cacao_kernel.component import Component

__all__ = ["Component"]
