"""Components and States together, on a page that visitors use; and the user's own tests, as written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cacao import App, Component, Computed, For, State
from cacao.ui import Button

ROOT = Path(__file__).resolve().parent.parent
Tree = dict[str, Any]


class Shelf(Component):
    """A shelf of a shop: its stock is everybody's, whether it is open each visitor's."""

    is_open = State(True)

    def __init__(self, title: str, stock: State[dict[str, int]]) -> None:
        super().__init__()
        self.title = title
        self.stock = stock
        self.component_type = "shelf"

    def render(self, ui_state: Any = None) -> Tree:
        """Show the title, and below it what is for sale unless the shelf is closed."""
        rows = For([*self.stock.value], key=str, render=self.row) if self.is_open.value else "closed"
        return {
            "type": "section",
            "component_type": self.component_type,
            "props": {"aria_label": self.title},
            "children": [
                {"type": "h2", "props": {"content": self.title}},
                {"type": "button", "props": {"label": f"Toggle {self.title}", "action": self.toggle}},
                {"type": "ul", "children": [rows]} if self.is_open.value else rows,
            ],
        }

    def row(self, item: str) -> Tree:
        """Show one item."""
        return {
            "type": "li",
            "children": [
                f"{item}: {self.stock.value[item]}",
                Button(label=f"Take {item}", action="take", params={"item": item}),
            ],
        }

    def toggle(self) -> None:
        """Open or close this shelf."""
        self.is_open.update(lambda is_open: not is_open)


def make_shop() -> App:
    """Return a shop with two shelves and a cart."""
    app = App()
    stock = State({"cocoa": 2, "milk": 1}, scope="app", name="stock")
    cart = State[tuple[str, ...]]((), name="cart")
    shelves = [Shelf("Left", stock), Shelf("Right", stock)]
    total = Computed(lambda: len(cart.value))

    @app.event("take")
    def take(event: Any) -> None:
        item = event.params["item"]
        with stock.mutate() as held:
            held[item] -= 1
        cart.update(lambda items: (*items, item))
        if stock.value[item] < 0:
            raise ValueError(f"no {item} is left")

    @app.mix("/")
    def home() -> Tree:
        return {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": lambda: f"In the cart: {total.value}"}},
                shelves[0],
                shelves[1].render(),
            ],
        }

    return app


@pytest.fixture
def shop(cacao_app: Any) -> Any:
    return cacao_app(make_shop())


def test_what_one_visitor_takes_everybody_sees_and_the_cart_is_their_own(shop: Any) -> None:
    # Arrange
    ann, bob = shop.open("/"), shop.open("/")

    # Act
    ann.within("Left").click("Take cocoa")

    # Assert
    ann.sees("In the cart: 1").within("Left").sees("cocoa: 1")
    ann.within("Right").sees("cocoa: 1")
    bob.within("Left").sees("cocoa: 1")
    bob.sees("In the cart: 0")


def test_each_component_keeps_a_state_of_its_own_for_each_visitor(shop: Any) -> None:
    # Arrange
    ann, bob = shop.open("/"), shop.open("/")

    # Act
    ann.click("Toggle Left")

    # Assert
    ann.within("Left").sees("closed").misses("cocoa")
    ann.within("Right").sees("cocoa: 2")
    ann.refresh().within("Left").sees("closed")
    bob.settle().misses("closed")


def test_a_handler_that_raises_takes_nothing_from_anybody(shop: Any) -> None:
    # Arrange
    ann, bob = shop.open("/"), shop.open("/")
    ann.within("Left").click("Take milk").sees("milk: 0")

    # Act
    with pytest.raises(AssertionError, match="no milk is left"):
        bob.within("Right").click("Take milk")

    # Assert
    bob.within("Right").sees("milk: 0")
    bob.sees("In the cart: 0")
    ann.sees("In the cart: 1")


def test_the_tests_of_the_users_text_pass_as_they_are_written(tmp_path: Path) -> None:
    # Arrange: the names they use are imported; nothing else is added but a test that uses the fixtures.
    written = (ROOT / "tests" / "seed" / "testing.py").read_text("utf-8")
    given = "import pytest\nfrom cacao import Component, State\nfrom cacao.ui import Button\n"
    using = "def test_both(test_state, test_component):\n    assert test_state.value == 0\n"
    using += '    assert test_component.render()["props"]["content"] == "Test Component"\n'
    (tmp_path / "test_theirs.py").write_text(f"{given}\n{written}\n{using}", "utf-8")

    # Act
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_theirs.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    # Assert
    assert "3 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [("test/test_state.py", "test/test_server.py"), ("-k", "component"), ("test/test_integration.py",)],
)
def test_the_test_manager_is_called_as_in_the_users_text(words: tuple[str, ...]) -> None:
    # Act
    command = [sys.executable, "test.py", *words, "--collect-only", "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    # Assert
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests collected" in done.stdout


@pytest.mark.parametrize(
    "name", ["components", "integration", "plugins", "server", "session", "state", "ui_components"]
)
def test_the_tests_are_organised_as_in_the_users_text(name: str) -> None:
    assert (ROOT / "tests" / f"test_{name}.py").is_file()
