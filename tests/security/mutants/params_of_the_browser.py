"""A build that adds the params a browser sends to those that the server wrote."""

from __future__ import annotations

from typing import Any

from cacao_kernel import event

real = event.make_event


def make(message: Any, node: Any, action: Any, told: Any) -> event.Event:
    made = real(message, node, action, told)
    sent = message.payload.get("params", {})
    more = {**made.params, **(sent if isinstance(sent, dict) else {})}
    return event.Event(told, action=made.action, kind=made.kind, params=more, component_type=None)


event.make_event = make
