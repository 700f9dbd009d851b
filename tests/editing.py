"""Random programs that edit a value: the same code runs on plain containers and on the views of a draft."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cacao_kernel.draft import Draft

MISTAKES = (IndexError, KeyError, ValueError, TypeError, RuntimeError)
KEYS = "abc"


class Box:
    """An object of a user's own class."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __repr__(self) -> str:
        return "Box"


SCALARS = st.one_of(st.none(), st.integers(-2, 3), st.sampled_from(["", "a", "b"]), st.booleans())
HASHABLE = st.one_of(SCALARS, st.tuples(SCALARS))
VALUES = st.recursive(
    st.one_of(SCALARS, st.builds(Box, st.integers(0, 3)), st.sets(HASHABLE, max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
        st.tuples(inner, inner),
    ),
    max_leaves=12,
)
ROOTS = st.one_of(
    st.lists(VALUES, max_size=4),
    st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3),
    st.sets(HASHABLE, max_size=4),
)
SPECIAL: dict[Any, Callable[[Any, int], Any]] = {
    "@read": lambda found, n: found,
    "@list": lambda found, n: [found],
    "@dict": lambda found, n: {"a": found},
    "@tuple": lambda found, n: (found, n),
    "@empty": lambda found, n: [],
}
# What is put somewhere: a scalar, or by these names something that was read, or a new container of it.
PUT = st.one_of(SCALARS, st.sampled_from([*SPECIAL]))
STEPS = st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(-4, 4), st.integers(0, 99), PUT)
PROGRAMS = st.lists(STEPS, max_size=12)

CHANGED = object()


class Taken(NamedTuple):
    """What a step took out, for later steps to go on with."""

    value: Any


Op = Callable[[Any, int, Any], Any]


def both(target: Any, n: int, value: Any) -> list[Any]:
    return [target + [value], [value] + target, target * 2, 2 * target]  # noqa: RUF005 - that is tried


def add_to(target: Any, n: int, value: Any) -> Any:
    target += [value, n]
    return target


def multiply(target: Any, n: int, value: Any) -> Any:
    target *= n % 3
    return target


def remove_while_walking(target: Any, n: int, value: Any) -> list[Any]:
    seen = []
    for item in target:
        seen.append(item)
        if item == value:
            target.remove(item)
    return seen


def delete(target: Any, n: int, value: Any) -> None:
    del target[n]


def delete_slice(target: Any, n: int, value: Any) -> None:
    del target[n : n + 2]


def put(target: Any, n: int, value: Any) -> None:
    target[n] = value


def put_slice(target: Any, n: int, value: Any) -> None:
    target[n : n + 2] = [value, *target[:1]]


def put_stepped(target: Any, n: int, value: Any) -> None:
    target[::2] = [value] * len(target[::2])


def keep_some(target: Any, n: int, value: Any) -> None:
    target[:] = [item for place, item in enumerate(target) if (place + n) % 3]


def sort_numbers(target: Any, n: int, value: Any) -> None:
    if all(isinstance(item, int) for item in target):  # a sort that fails leaves any order behind
        target.sort()


def sort_by_text(target: Any, n: int, value: Any) -> None:
    target.sort(
        key=lambda item: [isinstance(item, kind) for kind in (list, dict, set, str, int)], reverse=n > 0
    )


LIST_OPS: list[Op] = [
    lambda target, n, value: target.append(value),
    lambda target, n, value: target.extend([value, value]),
    lambda target, n, value: target.extend(target),
    lambda target, n, value: target.insert(n, value),
    lambda target, n, value: Taken(target.pop(n)),
    lambda target, n, value: Taken(target.pop()),
    lambda target, n, value: target.remove(value),
    sort_numbers,
    sort_by_text,
    lambda target, n, value: target.reverse(),
    lambda target, n, value: target.clear(),
    lambda target, n, value: target.index(value, n),
    lambda target, n, value: target.count(value),
    lambda target, n, value: target.copy(),
    lambda target, n, value: value in target,
    lambda target, n, value: [len(target), bool(target), [*reversed(target)], target[n:], target[::-1]],
    lambda target, n, value: [target == value, target != value, target == [*target], [*target] == target],
    lambda target, n, value: [target < [value], [value] >= target, target <= target],
    both,
    add_to,
    multiply,
    remove_while_walking,
    delete,
    delete_slice,
    put,
    put_slice,
    put_stepped,
    keep_some,
]


def merge(target: Any, n: int, value: Any) -> Any:
    target |= {"b": value}
    return target


def delete_key(target: Any, n: int, value: Any) -> None:
    del target[KEYS[n % 3]]


def put_key(target: Any, n: int, value: Any) -> None:
    target[KEYS[n % 3]] = value


def grow_while_walking(target: Any, n: int, value: Any) -> None:
    for key in target:
        target[key + "!"] = value


DICT_OPS: list[Op] = [
    put_key,
    put_key,
    delete_key,
    merge,
    grow_while_walking,
    lambda target, n, value: Taken(target.pop(KEYS[n % 3])),
    lambda target, n, value: Taken(target.pop(KEYS[n % 3], value)),
    lambda target, n, value: target.popitem(),
    lambda target, n, value: Taken(target.setdefault(KEYS[n % 3], value)),
    lambda target, n, value: target.update({"a": value}, c=value),
    lambda target, n, value: target.update([("b", value)]),
    lambda target, n, value: target.clear(),
    lambda target, n, value: target.copy(),
    lambda target, n, value: [target.get("a"), target.get("zz", value), "a" in target, len(target)],
    lambda target, n, value: [[*target], [*reversed(target)], dict(target), {**target}],
    lambda target, n, value: [[*target.items()], [*target.values()], [*reversed(target.items())]],
    lambda target, n, value: [target.keys() & {"a", "b"}, {"a"} | target.keys(), target.keys() == {"a"}],
    lambda target, n, value: [target | {"a": value}, {"a": value} | target],
    lambda target, n, value: [target == value, target == {**target}, {**target} == target],
    lambda target, n, value: target < {},
]


def combine_in_place(target: Any, n: int, value: Any) -> Any:
    target |= {n, "x"}
    target -= {value, "x"}
    target ^= {n + 1}
    target &= {*range(-4, 4), "a", "b"}
    return target


SET_OPS: list[Op] = [
    combine_in_place,
    lambda target, n, value: target.add(value),
    lambda target, n, value: target.discard(value),
    lambda target, n, value: target.remove(value),
    lambda target, n, value: target.update([n, value], [n + 1]),
    lambda target, n, value: target.clear(),
    lambda target, n, value: [target.copy(), value in target, len(target), set(target)],
    lambda target, n, value: [
        target | {n},
        {n} | target,
        target & {n},
        {n} - target,
        target - {n},
        {n} ^ target,
    ],
    lambda target, n, value: [target <= {n}, {n} < target, target == {*target}, target.isdisjoint([n])],
    lambda target, n, value: [target.union([n]), target.intersection([n]), target.difference([n])],
    lambda target, n, value: [target.issubset([n]), target.issuperset([n]), target.symmetric_difference([n])],
    lambda target, n, value: target.intersection_update([n, 0, 1]),
    lambda target, n, value: target.difference_update([n]),
    lambda target, n, value: target.symmetric_difference_update([n]),
    lambda target, n, value: target | [n],
]


def run(program: list[Any], root: Any, puts: list[Any] | None = None) -> tuple[list[Any], list[Any]]:
    """Run a program on a value.

    Args:
        program: the steps.
        root: the value.
        puts: what the steps may put without that anything holds itself, as an earlier run found it.

    Returns:
        What each step answered, spelled out, and ``puts``.
    """
    held, answers, decided = [root], [], iter(puts or ())
    is_first, puts = puts is None, []
    for number, which, n, other, given in program:
        target, found = held[number % len(held)], held[other % len(held)]
        if given in SPECIAL:
            puts.append(not reaches(found, target) if is_first else next(decided))
        value = SPECIAL[given](found, n) if given in SPECIAL and puts[-1] else given
        try:
            answer = step(target, which, n, value)
        except MISTAKES as error:
            answer = type(error).__name__ if isinstance(error, TypeError) else repr(error)
        if isinstance(answer, Taken):
            held.append(answer.value)
        answers.append(shape(answer))
        if which % 2:
            held += some_child(target, other)
    return answers, puts


def step(target: Any, which: int, n: int, value: Any) -> Any:
    """Do one thing to what was read."""
    if isinstance(target, Box):
        target.number += n
    for kind, ops in ((list, LIST_OPS), (dict, DICT_OPS), (set, SET_OPS)):
        if isinstance(target, kind):
            return ops[which % len(ops)](target, n, value)
    return None


def some_child(target: Any, number: int) -> list[Any]:
    """Return one child of a container, and read no other."""
    if not isinstance(target, list | dict | tuple) or not len(target):
        return []
    keys = [*target] if isinstance(target, dict) else range(len(target))
    return [target[keys[number % len(keys)]]]


def children(value: Any) -> list[Any]:
    """Return all that stands in a container."""
    if isinstance(value, dict):
        return [*value.values()]
    return [*value] if isinstance(value, list | tuple) else []


def reaches(value: Any, target: Any) -> bool:
    return value is target or any(reaches(child, target) for child in children(value))


def shape(value: Any, numbers: dict[int, tuple[int, Any]] | None = None) -> Any:
    """Return a value spelled out, with a number for each object, so that shared ones show."""
    numbers = {} if numbers is None else numbers
    if isinstance(value, Taken):
        return shape(value.value)
    if not isinstance(value, list | dict | set | tuple | Box):
        return type(value).__name__, value
    if isinstance(value, tuple):
        return "tuple", [shape(child, numbers) for child in value]
    number, _ = numbers.setdefault(id(value), (len(numbers), value))
    if isinstance(value, Box):
        return "Box", number, value.number
    if isinstance(value, set):
        return "set", number, sorted(map(repr, value))
    keys = [*map(repr, value)] if isinstance(value, dict) else None
    return isinstance(value, list), number, keys, [shape(child, numbers) for child in children(value)]


def check(value: Any, prelude: list[Any], program: list[Any]) -> None:
    """Edit a plain copy and a draft alike, and compare all that can be told apart."""
    # Arrange: the prelude puts things in two places
    run(prelude, value)
    before = shape(value)
    expected = copy.deepcopy(value)
    beginnings = {id(plain): (plain, old) for plain, old in pairs(expected, value)}

    # Act
    answers, puts = run(program, expected)
    draft = Draft(value)
    drafted, _ = run(program, draft.view, puts)
    shown = shape(draft.view) if len(program) % 2 else None  # to look is to read
    result = draft.finish()

    # Assert
    assert drafted == answers
    assert shown is None or shown == shape(expected)
    assert shape(value) == before
    assert shape(result) == shape(expected)
    for plain, new in pairs(expected, result):
        assert type(new) is type(plain)
        old = unchanged(plain, beginnings)
        assert old is CHANGED or new is old or type(new) in (int, str)


def pairs(left: Any, right: Any) -> list[tuple[Any, Any]]:
    """Return what stands in the same places of two values of one shape."""
    found = [(left, right)]
    for one, other in zip(children(left), children(right), strict=True):
        found += pairs(one, other)
    return found


def unchanged(plain: Any, beginnings: dict[int, tuple[Any, Any]]) -> Any:
    """Return the old object of which this one was a copy, if it is as it was, with all below."""
    if not isinstance(plain, list | dict | set | tuple | Box):
        return plain
    _, old = beginnings.get(id(plain), (None, CHANGED))
    if old is CHANGED or isinstance(plain, Box):  # a Box counts as changed once it was read
        return CHANGED
    if isinstance(plain, set):
        return old if sorted(map(repr, plain)) == sorted(map(repr, old)) else CHANGED
    if len(plain) != len(old) or (isinstance(plain, dict) and [*plain] != [*old]):
        return CHANGED
    for child, old_child in zip(children(plain), children(old), strict=True):
        kept = unchanged(child, beginnings)
        is_scalar = type(kept) is type(old_child) and not isinstance(kept, list | dict | set | tuple)
        if kept is not old_child and not (is_scalar and kept == old_child):
            return CHANGED
    return old
