"""What an editor shows of the public names: no type is given away, and everything says what it is."""

from __future__ import annotations

import inspect
import re
from types import FunctionType
from typing import Any, get_type_hints

from signatures import annotations_of, functions_of, public_objects

import cacao

# Where Any is right, by the reason. A place is a class or function with its attribute or parameter.
REASONS = {
    "props, params and what a browser tells are the app's own, and each of another type": (
        r"Node\.props",
        r".*\.params",
        r".*\((params|payload|props|attributes|given)\)",
        r".*\.(attributes|payload)",
        r"Event\.(params|fields)\(return\)",
        r"NodeType\.(render|when)",
        r"PropType\.read",
        r"Player\.tracks",
    ),
    "a node as a dict: what draws it, or takes it apart, sets and reads its props": (
        r"\w+\.(render|root|control|frame|group|around|below|told|part|end|line|moment)\(return\)",
        r"\w+\.(choices|arranged|box|play|only_panel)\(return\)",
        r"Alert\.box\(close\)",
    ),
    "every subclass of Component has a render of its own, with the arguments that it likes": (
        r"Component\.render\(\w+\)",
        r"HasProps\.__init__\(args\)",
        r"Visit\.call\(return\)",
    ),
    "what a prop is given may be a value of any type; subclasses say more": (
        r"Field\.(bind|value)",
        r"HasProps\.type_of\(return\)",
        r"Widget\.fitting\(\w+\)",
        r"(Picking|TagsInput|Tabs)\.\w+\(state\)",
        r"(JsonView\.value|KeyValue\.items|LogView\.lines|SidebarLayout\.content_components)",
        r"read\(return\)",
        r"Facet\.__init__\(like\)",
    ),
    "rows are the app's: dicts, rows of a database, objects": (
        r"Table\.(row_key|bind|key_of|refuse_twins|filters|ask)(\(\w+\))?",
        r"TableColumn\.\w+(\(\w+\))?",
        r"RowAction\.(shown|confirm)",
        r"TablePage\.rows",
        r"TableQuery\.(filters|__init__\(filters\))",
        r"Between\.(least|most)",
        r"Form\.validate",
    ),
    "a test looks at States and answers of every type": (
        r"Happening\.(before|after)",
        r"(User|Hand)\.(trigger|post|fill)\(\w+\)",
        r"Eyes\.reply\(return\)",
        r"Mimic\.called\(arguments\)",
        r"Inspection\.__init__\(live\)",
    ),
    "the types of others: ASGI's, argparse's, and each plugin's settings": (
        r"Route\.\w+\(\w+\)",
        r"Commands\.__init__\(parsers\)",
        r"Host\.__init__\(_settings\)",
        r"fault_report\(return\)",
    ),
}
PATTERNS = [pattern for patterns in REASONS.values() for pattern in patterns]


class Careless:
    """A class of which an editor would tell nothing."""

    found: Any = None

    def find(self, *, deep: dict[str, Any]) -> list[Any]:
        return [deep]


def open_types(name: str, public: object) -> dict[str, str]:
    """Return what of a public name is Any, or has it in its type, by place."""
    return {
        each.place: each.text for each in annotations_of(name, public) if re.search(r"\bAny\b", each.text)
    }


def is_silent(public: object) -> bool:
    """Tell whether an editor has nothing to show of what a class or function is for."""
    return isinstance(public, type | FunctionType) and not inspect.getdoc(public)


def test_any_stands_only_where_it_is_right() -> None:
    right = re.compile("|".join(PATTERNS))

    found = {
        place: text for name, public in public_objects() for place, text in open_types(name, public).items()
    }

    wrong = [f"{place}: {text}" for place, text in found.items() if not right.fullmatch(place)]
    assert not wrong, "give these a type, or a reason:\n" + "\n".join(wrong)
    assert [pattern for pattern in PATTERNS if not any(re.fullmatch(pattern, place) for place in found)] == []


def test_everything_public_says_what_it_is_for() -> None:
    # What a constructor takes is told by its class.
    silent = [name for name, public in public_objects() if is_silent(public)]
    methods = [
        function.__qualname__
        for _, public in public_objects()
        if isinstance(public, type)
        for function in functions_of(public)
        if function.__name__ != "__init__" and is_silent(function)
    ]

    assert silent + methods == []


def test_a_class_that_tells_nothing_would_be_noticed() -> None:
    assert [*open_types("Careless", Careless)] == [
        "Careless.found",
        "Careless.find(deep)",
        "Careless.find(return)",
    ]
    assert is_silent(Careless.find)


def test_tools_can_read_the_types_of_the_face_as_it_runs() -> None:
    for name in cacao.__all__:
        public = getattr(cacao, name)
        if isinstance(public, type):
            for function in functions_of(public):
                get_type_hints(function)
        if isinstance(public, type | FunctionType):
            get_type_hints(public)


def test_the_public_names_are_many() -> None:
    names = {name for name, _ in public_objects()}

    assert {"App", "State", "Event", "Table", "Select", "UploadedFile", "Mix", "User", "run"} <= names
    assert len(names) > 150
