"""What every case of the security tests ends with: the oracles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from security.oracles import MEBIBYTE, assert_alive, assert_clean_log
from security.target import Target

MEMORY_MEBIBYTES = 80.0  # pages of a hundred thousand nodes leave the allocator that much to reuse


@pytest.fixture(scope="session")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve the fixture app with as little patience as can be set."""
    seconds = {"max_header_seconds": 1, "max_message_seconds": 1, "max_stall_seconds": 2}
    served = Target(tmp_path_factory.mktemp("hurried"), settings=seconds)
    yield served
    served.stop()


@pytest.fixture(autouse=True)
def oracles(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold after each case, for each target it has used: it lives, has not grown, and its log is clean."""
    names = {"target", "production", "hurried", "crowded"} & set(request.fixturenames)
    targets: list[Target] = [request.getfixturevalue(name) for name in sorted(names)]
    before = [(len(target.log), target.memory()) for target in targets]
    yield
    for target, (lines, memory) in zip(targets, before, strict=True):
        target.leave()
        assert_alive(target)
        assert_clean_log(target.log[lines:])
        more = (target.memory() - memory) / MEBIBYTE
        assert more < MEMORY_MEBIBYTES, f"the server holds {more:.1f} MiB more than before the case"
