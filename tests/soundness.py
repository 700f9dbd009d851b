"""What holds for every screen after every change, however it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from stage import Stage, actions_of, packed

from cacao_kernel.cells import Overlay
from cacao_kernel.errors import CacaoError
from cacao_kernel.node import Node
from cacao_kernel.readers import find_leaves
from cacao_kernel.region import Region
from cacao_kernel.run import Run
from cacao_kernel.screen import Screen


def check_stage(stage: Stage) -> None:
    """Fail unless both tabs show what they would if opened now, and hold together."""
    for tab, screen in stage.screens.items():
        check_browser(stage, tab)
        check_screen(screen)
        try:
            fresh = stage.afresh(tab)
        except (CacaoError, ZeroDivisionError):
            assert stage.errors[tab], "a new tab fails, this one says nothing"
            continue
        assert not stage.errors[tab]
        assert screen.root.packed() == fresh.root.packed()
        check_screen(fresh)
        check_readers(stage, tab)
        for mine, new in zip(actions_of(screen.root), actions_of(fresh.root), strict=True):
            assert stage.told(tab, mine) == stage.told(tab, new), "a handler of an earlier run"


def check_browser(stage: Stage, tab: str) -> None:
    """Fail unless the ops have led the browser to what the server holds."""
    assert packed(stage.documents[tab].root.children[0]) == stage.screens[tab].root.packed()


def check_screen(screen: Screen) -> None:
    """Fail unless nodes, regions, bindings and readers of a screen point at each other."""
    nodes = {id(node): node for node in screen.root.walk()}
    assert screen.root.parent is None
    for node in nodes.values():
        check_children(node)
    regions = list(regions_of(screen.region))
    assert len(regions) == len({*regions})
    living: set[Any] = {*regions}
    for region in regions:
        assert region.is_live
        assert id(region.node) in nodes, "a region's node is not in the tree"
        assert all(inner.parent is region for inner in region.below())
        for binding in region.bindings:
            assert binding.is_live
            assert binding.region is region
            assert id(binding.node) in nodes, "a binding's node is not in the tree"
            assert binding not in living, "a binding stands twice"
            living.add(binding)
    for action in actions_of(screen.root):
        assert action.around.region in living, "a handler runs for a region that is gone"
    placed = Counter(region.identity for region in regions if region.component is not None)
    assert +screen.readers._instances == placed
    followed = {reader for readers in screen.readers._by_key.values() for reader in readers}
    assert followed <= living, "what is gone is still followed"
    for reader in living:
        assert all(reader in screen.readers._by_key.get(key, ()) for key in reader.leaves)
    for key, readers in screen.readers._by_key.items():
        assert readers
        assert all(key in reader.leaves for reader in readers)


def check_readers(stage: Stage, tab: str) -> None:
    """Fail unless every region and binding is followed by all that it has read."""
    screen = stage.screens[tab]
    run = Run(Overlay(stage.session.cells, stage.shared), tab=tab, session=screen)
    for region in regions_of(screen.region):
        for reader in (region, *region.bindings):
            assert reader.leaves == find_leaves(reader, run)


def check_children(node: Node) -> None:
    """Fail unless a node's children know where they stand."""
    for index, child in enumerate(node.children):
        assert child.parent is node
        assert child.index == index
    if node.rows:
        below = {id(child) for child in node.walk()}
        assert all(id(kept.node) in below for kept in node.rows.values()), "a row is kept that is gone"


def regions_of(region: Region) -> Iterator[Region]:
    """Yield a region and all in it."""
    yield region
    for inner in region.below():
        yield from regions_of(inner)
