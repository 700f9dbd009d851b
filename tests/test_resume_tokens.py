"""Tokens of tabs: with its own a tab comes back as itself, and nobody else does."""

from __future__ import annotations

import pytest
from away import Shelf, come_back, do_thrice, leave
from seats import serving, story

from cacao_kernel.errors import WireError


@pytest.mark.parametrize(
    "token", ["", "x" * 43, "of another tab", "of another visitor"], ids=["none", "made up", "tab", "visitor"]
)
@story
async def test_nobody_comes_back_as_a_tab_without_its_token(token: str) -> None:
    # Arrange: a tab whose browser has shown that it was let in.
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        seat.tab.acknowledge(1)
        sibling = await house.sit(seat.visitor)
        stranger = await house.sit()
        offered = {"of another tab": sibling.tab.token, "of another visitor": stranger.tab.token}

        # Act
        with pytest.raises(WireError) as refused:
            await come_back(seat, 3, offered.get(token, token))

        # Assert: and the tab itself is not touched.
        assert refused.value.code == "foreign"
        assert (await seat.click("add"))[0] == "a"


@story
async def test_a_first_join_whose_answer_was_lost_may_be_made_again() -> None:
    # Arrange
    async with serving(Shelf().app) as house:
        seat = await house.sit()
        event = seat.event("add")
        await seat.send(event)

        # Act: the browser knows of no token, and sends the event again.
        leave(seat)
        back = await seat.rejoin()
        await back.send(event)
        answer = await back.answer(event.number)

    # Assert
    assert answer == ["a", event.number]
    assert "row 3" in back.text and "row 4" not in back.text


@story
async def test_a_token_of_a_tab_that_is_forgotten_begins_anew_with_another() -> None:
    # Arrange: the browser has said that the document is gone for good, and comes back all the same.
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        house.live.leave(seat.tab, for_good=True)
        seat.tab.session.forget_tab(seat.tab.id)

        # Act
        back = await come_back(seat, 3)

    # Assert
    letter, number, tree, token, *_ = back.wire.frames[0]
    assert (letter, number) == ("j", 4) and tree is not None
    assert token != seat.tab.token
