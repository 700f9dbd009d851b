"""The examples as stories of their visitors; browser/test_examples.py looks at each in Chromium."""

from __future__ import annotations

import importlib.util
import re
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cacao_kernel.serve import HandedOver
from cacao_kernel.world import World

EXAMPLES = Path(__file__).parent.parent / "examples"
Load = Callable[[str], ModuleType]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """Return a function that runs an example as a module of its own."""

    def run(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return run


def test_every_example_has_a_story() -> None:
    examples = {file.stem for file in EXAMPLES.glob("*.py")}

    assert examples == set(re.findall(r'load\("(\w+)"\)', Path(__file__).read_text("utf-8")))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.py")), ids=lambda file: file.stem)
def test_every_example_serves_when_it_is_run(monkeypatch: Any, world: World, file: Path) -> None:
    monkeypatch.setitem(sys.modules, file.stem, None)  # an App lets it mean the program that runs
    del sys.modules[file.stem]
    monkeypatch.setattr(sys, "argv", [str(file)])
    monkeypatch.syspath_prepend(str(EXAMPLES))
    world.loading = True

    with pytest.raises(HandedOver) as handed:
        runpy.run_path(str(file), run_name="__main__")

    assert handed.value.launch.type == "web"


def test_the_smallest_app_says_welcome(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("simple_app_example").app).open("/")

    user.sees("Welcome to Cacao").sees("A deliciously simple web framework!")
    assert user.title == "Welcome to Cacao"


def test_each_visitor_of_the_counter_counts_for_themselves(cacao_app: Any, load: Load) -> None:
    site = cacao_app(load("counter_example").app)
    ann, bob = site.open("/"), site.open("/")

    ann.click("Increment").click("Increment").click("Decrement").sees("Counter: 1")
    bob.sees("Counter: 0").click("Refresh").sees("Last refresh: 20")
    ann.sees("Last refresh: not yet").click("Reset").sees("Counter: 0")


def titles(user: Any) -> list[str]:
    rows = [node for node in user.page.root.walk() if node.tag == "li"]
    return [node.label for row in rows for node in row.walk() if node.tag == "span"]


def add(user: Any, *titles: str) -> Any:
    for title in titles:
        user.type("What is to be done?", title).press("Enter").sees(title)
    return user


def test_todos_are_made_moved_ticked_off_and_filtered(cacao_app: Any, load: Load) -> None:
    site = cacao_app(load("todo_example").app)
    ann = site.open("/").sees("Nothing to do yet.")

    add(ann, "Milk", "Eggs", "Ham").misses("Nothing to do yet.").sees("3 left to do")
    ann.click("Move Ham up").click("Move Ham up").click("Move Ham up")
    assert titles(ann) == ["Ham", "Milk", "Eggs"]
    ann.check("Milk").sees("2 left to do").click("Open")
    assert (ann.path, titles(ann)) == ("/?show=open", ["Ham", "Eggs"])
    ann.click("Move Eggs up").click("Delete Ham").click("All")
    assert (ann.path, titles(ann)) == ("/", ["Eggs", "Milk"])


def test_a_todo_that_is_added_is_seen_also_among_those_that_are_done(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("todo_example").app).open("/?show=done").sees("Nothing is done yet.")

    add(user, "Sleep")

    assert (user.path, titles(user)) == ("/", ["Sleep"])


@pytest.mark.parametrize(
    ("show", "expected"), [("done", ["Milk"]), ("open", ["Eggs"]), ("x", ["Milk", "Eggs"])]
)
def test_a_filter_of_the_todos_has_an_address(
    cacao_app: Any, load: Load, show: str, expected: list[str]
) -> None:
    ann = add(cacao_app(load("todo_example").app).open("/"), "Milk", "Eggs").check("Milk")

    other_tab = ann.open(f"/?show={show}")

    assert titles(other_tab) == expected
    assert titles(ann) == ["Milk", "Eggs"]


def test_people_who_see_the_todos_are_counted_and_not_their_tabs(cacao_app: Any, load: Load) -> None:
    site = cacao_app(load("todo_example").app)
    ann = site.open("/").sees("1 online now")

    ann.open("/").sees("1 online now")
    bob = site.open("/").sees("2 online now")
    ann.sees("2 online now")
    bob.leave()
    ann.sees("1 online now")


def links(user: Any) -> list[str]:
    return [node.label for node in user.page.root.walk() if node.tag == "a"]


def test_a_visitor_of_the_bookshop_looks_around_and_keeps_a_list(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("books_example").app).open("/").follow("Books").follow("Letters on the bar")
    assert (user.path, user.title) == ("/books/18", "Letters on the bar")

    user.click("I wish for it").follow("Wishes").sees("Who are you?")
    assert user.path == "/sign-in?next=%2Fwishes"
    user.type("Name", "Ann").submit("Sign in").sees("Wishes of Ann")
    user.follow("Letters on the bar").click("I no longer wish for it")
    user.back().sees("No books here.").click("Sign out").sees("Books for those who like it dark")

    assert sum(frame.startswith('["j"') for frame in user.frames) == 1, "a page was loaded"


def test_books_are_found_and_sorted_by_their_address(cacao_app: Any, load: Load) -> None:
    site = cacao_app(load("books_example").app)
    user = site.open("/books?q=roasting").sees("Page 1 of 1")
    found = [label for label in links(user) if label.startswith("Roasting")]
    assert (found[0], len(found)) == ("Roasting the bar", 8)

    user.follow("Shortest first")

    assert next(label for label in links(user) if label.startswith("Roasting")) == "Roasting the tree"
    wrong = site.open("/books?order=taste").sees("“order” should be one of title, pages, and “taste” is not.")
    assert wrong.status == 400
    assert site.open("/books/99").status == site.open("/books/dark").status == 404


def test_the_monitor_is_stopped_by_one_for_everybody(cacao_app: Any, load: Load) -> None:
    module = load("monitor_example")
    site = cacao_app(module.app)
    ann, bob = site.open("/"), site.open("/")

    ann.click("Stop")

    for user in (ann, bob, site.open("/")):
        user.sees("Start").sees(f"Readings\n{module.count.value}").sees(module.latest.value)


def test_each_visitor_of_the_themes_chooses_their_own(cacao_app: Any, load: Load) -> None:
    site = cacao_app(load("theme_example").app)
    ann, bob = site.open("/"), site.open("/")

    ann.choose("Theme", "Plum").type("Your name", "Ann").sees("Ann has come this far")

    assert primary_of(ann) == "light-dark(#7b2d88, #d79ae2)"
    assert primary_of(bob) == "#2196f3"
    bob.sees("somebody has come this far")


def primary_of(user: Any) -> str:
    """Return the primary colour of the page's own theme."""
    themed = next(node for node in user.page.root.walk() if "data-cacao-theme" in node.attributes)
    return str(themed.style["--cacao-primary"])


def test_a_theme_of_ones_own_follows_two_fields(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("custom_theme_example").app).open("/")
    main = next(node for node in user.page.root.walk() if node.tag == "main")

    user.type("Colour", "#884400").choose("Mode", "dark")

    assert (main.style["--cacao-primary"], main.style["color-scheme"]) == ("#840", "dark")
    assert main.style["--cacao-heading-family"].startswith("Georgia")
    user.click("Mint again")
    assert (main.style["--cacao-primary"], main.style["color-scheme"]) == ("#0f766e", "light dark")


def test_a_visitor_of_the_gallery_finds_a_component_and_sees_it_live(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("components_showcase").app).open("/").sees("Everything an app needs")

    user.type("Search components", "text input").misses("Badge").press("Enter")

    assert (user.path, user.title) == ("/components/text-input", "TextInput · Cacao components")
    user.type("Your name", "Ann").sees("Hello, Ann!").sees("name = State(")
    user.choose("Theme", "ocean").sees("Hello, Ann!")
    assert user.open("/components/text-inptu").sees("There is no component text-inptu.").status == 404


def test_the_shop_opens_its_pages_by_links_and_sends_an_order(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("sidebar_layout_example").app).open("/").sees("Good morning").sees("23 orders wait")

    user.follow("Orders").click("Page 2").within("Order 1037").click("Send").sees("Sent")
    assert user.path == "/?page=orders&list=2"
    user.follow("Dashboard").sees("22 orders wait")
    user.follow("Reports").sees("There is nothing here yet.")
    user.follow("Settings").click("Save").sees("Saved 1 times").clear("Name of the shop")
    user.type("Name of the shop", "Ann's").sees("Ann's")
    user.back().back().sees("22 orders wait")


def test_the_shop_says_that_it_can_have_no_window_of_its_own_yet(load: Load, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        load("sidebar_layout_example").main(["--mode", "desktop"])

    assert ended.value.code == 2
    assert 'nothing here serves the type "desktop"' in capsys.readouterr().err


def test_icons_are_found_by_a_part_of_their_name(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("icons_example").app).open("/").sees("icons, the first 60 shown")

    user.type("Search", "arrow down").sees("arrow-down").misses("the first 60 shown")

    assert user.path == "/?q=arrow+down"
    drawn = [node for node in user.page.root.walk() if node.tag == "svg"]
    assert {"waiting", "danger"} <= {node.attributes.get("aria-label") for node in drawn}


def test_whoever_looks_at_the_dashboard_sees_what_is_in_trouble_and_brings_it_back(
    cacao_app: Any, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load("dashboard_example")
    monkeypatch.setattr(module.random, "choice", lambda choices: choices[0])  # all stays well by itself
    site = cacao_app(module.app)
    ann, bob = site.open("/"), site.open("/").sees("All services are up")

    with bob, module.services.mutate() as rows:
        rows[2]["state"] = "down"
    ann.sees("1 in trouble").click("Filters").choose("State", "down").sees("1–1 of 1")
    ann.click("Restart: checkout").sees("All services are up").sees("checkout in Osaka was restarted")
    bob.sees("checkout in Osaka was restarted").sees("1–8 of 24")


def test_each_visitor_of_the_dashboard_has_their_own_theme(cacao_app: Any, load: Load) -> None:
    site = cacao_app(load("dashboard_example").app)
    ann, bob = site.open("/"), site.open("/")

    ann.choose("Theme", "ocean")

    assert (ann.value("Theme"), bob.value("Theme")) == ("ocean", "cacao")


def test_sliders_move_what_stands_around_them(cacao_app: Any, load: Load) -> None:
    user = cacao_app(load("range_sliders_example").app).open("/").sees("Single estate, 52 €")

    user.type("Width", "90").type("Turn", "10").type("Red", "200").type("To", "40")

    (bean,) = [node for node in user.page.root.walk() if node.attributes.get("id") == "bean"]
    assert (bean.style["width"], bean.style["transform"]) == ("90%", "rotate(10deg)")
    assert bean.style["background"] == "rgb(200, 66, 38)"
    user.sees("It is rgb(200, 66, 38).").sees("20 € – 40 €").sees("Espresso, 36 €").misses("Single estate")


@pytest.fixture
def customers(cacao_app: Any, load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the site of the customers, with a file of its own."""
    monkeypatch.setenv("CUSTOMERS_DB", str(tmp_path / "customers.db"))
    return cacao_app(load("crud_example").app)


def test_customers_are_searched_and_sorted_in_their_file(customers: Any) -> None:
    user = customers.open("/").sees("1–10 of 100").sees("Ann Baker")

    user.click("Name").click("Name").sees("Ulla Stone").click("Next page").sees("11–20 of 100")
    user.type("Search", "REED").sees("1–10 of 20").sees("Ulla Reed").clear("Search")
    user.type("Search", "100% '; DROP TABLE customers; --").sees("Nothing fits what you look for.")
    user.click("Show all rows").click("Filters").choose("Plan", "team").misses("of 100")
    plans = [node.label for node in user.page.root.walk() if node.attributes.get("data-label") == "Plan"]
    assert plans == ["team"] * 10


def test_a_customer_who_is_deleted_is_gone_for_everybody(customers: Any) -> None:
    ann, bob = customers.open("/"), customers.open("/").sees("1–10 of 100")

    ann.click("Delete: Ann Baker").click("Delete").sees("1–10 of 99").sees("Ann Baker was deleted.")

    bob.sees("1–10 of 99").misses("Ann Baker")
    assert ann.toasts == ["Ann Baker was deleted."]


def test_the_customers_that_are_looked_for_are_saved_as_a_file(customers: Any) -> None:
    user = customers.open("/").type("Search", "reed").click("Name")

    user.click("Export").wait_until(lambda: user.calls)

    (_, _, (token, _)) = user.calls[0]
    _, text = user.get(f"/_components/download/{token}")
    assert [line.split(",")[0] for line in text.removeprefix("\ufeff").splitlines()[:3]] == [
        "Name",
        "Ann Reed",
        "Bob Reed",
    ]
    assert len(text.splitlines()) == 21
