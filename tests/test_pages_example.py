"""The example of several pages, as a visitor goes through it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parent.parent / "examples" / "pages_example.py"


@pytest.fixture
def site(cacao_app: Any) -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("pages_example", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pages_example"] = module
    spec.loader.exec_module(module)
    yield cacao_app(module.app)
    del sys.modules["pages_example"]


def test_a_visitor_looks_around_and_keeps_a_list(site: Any) -> None:
    user = site.open("/").follow("Red fruit").sees("a hint of lime")
    assert (user.path, user.title) == ("/bars/3", "Red fruit")

    user.click("I like it").follow("My list").sees("Who are you?")
    assert user.path == "/hello?back=/mine"
    user.click("Ann").sees("What Ann likes").follow("♥ Red fruit").click("I do not like it any more")
    user.back().sees("Nothing yet.")

    assert sum(frame.startswith('["j"') for frame in user.frames) == 1


def test_the_shelf_is_sorted_and_filtered_by_its_address(site: Any) -> None:
    user = site.open("/?least=70").sees("At least 70%").misses("Cloud")

    names = [node.label for node in user.page.root.walk() if node.tag == "a"]
    assert names[3:] == ["Dark as night", "Red fruit", "Sort by cocoa"]
    user.follow("Sort by cocoa")
    names = [node.label for node in user.page.root.walk() if node.tag == "a"]
    assert names[3:] == ["Red fruit", "Dark as night", "Sort by name"]

    wrong = site.open("/?order=taste").sees("“order” should be one of name, cocoa, and “taste” is not.")
    assert wrong.status == 400


def test_a_bar_that_is_not_there_leads_to_the_shelf(site: Any) -> None:
    assert site.open("/bars/99").path == "/"
    assert site.open("/bars/dark").status == 404


def test_the_way_back_never_leaves_the_site(site: Any) -> None:
    user = site.open("/hello?back=//evil.example")

    with pytest.raises(AssertionError, match="no address to redirect to"):
        user.click("Bob")
    assert user.path == "/hello?back=//evil.example"
