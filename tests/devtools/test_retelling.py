"""What was done by hand becomes a test that passes where it is pasted."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from devtools.conftest import Shop

ROOT = Path(__file__).parents[2]


def told(shop: Shop, events: int = 100) -> str:
    """Return the test that the panel shows of the last events."""
    panel = shop.open_panel("Test")
    panel.type("How many events", str(events)).leave_field()
    panel.settle()
    (shown,) = [node for node in panel.page.root.walk() if node.tag == "pre"]
    return shown.content


def lines(text: str) -> list[str]:
    """Return what a test does, a statement a line."""
    function = next(node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    return [ast.unparse(statement) for statement in function.body]


def run(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a test with pytest in a file beside the app, in a process of its own."""
    (folder / "test_by_hand.py").write_text(text, "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-W",
        "error",
        "-p",
        "no:cacheprovider",
        "test_by_hand.py",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_real_run_becomes_a_test_that_passes_beside_the_app(shop: Shop, tmp_path: Path) -> None:
    # Arrange: all that a visitor does with buttons, rows, fields, forms and links
    user = shop.user
    user.click("Add one").click("Click me").click("Sell").within("bread").click("Toggle")
    user.type("Your name", "Ann").choose("Size", "Large").check("A gift")
    user.click("Fail", wait=False).wait_until(lambda: bool(user.errors))
    user.type("What else", "eggs").check("Paid").click("Order").sees("eggs")
    user.click("About us").click("Add here").sees("We have counted 2.")

    # Act
    text = told(shop)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
    assert "1 passed" in done.stdout
    for statement in (
        "user = cacao_app(shop_with_devtools.app).open('/')",
        "user.click('Add one').sees('Count: 1')",
        "user.click('Click me').sees('Clicks: 1')",
        "user.click('Sell').sees('Stock: 9')",
        "user.within('bread').click('Toggle')",
        "user.type('Your name', 'Ann').sees('For Ann, m, bare')",
        "user.choose('Size', 'Large').sees('For Ann, l, bare')",
        "user.check('A gift').sees('For Ann, l, wrapped')",
        "with pytest.raises(AssertionError):\n    user.click('Fail')",
        "user.type('What else', 'eggs')",
        "user.check('Paid')",
        "user.click('About us')",
        "user.click('Add here').sees('We have counted 2.')",
    ):
        assert statement in lines(text), text


def test_the_same_test_fails_beside_an_app_that_does_something_else(shop: Shop, tmp_path: Path) -> None:
    # Arrange
    shop.user.click("Add one").sees("Count: 1")
    text = told(shop)
    file = tmp_path / "shop_with_devtools.py"
    file.write_text(file.read_text("utf-8").replace("count.value += 1", "count.value += 2"), "utf-8")

    # Act
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 1, done.stdout
    assert "'Count: 1' is not on the page" in done.stdout


def test_what_came_before_the_last_events_is_arranged(shop: Shop, tmp_path: Path) -> None:
    # Arrange
    shop.user.click("Add one").click("Add one").click("Sell").type("Your name", "Ann")
    shop.user.click("Add one").sees("Count: 3")

    # Act
    text = told(shop, 1)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}"
    opened, arranged, clicked = lines(text)
    assert opened.endswith(".open('/')")
    assert set(arranged.splitlines()) == {
        "with user:",
        "    shop_with_devtools.count.set(2)",
        "    shop_with_devtools.name.set('Ann')",
        "    shop_with_devtools.stock.set(9)",
    }
    assert clicked == "user.click('Add one').sees('Count: 3')"


def test_what_somebody_else_has_changed_meanwhile_is_arranged_where_it_happened(
    shop: Shop, tmp_path: Path
) -> None:
    # Arrange
    shop.user.click("Add one")
    shop.user.open("/about").click("Add here")
    shop.user.sees("Count: 2").click("Add one").sees("Count: 3")

    # Act
    text = told(shop)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}"
    assert "with user:\n    shop_with_devtools.count.set(2)" in lines(text)


def test_what_a_timer_sets_on_and_on_is_told_only_where_a_step_needs_it(shop: Shop, tmp_path: Path) -> None:
    # Arrange: the stock is refilled by itself between all steps; the first and the last one sell of it
    stock = shop.module.stock

    def refill() -> None:
        for _ in range(3):
            stock.set(stock.value + 10)

    refill()
    shop.user.click("Sell").sees("Stock: 39")
    refill()
    shop.user.click("Add one").sees("Count: 1")
    refill()
    shop.user.type("Your name", "Ann").sees("For Ann")
    refill()
    shop.user.click("Sell").sees("Stock: 128")
    refill()

    # Act
    text = told(shop)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}"
    assert "user.click('Add one').sees('Count: 1')" in lines(text)
    assert text.count("stock.set(") == 2, text
    assert "stock.set(129)" in text
    assert text.count("# Left out, as no step needs it") == 1


def test_a_field_that_is_written_anew_is_emptied_first(shop: Shop, tmp_path: Path) -> None:
    # Arrange
    shop.user.type("Your name", "Ann").click("Add one")
    shop.user.clear("Your name").type("Your name", "Bob").sees("For Bob")

    # Act
    text = told(shop)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}"
    assert lines(text)[-2:] == [
        "user.clear('Your name')",
        "user.type('Your name', 'Bob').sees('For Bob, m, bare')",
    ]


def test_a_page_on_which_nothing_was_done_has_no_test_yet(shop: Shop) -> None:
    assert told(shop) == "# Nothing has been done on this page yet.\n"


def test_what_no_label_names_is_said_and_what_it_has_changed_is_arranged(shop: Shop, tmp_path: Path) -> None:
    # Arrange: a button without a word
    shop.module.NAMELESS = True
    shop.user.refresh()
    buttons = [node for node in shop.user.page.root.walk() if node.tag == "button"]
    nameless = next(button for button in buttons if not button.reading)
    shop.user.trigger(nameless, "click").sees("Count: 1").click("Add one").sees("Count: 2")

    # Act
    text = told(shop)
    done = run(text, tmp_path)

    # Assert
    assert done.returncode == 0, f"{text}\n{done.stdout}"
    assert "# A click on a <button> that no label names: give it an aria_label." in text
    assert "with user:\n    shop_with_devtools.count.set(1)" in lines(text)
