"""Transplant: a region's new node is put in the place of its old one."""

from __future__ import annotations

from . import wire
from .binding import Binding, Op
from .cells import Overlay
from .diff import diff
from .edits import options
from .errors import is_cancelling
from .node import Node
from .readers import Reader
from .rebinding import Follower, rebind
from .region import Region
from .render import Rendering


def transplant(
    screen: Follower, region: Region, old: Node, rendering: Rendering, rebound: list[Binding], cells: Overlay
) -> tuple[list[Op], dict[Reader, BaseException]]:
    """Put the node that a region has become into the tree.

    Args:
        screen: what the tab shows.
        region: the region, which has its new node.
        old: the node that stands in the tree.
        rendering: how the region was run.
        rebound: bindings that must be brought up to date with it.
        cells: the cells in sight.

    Returns:
        The ops that tell the two nodes apart, and the bindings that raised.
    """
    broken: dict[Reader, BaseException] = {}
    fresh = region.node
    ops: list[Op] = []
    if fresh is not old:
        select = region.find_select(old)
        known = {id(option) for option in options(select.node)} if select else set[int]()
        around = old.parent
        fresh.parent, fresh.index = around, old.index
        if around is not None:
            around.children[old.index] = fresh
        chosen = select.paint(select.value) if select else []
        ops = diff(old, fresh, fresh.place())
        ops += [op for option, op in chosen if id(option) in known]  # others are new in the tree
        # A region that returned nothing but a component shares that component's node.
        outer = region.parent
        while outer is not None and outer.node is old:
            outer.node = fresh
            if outer.kept is not None:
                outer.kept.node = fresh
            outer = outer.parent
    ops += [[wire.OP_TEXT, node.place(), node.text] for node in rendering.amend()]
    if rendering.unbound:
        bound = {id(binding) for binding in region.bindings}
        for binding in rendering.unbound:
            if id(binding) not in bound:
                screen.readers.drop(binding)
    for inner in rendering.gone:
        screen.readers.remove(inner)
    screen.readers.add(region, rendering)
    for binding in rebound:
        try:
            ops += rebind(screen, binding, cells)
        except BaseException as error:
            if is_cancelling(error):
                raise
            broken[binding] = error  # the rest is there: it alone stays as it was
    return ops, broken
