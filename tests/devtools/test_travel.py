"""A page shows its past, and nothing is lost by it."""

from __future__ import annotations

from devtools.conftest import Shop

from cacao.testing import User


def look(panel: User, cause: str) -> User:
    """Let the page show what it was after the last event of this cause."""
    events = [row for row in panel.page.root.walk() if row.tag == "li" and row.key]
    number = next(row.key for row in events if cause in " ".join(row.reading.split()))
    return panel.click(f"Look at the page after #{number}")


def test_a_page_shows_its_state_as_it_was_and_as_it_is_again(shop: Shop) -> None:
    # Arrange
    shop.user.click("Add one").click("Click me").click("Add one").sees("Count: 2").sees("Clicks: 1")
    panel = shop.open_panel("Events")

    # Act and assert
    look(panel, "Click me").sees("You look at the page as it was after")
    shop.user.sees("Count: 1").sees("Clicks: 1")
    panel.click("◀ Back")
    shop.user.sees("Count: 1").sees("Clicks: 0")
    panel.click("◀ Back").sees("as it was before all that is listed")
    shop.user.sees("Count: 0")
    panel.click("Forth ▶")
    shop.user.sees("Count: 1")
    panel.click("Back to now").misses("You look at the page")
    shop.user.sees("Count: 2").sees("Clicks: 1")


def test_what_happens_meanwhile_is_not_lost_and_not_shown_before(shop: Shop) -> None:
    # Arrange
    other = shop.user.open("/about")
    shop.user.click("Add one").click("Add one").sees("Count: 2")
    panel = look(shop.open_panel("Events"), "Add one")
    panel.click("◀ Back")
    shop.user.sees("Count: 1")

    # Act
    other.click("Add here").sees("We have counted 3.")
    shop.module.stock.set(5)

    # Assert
    panel.sees("Add here")
    assert "Count: 1" in shop.user.text
    assert "Stock: 10" in shop.user.text
    panel.click("Back to now")
    shop.user.sees("Count: 3").sees("Stock: 5")


def test_looking_back_writes_nothing(shop: Shop) -> None:
    # Arrange
    other = shop.user.open("/about")
    shop.user.click("Add one").click("Sell").sees("Stock: 9")
    before = shop.user.session.history()
    panel = shop.open_panel("Events")

    # Act
    look(panel, "Add one")
    shop.user.sees("Stock: 10")

    # Assert
    other.click("Add here").sees("We have counted 2.")
    assert len(shop.user.session.history()) == len(before) + 1
    with shop.user:
        assert shop.module.stock.value == 9


def test_other_visitors_see_nothing_of_it(shop: Shop) -> None:
    # Arrange: somebody else, to whom what is for everybody is shown by the same function
    stranger = shop.site.open("/")
    shop.user.click("Sell").sees("Stock: 9")
    stranger.sees("Stock: 9")

    # Act
    look(shop.open_panel("Events"), "Sell")
    panel = shop.open_panel("Events")
    panel.click("◀ Back")
    shop.user.sees("Stock: 10")
    shop.module.stock.set(4)

    # Assert
    stranger.sees("Stock: 4")
    assert "Stock: 10" in shop.user.text
