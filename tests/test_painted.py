"""Painted: pages that wait for the join that follows their GET, few of them and not for long."""

from __future__ import annotations

from typing import Any

from cacao_kernel.painted import MAX_PAINTED, MAX_PAINTED_NODES, SECONDS, Painted

PAGE: Any = object()


def test_a_page_is_taken_once() -> None:
    painted = Painted()
    painted.keep(("visitor", "/", "hash"), PAGE, PAGE, 0)

    taken = [painted.take(("visitor", "/", "hash")) for _ in range(2)]

    assert taken[0] is not None
    assert taken[1] is None


def test_of_too_many_pages_the_oldest_go() -> None:
    painted = Painted()

    for number in range(MAX_PAINTED + 1):
        painted.keep(("visitor", f"/{number}", "hash"), PAGE, PAGE, 0)

    assert painted.take(("visitor", "/0", "hash")) is None
    assert painted.take(("visitor", "/1", "hash")) is not None


def test_pages_that_nobody_joins_go_when_their_time_is_over() -> None:
    painted = Painted()
    painted.keep(("visitor", "/old", "hash"), PAGE, PAGE, 0)

    painted.keep(("visitor", "/new", "hash"), PAGE, PAGE, SECONDS + 1)

    assert painted.take(("visitor", "/old", "hash")) is None
    assert painted.take(("visitor", "/new", "hash")) is not None


def test_large_pages_are_not_all_kept_though_they_are_few_but_the_newest_is() -> None:
    # Arrange
    painted = Painted()

    # Act
    for number in range(5):
        painted.keep(("visitor", f"/{number}", "hash"), PAGE, PAGE, 0, MAX_PAINTED_NODES // 2)

    # Assert
    kept = [painted.take(("visitor", f"/{number}", "hash")) is not None for number in range(5)]
    assert kept == [False, False, False, True, True]
    painted.keep(("visitor", "/", "hash"), PAGE, PAGE, 0, 2 * MAX_PAINTED_NODES)
    assert painted.take(("visitor", "/", "hash")) is not None


def test_a_page_that_is_painted_again_counts_once() -> None:
    painted = Painted()
    painted.keep(("visitor", "/small", "hash"), PAGE, PAGE, 0, 1)

    for _ in range(5):
        painted.keep(("visitor", "/", "hash"), PAGE, PAGE, 0, MAX_PAINTED_NODES // 2)

    assert painted.take(("visitor", "/small", "hash")) is not None
