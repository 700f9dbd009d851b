"""Extent: how large the tree of a page may be, however it has grown."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from screens import Shown
from seats import serving, story

from cacao import App, Component, For, State, call
from cacao_kernel import wire
from cacao_kernel.errors import TreeError
from cacao_kernel.extent import MAX_DEPTH, Extent

CURE = "Show fewer of them at a time, or raise server.max_tree_nodes in cacao.json."


def item(number: int) -> dict[str, Any]:
    return {"type": "li", "key": number, "children": [{"type": "b", "props": {"content": number}}]}


def listed(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "ul", "children": items}


def nested(depth: int) -> dict[str, Any]:
    """Return so many nodes, each the only child of the one before it."""
    tree: dict[str, Any] = {"type": "b", "props": {"content": "deep", "style": {":hover": {"color": "red"}}}}
    for _ in range(depth - 1):
        tree = {"type": "div", "children": [tree]}
    return tree


def test_a_page_of_too_many_nodes_is_told_with_the_place_and_the_cure() -> None:
    # Act
    with pytest.raises(TreeError) as failure:
        Shown(lambda: listed([item(number) for number in range(100)]), extent=Extent(nodes=100))

    # Assert: a list, a row and what is in it for each number
    where = 'page "/" > ul > children[49] > li > children[0] > b'
    assert str(failure.value) == f"{where}: the page has too many nodes; expected up to 100. {CURE}"


@pytest.mark.parametrize("children", [["text"] * 101, [None] * 101, [[]] * 101, [[{"type": "b"}] * 101]])
def test_a_list_of_too_many_is_refused_before_it_is_built(children: list[Any]) -> None:
    with pytest.raises(TreeError, match="has too many nodes"):
        Shown({"type": "p", "children": children}, extent=Extent(nodes=100))


def test_a_page_as_large_as_it_may_be_is_shown() -> None:
    assert Shown(lambda: listed([item(number) for number in range(50)][:-1]), extent=Extent(nodes=99)).root


class Shelf(Component):
    def __init__(self, count: State[int]) -> None:
        super().__init__()
        self.count = count

    def render(self) -> Any:
        return listed([{"type": "li", "key": number} for number in range(self.count.value)])


@pytest.mark.parametrize("kind", ["page", "rows", "components"])
def test_a_page_that_grows_bit_by_bit_is_refused_where_it_is_too_large_and_goes_on_as_it_was(
    kind: str,
) -> None:
    # Arrange: whatever stays as it was is counted, too
    count = State(8)
    shelves = [Shelf(count), Shelf(count)]

    def page() -> Any:
        if kind == "rows":
            rows: Any = For(lambda: range(count.value), key=str, render=item)
            return {"type": "ul", "children": [rows]}
        if kind == "page":
            return listed([item(number) for number in range(count.value)])
        return {"type": "main", "children": shelves}

    def grow(size: int) -> list[BaseException]:
        return shown.try_change((count, size))[1]

    shown = Shown(page, extent=Extent(nodes=61))

    # Act and assert
    for size in range(9, 30):
        assert grow(size) == []
    (error, *_) = grow(31)
    assert "too many nodes" in str(error)
    assert shown.packed is not None
    for size in (3, 29):
        assert grow(size) == []
    (error, *_) = grow(31)
    assert "too many nodes" in str(error)


def test_a_tree_as_deep_as_it_may_be_travels_on_every_way() -> None:
    # Arrange
    is_shown = State(False)
    shown = Shown(lambda: {"type": "main", "children": [nested(MAX_DEPTH - 1)] if is_shown.value else []})

    # Act
    ops = shown.change((is_shown, True))
    patch = wire.encode(wire.PATCH, 1, ops)
    joined = wire.encode(wire.JOIN, 0, shown.packed)

    # Assert
    assert patch.count('["div"') == joined.count('["div"') == MAX_DEPTH - 2
    assert joined.endswith("]" * (MAX_DEPTH * 2 + 1))


def test_a_tree_that_is_deeper_is_told() -> None:
    for depth in (MAX_DEPTH, 20):
        assert Shown(nested(depth), extent=Extent(depth=depth)).root
        with pytest.raises(TreeError, match=f"the tree is deeper than {depth} nodes"):
            Shown(nested(depth + 1), extent=Extent(depth=depth))


def test_what_holds_itself_is_no_frame() -> None:
    # Arrange
    endless: list[Any] = []
    endless.append(endless)

    # Act and assert
    with pytest.raises(TypeError):
        wire.encode(wire.ACK, 1, endless)
    with pytest.raises(TypeError):
        wire.encode(wire.ACK, 1, object())


@story
async def test_an_app_takes_its_extent_from_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_MAX_TREE_NODES", "100")
    monkeypatch.setenv("CACAO_MAX_TREE_DEPTH", "8")
    app = App()
    size, depth = State(50, name="size"), State(1, name="depth")
    add = {"type": "button", "props": {"label": "add", "action": lambda: size.update(lambda now: now + 48)}}
    sink = {"type": "button", "props": {"label": "sink", "action": lambda: depth.set(9)}}
    app.mix("/")(
        lambda: {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": f"{size.value} {depth.value}."}},
                add,
                sink,
                listed([{"type": "li", "key": number} for number in range(size.value - 5)]),
                nested(depth.value),
            ],
        }
    )
    async with serving(app) as house:
        seat = await house.sit()

        # Act and assert: what was shown stays, and the tab goes on
        await seat.click("add")
        assert "98 1." in seat.text
        await seat.click("add")
        assert "98 1." in seat.text
        await seat.click("sink")
        assert "98 1." in seat.text


@story
async def test_what_is_suddenly_large_is_built_in_a_thread_with_its_calls_behind_it() -> None:
    # Arrange
    app = App()
    size = State(1, name="size")
    threads: list[str] = []

    def enlarge() -> None:
        size.set(12_000)
        call("many", "scrollIntoView")

    @app.mix("/")
    def home() -> Any:
        threads.append(threading.current_thread().name)
        return {
            "type": "main",
            "children": [
                {"type": "button", "props": {"label": "enlarge", "on_click": enlarge}},
                {
                    "type": "ul",
                    "props": {"id": "many"},
                    "children": [{"type": "li"}] * size.value,
                },
            ],
        }

    async with serving(app) as house:
        seat = await house.sit()
        threads.clear()

        # Act
        await seat.click("enlarge")

        # Assert: begun on the loop, and made elsewhere
        assert threads[0] == threading.current_thread().name != threads[1]
        assert len(threads) == 2
        assert [op[0] for op in seat.ops] == ["i"] * 11_999 + ["c"]
        assert len(seat.tab.screen.root.children[1].children) == 12_000


@story
async def test_a_part_that_failed_and_is_too_large_for_the_loop_is_built_in_a_thread() -> None:
    # Arrange: a part that raises over one State, and is tried again as another one changes
    app = App()
    size, other = State(1, name="size"), State(0, name="other")
    healthy: list[bool] = []
    threads: list[str] = []

    class Many(Component):
        def render(self) -> Any:
            threads.append(threading.current_thread().name)
            if size.value > 1 and not healthy:
                raise ValueError("not yet")
            return listed([{"type": "li"}] * size.value)

    class Other(Component):
        def render(self) -> Any:
            return {"type": "p", "props": {"content": f"other {other.value}"}}

    enlarge = {"type": "button", "props": {"label": "enlarge", "on_click": lambda: size.set(12_000)}}
    touch = {"type": "button", "props": {"label": "touch", "on_click": lambda: other.set(1)}}
    app.mix("/")(lambda: {"type": "main", "children": [enlarge, touch, Other(), Many()]})
    async with serving(app) as house:
        seat = await house.sit()
        await seat.click("enlarge")
        assert len(seat.tab.screen.root.children[3].children) == 1
        healthy.append(True)
        threads.clear()

        # Act
        await seat.click("touch")

        # Assert
        await seat.sees("other 1")
        assert len(seat.tab.screen.root.children[3].children) == 12_000
        assert threads[0] == threading.current_thread().name != threads[1]


def test_what_is_kept_is_not_counted_as_built() -> None:
    # Arrange
    count = State(5_000)
    rows = For(lambda: range(count.value), key=str, render=item)
    shown = Shown(lambda: {"type": "ul", "children": [rows]})

    # Act
    with shown.entered():
        count.set(5_001)
    ops, errors = shown.screen.update(shown.cells, [count], most=100)

    # Assert
    assert errors == [] and not shown.screen.is_left_stale
    assert len(ops) == 1
    with shown.entered():
        count.set(5_200)
    assert shown.screen.update(shown.cells, [count], most=100) == ([], [])
    assert shown.screen.is_left_stale
    assert len(shown.update([count])[0]) == 199
