"""The bookshop example in Chromium: links, deep links, a search, a guard, and what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from patience import quiet, until

BOOKS = Path(__file__).parent.parent.parent / "examples" / "books_example.py"


@pytest.fixture
def site(serve):
    return serve(BOOKS).url.rstrip("/")


def heading(page, text):
    page.get_by_role("heading", name=text, exact=True).wait_for()


def follow(page, label, text):
    page.get_by_role("link", name=label, exact=True).click()
    heading(page, text)


def mark(page):
    """Leave something in the document that a load would lose."""
    page.evaluate("window.first = true")
    return page


def stayed(page):
    return page.evaluate("window.first === true")


def test_links_lead_from_page_to_page_without_a_load(visit, site):
    # Arrange
    page = mark(visit(site + "/"))

    # Act and assert
    assert page.title() == "Welcome to Cacao Books"
    follow(page, "Books", "All books")
    assert (page.url, page.title()) == (f"{site}/books", "Books, page 1")
    follow(page, "A short history of the pod", "A short history of the pod")
    assert (page.url, page.title()) == (f"{site}/books/7", "A short history of the pod")
    assert stayed(page)
    assert page.evaluate("document.activeElement.localName") == "h1"


def test_back_and_forward_keep_the_scroll(visit, site):
    # Arrange
    page = mark(visit(site + "/books", viewport={"width": 390, "height": 500}))
    page.evaluate("scrollTo(0, 200)")

    # Act and assert
    page.get_by_role("link", name="Next →").dispatch_event("click")
    page.get_by_text("Page 2 of 3").wait_for()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    page.get_by_text("Page 1 of 3").wait_for()
    until(page, "scrollY === 200")
    page.go_forward()
    page.get_by_text("Page 2 of 3").wait_for()
    until(page, "scrollY === 0")
    assert stayed(page)


def test_a_search_has_an_address_that_can_be_sent_to_a_friend(visit, site):
    # Arrange
    page = mark(visit(site + "/books/3"))

    # Act
    page.get_by_label("Find a book").fill("the ba")
    page.keyboard.press("Enter")

    # Assert
    heading(page, "Books with “the ba”")
    assert page.locator("li").count() == 3
    assert page.url == f"{site}/books?q=the+ba"
    assert stayed(page)
    friend = visit(page.url)
    assert friend.get_by_label("Find a book").input_value() == "the ba"
    assert friend.locator("li").count() == 3
    assert friend.title() == "Books with “the ba”"


def test_a_deep_link_shows_its_page_and_goes_on_from_there(visit, site):
    # Act
    page = mark(visit(site + "/books?page=2"))

    # Assert
    assert page.get_by_text("Page 2 of 3").is_visible()
    page.get_by_role("link", name="← Previous").click()
    page.get_by_text("Page 1 of 3").wait_for()
    assert page.get_by_role("link", name="← Previous").count() == 0
    assert stayed(page)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/books/99", 404, "There is no book 99."),
        ("/books/seven", 404, "Nothing is served at /books/seven."),
        ("/books?page=9", 404, "These books fill 3 pages."),
        ("/books?page=two", 400, "two"),
    ],
)
def test_what_is_not_there_is_told_in_a_page(visit, site, path, status, told):
    # Arrange
    page = visit(site + "/")

    # Act
    answer = page.goto(site + path)

    # Assert
    assert answer.status == status
    assert page.get_by_text(told).is_visible()
    page.get_by_role("link", name="Go to the start page").click()
    heading(page, "Books for those who like it dark")
    page.faults.clear()  # Chromium reports the status itself


def test_a_guarded_page_asks_for_a_name_and_then_opens(visit, site):
    # Arrange
    page = mark(visit(site + "/books/7"))
    page.get_by_role("button", name="I wish for it").click()
    page.get_by_role("button", name="I no longer wish for it").wait_for()

    # Act: the guard sends on over the socket, too.
    follow(page, "Wishes", "Who are you?")
    assert page.url == f"{site}/sign-in?next=%2Fwishes"
    page.get_by_label("Name").fill("Ann")
    page.keyboard.press("Enter")

    # Assert
    heading(page, "Wishes of Ann")
    assert (page.url, page.title()) == (f"{site}/wishes", "Wishes")
    assert page.locator("li").all_inner_texts() == ["A short history of the pod\n79 pages"]
    page.reload()
    heading(page, "Wishes of Ann")


def test_signing_out_closes_the_page_in_every_tab(visit, site):
    # Arrange
    first = visit(site + "/wishes")
    assert first.url == f"{site}/sign-in?next=%2Fwishes"
    first.get_by_label("Name").fill("Ann")
    first.keyboard.press("Enter")
    heading(first, "Wishes of Ann")
    second = visit(site + "/wishes", same_visitor_as=first)
    heading(second, "Wishes of Ann")

    # Act
    second.get_by_role("button", name="Sign out").click()

    # Assert
    for page in (first, second):
        heading(page, "Books for those who like it dark")
        quiet(page)
        assert page.get_by_role("link", name="Sign in").is_visible()


def test_an_address_that_leads_elsewhere_is_not_followed_after_signing_in(visit, site):
    # Arrange
    page = visit(site + "/sign-in?next=//elsewhere.example/")

    # Act
    page.get_by_label("Name").fill("Ann")
    page.keyboard.press("Enter")

    # Assert: the handler failed, so nobody is signed in either.
    page.get_by_role("dialog").get_by_text("no address to redirect to").first.wait_for()
    assert page.url.startswith(site)
    assert page.get_by_role("link", name="Sign in").is_visible()
    page.faults.clear()
