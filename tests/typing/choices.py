"""What may be chosen, and the State that holds what is chosen."""

from __future__ import annotations

from enum import Enum
from typing import assert_type

from cacao import State
from cacao.ui import CheckboxGroup, Combobox, MultiSelect, RadioGroup, Select


class Size(Enum):
    SMALL = 1
    LARGE = 2


word = State("a")
maybe: State[str | None] = State(None)
number = State(1)
size = State(Size.SMALL)
words: State[list[str]] = State([])
sizes: State[set[Size]] = State(set())
offered = State(["a"])
pairs = [(1, "One"), (2, "Two")]

assert_type(Select("Word", bind=word, options=["a", "b"]), Select[str])
assert_type(Select("Size", bind=size, options=list(Size)), Select[Size])
Select("Word", bind=word, options=[("a", "A"), ("b", "B")])
Select("Word", bind=word, options={"a": "A"})
Select("Word", bind=maybe, options=["a"])
Select("Word", bind=word, options=offered)
Select("Word", bind=word, options=lambda: ["a"])
Select("Word", options=[{"label": "Some", "options": ["a", "b"]}])
Select("Number", bind=number, options=pairs)
Select("Number", bind=number, options=[{"value": 1, "label": "One"}])
Select("Number as a text", bind=word, options=pairs)
Select("Size", bind=size, options=[(each, each.name) for each in Size], value=Size.LARGE)
RadioGroup("Size", bind=size, options=[*Size])
Combobox("Word", bind=word, search=lambda typed: [typed, typed * 2])
MultiSelect("Words", bind=words, options=["a"])
CheckboxGroup("Sizes", bind=sizes, options=[*Size])

Select("Number", bind=number, options=["a"])  # error: list-item reportArgumentType
Select("Word", bind=words, options=["a"])  # error: list-item reportArgumentType
MultiSelect("Word", bind=word, options=["a"])  # error: arg-type reportArgumentType
RadioGroup("Size", bind=size, options=["small"])  # error: list-item reportArgumentType
Select("Word", option=["a"])  # error: call-arg reportCallIssue
Select("Word", options=5)  # error: arg-type reportArgumentType
Combobox("Word", bind=word, search=lambda: ["a"])  # error: arg-type misc reportArgumentType


def helper(select: Select, state: State[int]) -> Select[int]:
    return Select(select.label, bind=state, options=[1, 2])
