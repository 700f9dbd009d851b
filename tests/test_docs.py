"""The docs are tests: their examples run, and what they list is what there is."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from cacao_kernel import wire

ROOT = Path(__file__).parent.parent
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
    """Forget the module ``main`` that an example was run as."""
    yield
    sys.modules.pop("main", None)


def test_the_readme_shows_the_smallest_app(cacao_app):
    # Arrange
    smallest = code_blocks("README.md")[0]

    # Act
    user = cacao_app(run_block(smallest, "main").app).open("/")

    # Assert
    user.sees("Welcome to Cacao")


def test_the_readme_counts_and_its_test_passes(cacao_app):
    # Arrange
    _, live, test = code_blocks("README.md")
    run_block(live, "main")

    # Act and assert: the example's own test
    run_block(test, "example_test").test_counting(cacao_app)


def test_the_guide_declares_a_state():
    run_block(code_blocks("docs/guide.md")[0], "main")


def test_the_guide_adds_up_and_its_test_passes(cacao_app):
    # Arrange
    _, events, _, _, test = code_blocks("docs/guide.md")
    run_block(events, "main")

    # Act and assert: the example's own test
    run_block(test, "example_test").test_two_visitors(cacao_app)


def test_the_guide_keeps_a_list_with_a_form(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/guide.md")[2], "main").app).open("/")

    # Act
    user.trigger(user.page.find("Item"), "input", value="milk")
    user.trigger(next(node for node in user.page.root.walk() if node.tag == "form"), "submit")

    # Assert
    user.sees("eggs").sees("milk")
    assert user.page.find("Item").attributes["value"] == ""
    user.click("Remove eggs").misses("eggs")


def test_the_guide_places_a_component_in_both_ways(cacao_app):
    # Act
    user = cacao_app(run_block(code_blocks("docs/guide.md")[3], "main").app).open("/")

    # Assert
    user.sees("Today: 0").sees("Again: 0")


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
    raised |= set(re.findall(r'_(?:refuse|report)\((?:message|message\.number|0), "(\w+)"', sources))

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
