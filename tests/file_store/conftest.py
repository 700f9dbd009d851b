"""What the tests of the file store share: a place for its file, and a package that it encrypts with."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "sessions.db"


@pytest.fixture
def cryptography() -> None:
    pytest.importorskip("cryptography")
