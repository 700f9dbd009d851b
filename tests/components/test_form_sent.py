"""A form while it is sent and after: what it says of that is so, and what was filled in is not lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from components.forms import Guest, Site

from cacao import redirect


def submit_of(user: Any) -> Any:
    (found,) = [each for each in user.page.root.walk() if each.attributes.get("type") == "submit"]
    return found


def test_a_form_may_be_emptied_once_it_is_sent(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest, clear=True)

    # Act
    site.user.type("Name", "Ann").click("Save").sees("Saved.")

    # Assert
    assert site.user.value("Name") == ""
    site.user.misses("Please fill this in.")


def test_a_slow_save_is_shown_and_the_button_waits(cacao_app: Any) -> None:
    # Arrange
    gate: list[bool] = []
    seen: list[str] = []

    async def send(guest: Guest) -> None:
        while not gate:  # noqa: ASYNC110 - the test runs in another thread
            await asyncio.sleep(0.01)

    site = Site(cacao_app, Guest, on_submit=send)
    user = site.user
    user.type("Name", "Ann")
    form = next(each for each in user.page.root.walk() if each.tag == "form")

    # Act
    user._send(form, "submit", {"fields": {}}, wait=False)
    user.sees("Saving …")
    seen.append(submit_of(user).attributes["aria-disabled"])
    gate.append(True)

    # Assert
    user.sees("Saved.")
    assert [*seen, submit_of(user).attributes["aria-disabled"]] == ["true", "false"]


def test_a_handler_that_fails_leaves_the_form_as_it_was(cacao_app: Any) -> None:
    # Arrange
    def send(guest: Guest) -> None:
        raise RuntimeError("no disk")

    site = Site(cacao_app, Guest, on_submit=send)

    # Act
    with pytest.raises(AssertionError, match="no disk"):
        site.user.type("Name", "Ann").click("Save")

    # Assert
    site.user.misses("Saving …").misses("Saved.")
    assert site.user.value("Name") == "Ann"


def test_a_form_may_lead_to_another_page(cacao_app: Any) -> None:
    site = Site(cacao_app, Guest, on_submit=lambda guest: redirect("/there"))

    site.user.type("Name", "Ann").click("Save")

    site.user.sees("there")
    assert site.user.path == "/there"


def test_what_is_filled_in_is_kept_over_a_lost_line_and_a_refusal(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest)

    # Act
    site.user.type("Age", "7").drop().type("Name", "Ann").reconnect().click("Save")

    # Assert
    site.user.sees("at least 18")
    assert (site.user.value("Name"), site.user.value("Age")) == ("Ann", "7")


def is_taken(guest: Guest) -> dict[str, str]:
    if guest.name == "Ann":
        return {"name": "That name is taken."}
    raise RuntimeError("no disk")


async def is_taken_slowly(guest: Guest) -> dict[str, str]:
    await asyncio.sleep(0)
    return is_taken(guest)


@pytest.mark.parametrize("send", [is_taken, is_taken_slowly])
def test_what_was_wrong_before_is_not_told_of_what_could_not_be_saved(cacao_app: Any, send: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest, on_submit=send)
    site.user.type("Name", "Ann").click("Save").sees("That name is taken.")

    # Act
    with pytest.raises(AssertionError, match=rf"Form.on_submit \({send.__name__} in .*no disk"):
        site.user.clear("Name").type("Name", "Bob").click("Save")

    # Assert
    site.user.sees("It was not saved.").misses("That name is taken.").misses("need another look")
    assert "aria-invalid" not in site.attributes_of("Name")
    assert site.user.misses("Saving …").value("Name") == "Bob"


def test_a_form_that_was_saved_once_does_not_say_so_of_what_was_not(cacao_app: Any) -> None:
    # Arrange
    def send(guest: Guest) -> None:
        if guest.name == "Bob":
            raise RuntimeError("no disk")

    site = Site(cacao_app, Guest, on_submit=send, reset_label=True)
    site.user.type("Name", "Ann").click("Save").sees("Saved.")

    # Act
    with pytest.raises(AssertionError, match="no disk"):
        site.user.clear("Name").type("Name", "Bob").click("Save")

    # Assert
    site.user.sees("It was not saved.").misses("Saved.")
    site.user.click("Reset").misses("It was not saved.")
    assert site.user.value("Name") == ""


def test_a_form_whose_handler_raises_a_redirect_is_saved(cacao_app: Any) -> None:
    def send(guest: Guest) -> None:
        raise redirect("/there")

    site = Site(cacao_app, Guest, on_submit=send)

    site.user.type("Name", "Ann").click("Save")

    assert site.user.path == "/there"
