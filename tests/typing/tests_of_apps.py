"""What the test kit gives."""

from __future__ import annotations

from typing import assert_type

from cacao import App
from cacao.testing import AppUnderTest, ServeForTest, User

app = App()


def test_counting(cacao_app: ServeForTest) -> None:
    served = cacao_app(app)
    assert_type(served, AppUnderTest)
    user = served.open("/")
    assert_type(user, User)
    assert_type(user.click("Increment").sees("Counter: 1"), User)
    assert_type(user.text, str)
    user.click(5)  # error: arg-type reportArgumentType
