"""The docs are tests: their examples run, and what they list is what there is."""

from __future__ import annotations

import re

import pytest
from doc_pages import ROOT, code_blocks, run_block

from cacao.testing import AppUnderTest, User
from cacao_kernel import wire

pytestmark = pytest.mark.usefixtures("clean_modules")

KERNEL = {file.stem for file in (ROOT / "cacao_kernel").glob("*.py")} - {"__init__"}


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


# What the kit's own classes use of each other.
KIT_ITSELF = {"follow_link", "leave_field", "send", "tick", "close", "app", "click_on", "tab"}


RECIPES = len(code_blocks("docs/testing.md"))


@pytest.mark.parametrize("number", range(1, RECIPES))
def test_the_tests_of_the_page_on_testing_pass(cacao_app, number):
    # Arrange
    shop, *tests = code_blocks("docs/testing.md")
    run_block(shop, "main")
    if "def test_" not in tests[number - 1]:  # a fixture to be overridden
        assert "def cacao_browser" in tests[number - 1]
        return

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
