"""Plugins for tests: distributions in a folder, an object with hooks, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cacao_kernel import Assets, CacaoError, NodeType, hookimpl
from cacao_kernel.config import Config
from cacao_kernel.routing import Routes
from cacao_kernel.runtime import Runtime, compile_runtime

HOOKS = """
@hookimpl
def register_node_types():
    return {"%s": NodeType("em")}
@hookimpl
def register_assets():
    return Assets(styles=("/* %s */",))
"""


class Badge:
    """A plugin handed in as an object."""

    def __init__(self, name: str = "badge", style: str = "") -> None:
        self.name = name
        self.style = style

    @hookimpl
    def register_node_types(self) -> dict[str, NodeType]:
        return {self.name: NodeType("strong", attributes={"class": "badge"})}

    @hookimpl
    def register_assets(self) -> Assets:
        return Assets(styles=(self.style,))


class Distributions:
    """A folder of distributions, each with one plugin, as pip would leave them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, name: str, source: str, module: str = "", distribution: str = "") -> None:
        module = module or f"{name}_plugin"
        distribution = distribution or f"cacao-{name}"
        (self.folder / f"{module}.py").write_text(f"from cacao_kernel import *\n{source}\n")
        info = self.folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[cacao.plugins]\n{name} = {module}\n")


def compiled(*extensions: object, defaults: tuple[str, ...] = (), **switches: Any) -> Runtime:
    return compile_runtime("App", Routes(), Config(Path(), plugins=switches), defaults, extensions)


def failure(*extensions: object, **switches: Any) -> str:
    """Return the one line in which a wrong plugin is told."""
    with pytest.raises(CacaoError) as raised:
        compiled(*extensions, **switches)
    assert "\n" not in str(raised.value)
    return str(raised.value)
