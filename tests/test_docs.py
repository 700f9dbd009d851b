"""The docs are tests: their examples run, and what they list is what there is."""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib import metadata
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import cacao_kernel
from cacao import App, CacaoError
from cacao.testing import AppUnderTest, User
from cacao_kernel import Commands, fault, inbox, tab, tempo, websocket, wire
from cacao_kernel.calls import refuse_call
from cacao_kernel.config import _LEAST, _MOST, Server, load_config
from cacao_kernel.convertor import CONVERTORS
from cacao_kernel.elements import TAGS
from cacao_kernel.event import LIMIT
from cacao_kernel.lifespan import LEAVE_SECONDS
from cacao_kernel.loader import load_plugins
from cacao_kernel.plugins import PATIENCE
from cacao_kernel.threads import PLACES

ROOT = Path(__file__).parent.parent
WEATHER = Path("examples", "third_party", "cacao-weather")
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
KERNEL = {file.stem for file in (ROOT / "cacao_kernel").glob("*.py")} - {"__init__"}


def code_blocks(page: str) -> list[str]:
    return CODE.findall((ROOT / page).read_text("utf-8"))


def run_block(source: str, name: str) -> ModuleType:
    module = ModuleType(name)
    sys.modules[name] = module
    exec(compile(source, name, "exec"), vars(module))
    return module


@pytest.fixture(autouse=True)
def clean_modules() -> Iterator[None]:
    """Forget the modules that examples were run as."""
    before = {*sys.modules}
    yield
    for name in {*sys.modules} - before:
        if sys.modules[name].__spec__ is None:  # made by run_block, not imported
            del sys.modules[name]


def test_the_readme_shows_the_smallest_app(cacao_app):
    # Arrange
    smallest = code_blocks("README.md")[0]

    # Act
    user = cacao_app(run_block(smallest, "main").app).open("/")

    # Assert
    user.sees("Welcome to Cacao")


def test_the_readme_counts_and_its_test_passes(cacao_app):
    # Arrange
    _, live, _, test = code_blocks("README.md")
    run_block(live, "main")

    # Act and assert: the example's own test
    run_block(test, "example_test").test_counting(cacao_app)


def test_the_readme_takes_an_order_in_components(cacao_app):
    # Arrange
    components = code_blocks("README.md")[2]
    user = cacao_app(run_block(components, "main").app).open("/").sees("Espresso").sees("3")

    # Act and assert
    user.click("Order a cocoa").sees("4")


def guide_block(words: str) -> str:
    """Return the guide's one example that holds these words."""
    (block,) = [block for block in code_blocks("docs/guide.md") if words in block]
    return block


def test_the_guide_nests_selectors_in_a_style(cacao_app, caplog):
    # Act
    user = cacao_app(run_block(guide_block("BUTTON = {"), "main").app).open("/")

    # Assert
    style = user.page.find("Brew").style
    assert style[":hover"] == {"background": "#8a5a36"}
    assert style["@media (max-width:600px)"] == {"width": "100%"}
    assert "left out" not in caplog.text and "no selector" not in caplog.text


def test_the_guide_declares_a_state():
    run_block(guide_block("counter = State(0)"), "main")


def test_the_guide_adds_up_and_its_test_passes(cacao_app):
    # Arrange
    run_block(guide_block("total = State(0)"), "main")

    # Act and assert: the example's own test
    run_block(guide_block("def test_two_visitors"), "example_test").test_two_visitors(cacao_app)


def test_the_guide_keeps_a_list_with_a_form(cacao_app):
    # Arrange
    user = cacao_app(run_block(guide_block("draft = State"), "main").app).open("/")

    # Act
    user.trigger(user.page.find("Item"), "input", value="milk")
    user.trigger(next(node for node in user.page.root.walk() if node.tag == "form"), "submit")

    # Assert
    user.sees("eggs").sees("milk")
    assert user.page.find("Item").attributes["value"] == ""
    user.click("Remove eggs").misses("eggs")


def test_the_guide_places_a_component_in_both_ways(cacao_app):
    # Act
    user = cacao_app(run_block(guide_block("class Clicks"), "main").app).open("/")

    # Assert
    user.sees("Today: 0").sees("Again: 0")


@pytest.mark.parametrize("number", range(len(code_blocks("docs/state.md"))))
def test_every_example_of_the_page_on_state_runs(number):
    run_block(code_blocks("docs/state.md")[number], "main")


def test_the_page_on_state_counts_in_each_component_and_removes_a_row(cacao_app):
    # Arrange
    (clicks,) = [block for block in code_blocks("docs/state.md") if "class Clicks" in block]
    (rows,) = [block for block in code_blocks("docs/state.md") if "For(rows" in block]

    # Act
    counting = cacao_app(run_block(clicks, "main").app).open("/").click("Here: 0")
    listing = cacao_app(run_block(rows, "listing").app).open("/").click("Remove milk")

    # Assert
    counting.sees("Here: 1").sees("There: 0").sees("Everywhere: 0")
    listing.sees("Remove eggs").misses("Remove milk")


def test_the_page_on_navigation_reads_paths_and_queries(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/navigation.md")[0], "main").app).open("/")

    # Act
    user.follow("A book")

    # Assert
    user.sees("Book 7, page 1, old, rare")
    assert user.title == "Book 7"


def test_the_page_on_navigation_searches_by_the_address(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/navigation.md")[1], "main").app).open("/?q=te")

    # Act
    user.sees("tea").misses("milk").clear("Search").type("Search", "milk")

    # Assert
    user.sees("milk")
    assert user.path == "/?q=milk"


def test_the_page_on_navigation_guards_a_page_and_its_test_passes(cacao_app):
    # Arrange
    _, _, guarded, _, test = code_blocks("docs/navigation.md")
    run_block(guarded, "main")

    # Act and assert: the example's own test
    run_block(test, "example_test").test_logging_in(cacao_app)


def test_the_page_on_navigation_mounts_an_app(cacao_app):
    # Arrange
    outer = run_block(code_blocks("docs/navigation.md")[3], "main").app

    # Act
    user = cacao_app(outer).open("/inner/").follow("About")

    # Assert
    user.sees("About")
    assert user.path == "/inner/about"


def test_the_page_on_navigation_lists_every_convertor():
    # Act
    page = (ROOT / "docs" / "navigation.md").read_text("utf-8")
    table = page[page.index("| convertor |") :].split("\n\n")[0]

    # Assert
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(CONVERTORS)


def test_the_events_page_adds_up_and_empties(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/events.md")[0], "main").app).open("/")

    # Act and assert
    user.click("Add ten").click("Add ten").sees("Total: 20")
    user.click("Empty").sees("Total: 0")


def test_the_events_page_works_until_it_is_stopped(cacao_app):
    # Arrange
    site = cacao_app(run_block(code_blocks("docs/events.md")[1], "main").app)
    user, other = site.open("/"), site.open("/")

    # Act
    user.click("Work", wait=False).sees("Done: 3.")
    other.sees("Done: 0. Sold in all: 3.")
    user.click("Stop").settle()

    # Assert: it ended early, and what was committed is everybody's.
    done = int(re.search(r"Done: (\d+)", user.text)[1])
    assert 3 <= done < 100
    other.sees(f"Done: 0. Sold in all: {done}.")


def test_the_events_page_asks_and_its_test_passes(cacao_app):
    # Arrange
    run_block(code_blocks("docs/events.md")[2], "main")

    # Act and assert: the example's own test
    run_block(code_blocks("docs/events.md")[3], "example_test").test_searching(cacao_app)


def test_the_events_page_puts_the_focus_into_what_it_has_added(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/events.md")[4], "main").app).open("/")

    # Act
    user.click("Another guest")

    # Assert
    assert user.calls == [("guest 2", "focus", ())]
    assert user.window.focused.key == "guest 2"


def test_the_events_page_lists_every_method_that_may_be_called():
    # Arrange
    page = (ROOT / "docs" / "events.md").read_text("utf-8")
    table = page[page.index("| element | methods |") :].split("\n\n")[0]
    listed = {
        element: re.findall(r"`(\w+)`", methods)
        for elements, methods in re.findall(r"^\| ([`\w, ]+) \| (`.+`) \|$", table, re.MULTILINE)
        for element in re.findall(r"\w+", elements)
    }
    everywhere = listed.pop("any")

    # Act and assert: just these, of these elements and of any other.
    for tag in [*listed, "button"]:
        told = refuse_call(tag, "click").partition("there are ")[2].split(", ")
        assert sorted(told) == sorted([*everywhere, *listed.get(tag, [])])
    assert {*listed} == {
        tag for tag in TAGS if refuse_call(tag, "") != refuse_call("p", "").replace("<p>", f"<{tag}>")
    }


def test_the_events_page_tells_the_limits_and_lines_there_are():
    # Arrange
    page = (ROOT / "docs" / "events.md").read_text("utf-8")

    # Act and assert
    assert wire.FRAME_BYTES == 256 * 1024 and f"256 kB, nested {wire.MAX_JSON_DEPTH} deep" in page
    assert f"events of a tab that wait | {inbox.MAX_WAITING_EVENTS};" in page
    assert f"{Server().max_unacknowledged}, or {tab.MAX_WAITING_FRAMES} that are not sent" in page
    assert f"live tabs of a visitor | {Server().max_tabs_per_session} |" in page
    assert f"open to one address | {Server().max_sockets_per_address} |" in page
    assert f"texts not counted | {Server().max_tree_nodes}, {Server().max_tree_depth} deep |" in page
    rate = Server().max_events_per_second
    assert f"events of a visitor | {rate} a second, {2 * rate} at once;" in page
    assert all(f"`{field.name}`" in page for field in fields(Server) if field.name.startswith("max_"))
    assert f"the {tab.MAX_CALLS} newest" in page
    assert websocket.MAX_BAD_FRAMES == 10 and "the tenth closes the connection" in page
    assert PLACES["handler"] == 64 and "one of 64 threads" in page
    assert LIMIT == 30 and "30 seconds without a sign of life" in page
    assert tempo.SLOW == 0.005 and "over 5 milliseconds" in page
    for line in (fault.APOLOGY, fault.APOLOGY_FOR_A_PART, inbox.STALE):
        assert f"`{line}`" in page


def test_the_events_page_tells_what_each_limit_may_be():
    # Arrange
    page = (ROOT / "docs" / "events.md").read_text("utf-8")
    table = page.partition("### What each may be")[2].partition("\n### ")[0]
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE))

    # Act and assert
    assert {*listed} == {*_LEAST}
    for name, least in _LEAST.items():
        most = f"{_MOST[name]:,}" if name in _MOST else ""
        assert listed[name] == f"{getattr(Server(), name):,} | {least:,} | {most}", name


def test_the_fields_page_keeps_a_list(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/fields.md")[0], "main").app).open("/")

    # Act
    user.type("What is to do", "milk").press("Enter")

    # Assert
    user.sees("eggs").sees("milk")
    assert user.page.field("What is to do").value == ""


def test_the_fields_page_binds_a_part_of_a_state(cacao_app):
    user = cacao_app(run_block(code_blocks("docs/fields.md")[1], "main").app).open("/")

    user.type("name", "a").clear("town").type("town", "Bern")

    user.sees("Anna of Bern")


def test_the_fields_page_takes_orders_and_its_test_passes(cacao_app):
    # Arrange
    _, _, orders, test = code_blocks("docs/fields.md")
    run_block(orders, "main")

    # Act and assert: the example's own test
    run_block(test, "example_test").test_ordering(cacao_app)


# What the kit's own classes use of each other.
KIT_ITSELF = {"follow_link", "leave_field", "send", "tick", "close", "app"}


@pytest.mark.parametrize("number", range(1, 9))
def test_the_tests_of_the_page_on_testing_pass(cacao_app, number):
    # Arrange
    shop, *tests = code_blocks("docs/testing.md")
    assert len(tests) == 8
    run_block(shop, "main")

    # Act and assert: the example's own test
    module = run_block(tests[number - 1], "example_test")
    (test,) = [value for name, value in vars(module).items() if name.startswith("test_")]
    test(cacao_app)


def test_the_page_on_testing_names_everything_a_user_can_do():
    # Arrange
    page = (ROOT / "docs" / "testing.md").read_text("utf-8")
    names = {name for kind in (User, AppUnderTest) for name in dir(kind) if not name.startswith("_")}

    # Act
    missing = {name for name in names if not re.search(rf"[`. ]{name}\b[`(,.]", page)}

    # Assert: beside how the kit itself is made.
    assert missing <= KIT_ITSELF, missing - KIT_ITSELF


def test_the_hooks_page_shows_a_plugin_that_works(cacao_app):
    # Arrange
    from cacao import App

    plugin = run_block(code_blocks("docs/hooks.md")[0], "cacao_headline")
    app = App(extensions=[plugin])

    @app.mix("/")
    def home():
        return {"type": "headline", "props": {"content": "News"}}

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert (
        next(node.tag for node in user.page.root.walk() if node.label == "News" and node.tag != "div") == "h2"
    )


def test_the_plugins_page_tells_a_plugin_that_works(cacao_app, capsys):
    # Arrange
    card, refreshing, api, _notes, terminal, test = code_blocks("docs/plugins.md")
    weather = run_block(card, "cacao_weather")
    run_block(test, "example_test").test_a_card_shows_its_city(cacao_app)
    refresher = run_block(refreshing, "refreshing").Refreshing
    app = App(extensions=[weather.Weather(weather.Config("Cairo")), refresher, run_block(api, "api").Api()])
    app.mix("/")(lambda: {"type": "main", "children": [{"type": "weather"}, {"type": "readings"}]})

    # Act
    user = cacao_app(app).open("/").sees("31.0 °C").sees("Readings so far: 3")
    user.open("/weather.json").sees('"Basel":18.4')
    parser = argparse.ArgumentParser()
    run_block(terminal, "terminal").Terminal().register_commands(Commands(parser.add_subparsers()))
    chosen = parser.parse_args(["weather", "Basel"])
    chosen.run(chosen)

    # Assert
    assert capsys.readouterr().out == "Basel: 18.4 °C\n"


def test_the_plugins_page_keeps_a_note_for_one_visitor(cacao_app):
    # Arrange
    notes = run_block(code_blocks("docs/plugins.md")[3], "notes").Notes()
    app = App(extensions=[notes])
    app.mix("/")(
        lambda: {"type": "button", "props": {"label": "Note", "action": lambda: notes.write("milk")}}
    )
    site = cacao_app(app)

    # Act
    user = site.open("/").click("Note")

    # Assert
    assert user.get("/note")[1] == "milk"
    assert site.open("/").get("/note")[1] == "None yet"


def test_the_plugins_page_has_the_entry_point_of_the_outside_plugin():
    # Arrange
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    told = tomllib.loads(page.split("```toml\n")[1].split("```")[0])["project"]

    # Act
    real = tomllib.loads((ROOT / WEATHER / "pyproject.toml").read_text("utf-8"))["project"]

    # Assert
    assert told["name"] == real["name"]
    assert told["entry-points"] == real["entry-points"]


def test_the_plugins_page_tells_each_mistake_as_it_is(monkeypatch, tmp_path):
    # Arrange
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    table = page[page.index("| mistake | line |") :].split("\n\n")[0]
    lines = re.findall(r"\| `([^`]+)` \|", table)
    mistakes = {
        '{"componets": true}': {},
        '{"auth": {}}': {},
        '{"server": {"prot": 1}}': {},
        '{"server": {"port": "x"}}': {},
        '{"weather": true}': {"CACAO_WEATHER_CTIY": "Bern"},
    }
    settled = type("Weather", (), {"Config": Config})
    point = SimpleNamespace(name="weather", value="w", dist=None, load=lambda: settled)
    monkeypatch.setattr(
        "cacao_kernel.catalog.entry_points", lambda group: [*metadata.entry_points(group=group), point]
    )

    # Act
    told = []
    for text, variables in mistakes.items():
        (tmp_path / "cacao.json").write_text(text)
        with pytest.raises(CacaoError) as raised:
            load_plugins(load_config(tmp_path, variables), ())
        told.append(str(raised.value))

    # Assert
    assert told == lines


@dataclass(frozen=True)
class Config:
    city: str = "Basel"


def test_the_pages_on_plugins_name_the_limits_as_they_are():
    # Arrange
    words = {5.0: "five seconds", 10.0: "ten seconds"}

    # Act and assert
    assert f"longer than {words[PATIENCE]}" in " ".join((ROOT / "docs" / "plugins.md").read_text().split())
    assert f"more than {words[LEAVE_SECONDS]}" in (ROOT / "docs" / "hooks.md").read_text()


def test_the_hooks_page_lists_what_the_front_door_offers():
    # Arrange
    page = (ROOT / "docs" / "hooks.md").read_text("utf-8")

    # Act
    listed = re.findall(r"`(\w+)`", page[page.index("nothing behind it:") :].split("\n\n")[0])

    # Assert
    assert listed == cacao_kernel.__all__


def test_the_hooks_page_names_the_plugins_that_use_each():
    # Arrange
    page = (ROOT / "docs" / "hooks.md").read_text("utf-8")
    sources = {
        **{
            init.parent.name: init.read_text("utf-8")
            for init in sorted((ROOT / "cacao_plugins").glob("*/__init__.py"))
        },
        "weather": (ROOT / WEATHER / "src" / "cacao_weather" / "plugin.py").read_text("utf-8"),
    }

    for section in page.split("\n## `")[1:]:
        # Act
        hook = section.partition("(")[0]
        listed = re.findall(r"`(\w+)`", section[section.index("Used by:") :])

        # Assert
        assert listed == [name for name, source in sources.items() if f"def {hook}(" in source], hook


def test_the_guides_list_every_command():
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")

    for name in ("plugins", "hooks", "schema"):
        assert f"`cacao {name}`" in guide


def test_the_protocol_page_lists_every_letter():
    # Arrange
    page = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    letters = {
        name: value
        for name, value in vars(wire).items()
        if name.isupper() and isinstance(value, str) and len(value) == 1
    }

    # Act
    listed = {name: letter for letter, name in re.findall(r"^\| `(\w)` \| (\w+) \|", page, re.MULTILINE)}

    # Assert
    assert listed == letters
    assert f"# The wire, version {wire.VERSION}" in page
    assert f"every {wire.ACK_EVERY}th" in page


def test_the_protocol_page_lists_every_error_code():
    # Arrange
    page = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    sources = "".join(file.read_text("utf-8") for file in (ROOT / "cacao_kernel").glob("*.py"))
    raised = set(re.findall(r'WireError\("(\w+)"', sources))
    for name in ("inbox.py", "handling.py"):
        judged = (ROOT / "cacao_kernel" / name).read_text("utf-8")
        raised |= set(re.findall(r'return "(\w+)", ', judged))
    raised |= set(re.findall(r'\b_?(?:refuse|report)\((?:message|message\.number|0), "(\w+)"', sources))

    # Act
    listed = set(re.findall(r"`(\w+)`", page[page.index("**Error** codes") :].split("\n\n")[0]))

    # Assert
    assert listed == raised


def test_the_map_of_the_house_has_every_room_and_no_other():
    # Arrange
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = page[page.index("| floor | module") :].split("\n\n")[0]

    # Act
    rooms = {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[2])}

    # Assert
    assert rooms == KERNEL


@pytest.mark.parametrize(
    "step", re.findall(r"`(\w+)\.(\w+)`", (ROOT / "docs" / "architecture.md").read_text("utf-8"))
)
def test_the_flows_name_functions_that_exist(step):
    # Arrange
    place, name = step
    folder = ROOT / "cacao_kernel"
    files = [folder / f"{place}.py"] if place in KERNEL else list(folder.glob("*.py"))
    holders = [file.read_text("utf-8") for file in files]
    if name == "js":
        assert (folder / "client" / f"{place}.js").exists()
        return

    # Act
    found = any(
        re.search(rf"(?:def|class) {name}\b", text)
        and (place in KERNEL or re.search(rf"class {place}\b", text))
        for text in holders
    )

    # Assert
    assert found or (place, name) == ("State", "value"), f"{place}.{name}"


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md"))]
)
def test_links_between_pages_lead_somewhere(page):
    # Act
    links = re.findall(r"\]\(([^)#]+)", (ROOT / page).read_text("utf-8"))

    # Assert
    missing = [
        link
        for link in links
        if not link.startswith("http") and not (ROOT / page).parent.joinpath(link).exists()
    ]
    assert not missing


def test_the_ring_of_the_page_on_rendering_follows_its_state(cacao_app):
    # Arrange
    page = run_block(code_blocks("docs/rendering.md")[1], "main")
    user = cacao_app(page.app).open("/")
    shown = []

    # Act
    for done in (0.75, 0.5):
        with user:
            page.done.set(done)
        user.sees("")
        shown.append(user.page.find("A quarter is done").children[1].attributes["stroke-dasharray"])

    # Assert
    assert shown == ["0.75 1", "0.5 1"]


def test_the_list_of_the_page_on_rendering_turns_and_shows_text_as_text(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/rendering.md")[0], "main").app).open("/")
    first, second = (user.page.find(row) for row in ("milk", "eggs"))

    # Act
    user.click("Turn")

    # Assert
    user.sees("<b>now</b>")
    assert [user.page.find(row) for row in ("milk", "eggs")] == [first, second]
    assert user.text.index("eggs") < user.text.index("milk")
