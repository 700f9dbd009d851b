"""Editing through a draft is as editing a plain copy, and costs what was touched."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from dataclasses import dataclass, field
from threading import Lock
from types import FrameType
from typing import Any

import pytest
from editing import PROGRAMS, ROOTS, check
from hypothesis import Phase, given, seed, settings
from search import examples

from cacao_kernel.draft import Draft
from cacao_kernel.errors import StateError
from cacao_kernel.list_view import ListView
from cacao_kernel.settling import Settling
from cacao_kernel.view import View


@dataclass
class Todo:
    text: str
    tags: list[str] = field(default_factory=list)


@examples(1_000)
@given(ROOTS, PROGRAMS, PROGRAMS)
def test_a_draft_is_edited_as_a_plain_copy_is(value: Any, prelude: list[Any], program: list[Any]) -> None:
    check(value, prelude, program)


def write_in_place(self: View) -> Any:
    """Write to the old container instead of to a copy."""
    self.seen = self.old
    if self not in self.draft.written:
        self.draft.written.append(self)
    return self.now


def wrap_anew(self: Draft, value: Any) -> Any:
    """Hand out another view each time."""
    self._known.clear()
    return wrap(self, value)


wrap = Draft.wrap


@pytest.mark.parametrize(
    ("owner", "name", "broken"),
    [
        (View, "write", write_in_place),
        (Draft, "wrap", wrap_anew),
        (Settling, "_place", lambda self, item: item),
        (Settling, "_is_deep", lambda self, root: False),
        (ListView, "reverse", lambda self: None),
    ],
)
def test_a_draft_that_is_broken_is_caught(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, broken: Any
) -> None:
    # Arrange
    monkeypatch.setattr(owner, name, broken)

    @seed(1)
    @settings(examples(2_000), database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(ROOTS, PROGRAMS, PROGRAMS)
    def search(value: Any, prelude: list[Any], program: list[Any]) -> None:
        check(value, prelude, program)

    # Act and assert
    with pytest.raises(Exception):  # noqa: B017 - whatever goes wrong first
        search()


def test_what_is_only_read_stays_the_very_same() -> None:
    # Arrange
    rows = [{"done": False, "tags": ["a"]}, {"done": True, "tags": []}]

    # Act
    draft = Draft(rows)
    items = draft.view
    kept = [row["done"] for row in items if "a" in row["tags"]]
    items[0]["done"] = False  # equal: no change
    items.sort(key=lambda row: row["done"])

    # Assert
    assert kept == [False]
    assert items[0] is items[0]
    assert isinstance(items, list)
    assert isinstance(items[0], dict)
    assert draft.finish() is rows


def test_a_change_makes_its_container_anew_and_those_around_it() -> None:
    # Arrange
    rows: list[dict[str, Any]] = [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": []}]
    value = {"rows": rows, "title": "Todos", "chosen": rows[1], "by": {"id": {2: rows[1]}}}

    # Act
    draft = Draft(value)
    draft.view["rows"][1]["tags"].append("b")
    result = draft.finish()

    # Assert
    assert result["rows"] == [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": ["b"]}]
    assert result["rows"][0] is rows[0]
    assert result["rows"][1] is result["chosen"] is result["by"]["id"][2]
    assert rows[1] == {"id": 2, "tags": []}
    assert type(result["rows"][1]["tags"]) is list


def test_what_is_held_from_further_down_as_well_is_one_object_afterwards() -> None:
    # Arrange
    inner: dict[str, int] = {"n": 0}
    held = [inner]
    value = {"a": {"b": {"deep": [held]}}, "held": held}

    # Act
    draft = Draft(value)
    draft.view["held"][0]["n"] = 1
    result = draft.finish()

    # Assert
    assert result["held"] == [{"n": 1}]
    assert result["a"]["b"]["deep"][0] is result["held"]


def test_views_are_put_back_as_what_they_stand_for() -> None:
    # Arrange
    rows: list[Any] = [{"done": True}, {"done": False}]

    # Act
    draft = Draft(rows)
    items = draft.view
    items[:] = [row for row in items if not row["done"]]
    items.append({"first": items[0], "pair": (items[0], 1)})
    items.append(items[0])
    result = draft.finish()

    # Assert
    assert result == [
        {"done": False},
        {"first": {"done": False}, "pair": ({"done": False}, 1)},
        {"done": False},
    ]
    assert all(each is rows[1] for each in (result[0], result[1]["first"], result[1]["pair"][0], result[2]))


def test_what_moves_between_two_drafts_is_plain_in_both() -> None:
    # Arrange
    todo: list[Any] = [{"text": "milk"}, {"text": "eggs"}]
    done: list[Any] = []

    # Act
    first, second = Draft(todo), Draft(done)
    moved = first.view.pop(0)
    moved["done"] = True
    second.view.append(moved)
    second.view.append({"next": first.view[0]})
    left = first.finish()
    taken = second.finish()

    # Assert
    assert left == [{"text": "eggs"}]
    assert taken == [{"text": "milk", "done": True}, {"next": {"text": "eggs"}}]
    assert type(taken[0]) is dict
    assert taken[1]["next"] is todo[1]


def test_two_drafts_that_hold_each_other_are_told() -> None:
    # Arrange
    first, second = Draft([[]]), Draft([[]])
    first.view.append(second.view)
    second.view.append(first.view)

    # Act and assert
    with pytest.raises(StateError, match="hold each other"):
        first.finish()


def test_what_another_state_holds_is_not_changed_when_it_is_put_here() -> None:
    # Arrange
    product = {"name": "cup", "count": 0}

    # Act
    draft = Draft([])
    draft.view.append(product)
    draft.view[0]["count"] += 1

    # Assert
    assert product["count"] == 0
    assert draft.finish() == [{"name": "cup", "count": 1}]


def test_objects_are_copied_when_they_are_read() -> None:
    # Arrange
    todos = [Todo("milk"), Todo("eggs")]

    # Act
    draft = Draft(todos)
    first = draft.view[0]
    first.tags.append("new")
    result = draft.finish()

    # Assert
    assert todos[0].tags == []
    assert result[0] is first
    assert result[1] is todos[1]


def test_an_object_as_the_whole_value_is_copied() -> None:
    # Arrange
    todo = Todo("milk")

    # Act
    draft = Draft(todo)
    draft.view.text = "eggs"

    # Assert
    assert draft.finish() == Todo("eggs")
    assert todo == Todo("milk")


def test_objects_in_sets_and_such_as_no_collector_tracks_are_copied_too() -> None:
    # Arrange
    token = TodoToken()
    value = {"tokens": {token}, "row": {"bytes": bytearray(b"a")}}

    # Act
    draft = Draft(value)
    for each in draft.view["tokens"]:
        each.count += 1
        assert each in draft.view["tokens"]
    draft.view["row"]["bytes"].extend(b"b")
    result = draft.finish()

    # Assert
    assert token.count == 0
    assert [each.count for each in result["tokens"]] == [1]
    assert result["row"] == {"bytes": bytearray(b"ab")}
    assert value["row"] == {"bytes": bytearray(b"a")}


class TodoToken:
    """Equal to itself alone."""

    count = 0


def test_what_cannot_be_copied_is_shared() -> None:
    # Arrange
    value = [Lock(), [Lock()]]

    # Act
    draft = Draft(value)

    # Assert
    assert draft.view[0] is value[0]
    assert draft.finish() is value


def test_a_view_that_is_kept_raises() -> None:
    # Arrange
    draft = Draft([{"a": 1}])
    items = draft.view
    row = items[0]
    keys = row.keys()

    # Act
    draft.finish()

    # Assert
    for use in (
        lambda: items[0],
        lambda: len(row),
        lambda: row == {},
        lambda: [*keys],
        lambda: items.append(1),
    ):
        with pytest.raises(StateError, match=r"after its with block\. Edit it inside the block"):
            use()
    assert repr(items) == "<a list of mutate()>"


@pytest.mark.parametrize("value", [5, "text", None, (1, 2), frozenset({1})])
def test_what_cannot_change_is_refused_with_the_cure(value: Any) -> None:
    with pytest.raises(StateError, match=r"the value of the State cannot change.*with update\."):
        Draft(value)


def test_what_is_changed_past_its_view_as_well_is_told() -> None:
    # Arrange
    draft = Draft([])
    row = {"text": "milk"}
    draft.view.append(row)

    # Act
    draft.view[0]["done"] = True
    row["number"] = "1"

    # Assert
    with pytest.raises(
        StateError,
        match=r"a dict in the value of the State was edited through mutate\(\) and directly as well",
    ):
        draft.finish()


def test_views_are_copied_and_dumped_as_what_they_stand_for() -> None:
    # Arrange
    draft = Draft([{"a": [1]}])
    draft.view[0]["a"].append(2)

    # Act
    deep, shallow = copy.deepcopy(draft.view), copy.copy(draft.view)
    pickled = pickle.loads(pickle.dumps(draft.view))

    # Assert
    assert deep == pickled == [{"a": [1, 2]}]
    assert type(deep[0]) is dict
    assert shallow[0] is draft.view[0]
    with pytest.raises(TypeError, match="ListView is not JSON serializable"):
        json.dumps(draft.view)
    assert json.dumps(copy.deepcopy(draft.view)) == '[{"a": [1, 2]}]'


def test_attributes_are_those_of_the_container() -> None:
    # Arrange
    items = Draft([{}]).view

    # Act and assert
    with pytest.raises(AttributeError, match="'list' object has no attribute 'push'"):
        items.push(1)
    with pytest.raises(AttributeError):
        items.name = "x"
    with pytest.raises(TypeError, match="unhashable"):
        hash(items)
    for kind, view in ((list, items), (dict, items[0]), (set, Draft(set()).view)):
        missing = {name for name in dir(kind) if not hasattr(type(view), name)}
        assert missing <= {"__sizeof__", "__getstate__", "__class_getitem__"}


def test_patterns_match_views() -> None:
    match Draft({"row": [1, 2]}).view:
        case {"row": [first, *_]}:
            assert first == 1
        case _:
            pytest.fail("not seen as a dict")


def test_one_of_many_rows_is_changed_without_a_step_for_each() -> None:
    # Arrange
    rows = [{"id": number, "tags": [number]} for number in range(10_000)]
    steps = 0

    def count(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal steps
        steps += event == "call"

    # Act
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        draft = Draft(rows)
        draft.view[5]["id"] = "x"
        result = draft.finish()
    finally:
        sys.setprofile(before)

    # Assert
    assert result[5] == {"id": "x", "tags": [5]}
    assert steps < 200
