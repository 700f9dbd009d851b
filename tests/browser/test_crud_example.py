"""The customers in Chromium: added, changed and deleted in dialogs, and saved as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

CUSTOMERS = Path(__file__).parent.parent.parent / "examples" / "crud_example.py"


@pytest.fixture
def url(serve, tmp_path):
    return serve(CUSTOMERS, environment={"CUSTOMERS_DB": str(tmp_path / "customers.db")}).url


def fill(dialog, **values):
    for label, value in values.items():
        dialog.get_by_label(label.capitalize(), exact=False).fill(value)
    dialog.get_by_role("button", name="Save").click()


def test_a_customer_is_added_changed_and_deleted_on_a_phone_and_somebody_else_sees_it(visit, url):
    # Arrange
    page = visit(url, viewport={"width": 390, "height": 844})
    other = visit(url)
    dialog = page.get_by_role("dialog")

    # Act and assert: what is wrong is said at its field, and the dialog stays open.
    page.get_by_role("button", name="New customer").click()
    fill(dialog, name="Zoe Young", email="ann.baker@example.com")
    dialog.get_by_text("Another customer has this address.", exact=True).wait_for()
    fill(dialog, email="zoe@example.com", since="2999-01-01")
    dialog.get_by_text("This day is yet to come.", exact=True).wait_for()
    fill(dialog, since="2026-01-02")
    dialog.wait_for(state="hidden")
    page.get_by_text("Zoe Young was saved.").wait_for()
    other.get_by_text("1–10 of 101").wait_for()

    page.get_by_label("Search").fill("zoe")
    page.get_by_role("button", name="Edit: Zoe Young").click()
    assert dialog.get_by_label("Email", exact=False).input_value() == "zoe@example.com"
    fill(dialog, name="Zoe Old")
    dialog.wait_for(state="hidden")
    page.get_by_role("button", name="Delete: Zoe Old").click()
    page.get_by_role("alertdialog", name="Delete Zoe Old?").get_by_role("button", name="Delete").click()
    page.get_by_text("Nothing fits what you look for.").wait_for()
    other.get_by_text("1–10 of 100").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_looked_for_is_saved_as_a_file(visit, url):
    # Arrange
    page = visit(url)
    page.get_by_label("Search").fill("reed")
    page.get_by_text("1–10 of 20").wait_for()

    # Act
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()

    # Assert
    assert download.value.suggested_filename == "customers.csv"
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("Name,Email,City,Plan,Since", 21)
