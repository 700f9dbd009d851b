"""A disk that will not take what is to be stored: an error instead of an acknowledgement."""

from __future__ import annotations

import signal

from conftest import Serve
from durable import MAIN, rejoin, start
from visitor import Visitor

# A disk that has no room past so many bytes of a file.
FULL_DISK = """
import resource
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
"""


def test_a_full_disk_is_an_error_instead_of_an_acknowledgement_until_there_is_room(
    serve: Serve, port: int
) -> None:
    # Arrange
    server = start(serve, port, FULL_DISK + MAIN)
    early = Visitor(port).visit()
    early.click("Add")
    tab = Visitor(port).visit()

    # Act
    answers = [tab.click("Fill")[0] for _ in range(8)]
    filled = answers.count("a")
    shown = f"{filled} pieces" in tab.page.text
    tab.click("Make room")
    later = [tab.click("Fill")[0], early.click("Add")[0]]
    server.stop(signal.SIGKILL)
    start(serve, port)

    # Assert
    assert 0 < filled < 8 and shown
    assert later == ["a", "a"]
    assert f"{filled + 1} pieces" in rejoin(tab).page.text
    assert "count 2" in rejoin(early).page.text
