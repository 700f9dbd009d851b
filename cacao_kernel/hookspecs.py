"""The hooks: what a plugin may contribute, and when the kernel asks.

Grammar: ``register_*`` contributes, once, at start-up. The answers of all plugins are compiled
into one frozen runtime; no hook is called while a visitor waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pluggy

from .contributions import Assets, NodeType

if TYPE_CHECKING:
    from .runtime import Host

hookspec = pluggy.HookspecMarker("cacao")
hookimpl = pluggy.HookimplMarker("cacao")


@hookspec
def register_node_types(app: Host) -> Mapping[str, NodeType]:  # type: ignore[empty-body]
    """Return the node types that pages may name in ``type``, by that name.

    A name that two plugins claim is an error naming both. A name of an HTML element replaces
    the plain element.

    Called: once, at start-up.
    """


@hookspec
def register_assets(app: Host) -> Assets:  # type: ignore[empty-body]
    """Return what every page of the app loads.

    Stylesheets are joined in the order of the plugins, after the kernel's own, into one file.

    Called: once, at start-up.
    """
