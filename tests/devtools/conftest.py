"""A shop with devtools, its visitor, and the panel that looks at the visitor's tab."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from devtools.shop import load

from cacao.testing import AppUnderTest, User
from cacao_plugins.devtools import MARK, Devtools


@dataclass
class Shop:
    """What a test works with.

    Attributes:
        module: the app's module.
        user: its visitor.
        open_panel: opens the panel of the visitor's tab, or of another's.
        site: what is served.
    """

    module: ModuleType
    user: User
    open_panel: Callable[..., User]
    site: AppUnderTest


@pytest.fixture
def shop(cacao_app: Any, tmp_path: Path) -> Iterator[Shop]:
    module = load(tmp_path, "shop_with_devtools")
    module.app._extensions = (Devtools(),)
    site = cacao_app(module.app)
    user = site.open("/")

    def open_panel(view: str = "Tree", of: User = user) -> User:
        address = of.page.root.children[0].attributes[MARK]
        return user.open(address).click(view)

    yield Shop(module, user, open_panel, site)
    del sys.modules["shop_with_devtools"]
