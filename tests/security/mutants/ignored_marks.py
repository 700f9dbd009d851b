"""A build that runs whatever stands where the event says, whether or not it was meant."""

from __future__ import annotations

from cacao_kernel import meant
from cacao_kernel.node import Node
from cacao_kernel.wire import Input


def is_meant(node: Node, message: Input) -> bool:
    return message.kind in node.actions


meant._is_meant = is_meant
