"""Mail: what has come over a socket and waits for the app."""

from __future__ import annotations

import asyncio

from cacao_kernel.frames import MAX_MAIL
from cacao_kernel.mail import Mail


def test_messages_of_nothing_take_room_until_they_are_read() -> None:
    # Arrange
    mail = Mail()

    # Act
    for _ in range(1_000):
        mail.put_text("")
    filled = mail.size
    for _ in range(1_000):
        asyncio.run(mail.get())

    # Assert
    assert filled > MAX_MAIL
    assert mail.empty()
    assert mail.size == 0
