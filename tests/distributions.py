"""Plugins for tests: distributions in a folder, an object with hooks, and what becomes of them."""

from __future__ import annotations

import os
from importlib import invalidate_caches
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

    @property
    def path(self) -> str:
        """What PYTHONPATH must be for another process to find them, and the Cacao under test."""
        return os.pathsep.join([str(self.folder), str(Path(__file__).parent.parent)])

    def install(
        self, name: str, source: str, module: str = "", distribution: str = "", target: str = ""
    ) -> None:
        """Put in a distribution with one plugin; ``target`` is its entry point if not the module itself."""
        module = module or f"{name}_plugin".replace("-", "_")
        distribution = distribution or f"cacao-{name}"
        (self.folder / f"{module}.py").write_text(f"from cacao_kernel import *\n{source}\n")
        info = self.folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[cacao.plugins]\n{name} = {target or module}\n")
        invalidate_caches()


def compiled(*extensions: object, defaults: tuple[str, ...] = (), **switches: Any) -> Runtime:
    return runtime_of(Config(Path(), plugins=switches), *extensions, defaults=defaults)


def runtime_of(config: Config, *extensions: object, defaults: tuple[str, ...] = ()) -> Runtime:
    return compile_runtime("App", Routes(), config, defaults, extensions)


def failure(*extensions: object, **switches: Any) -> str:
    """Return the one line in which a wrong plugin is told."""
    with pytest.raises(CacaoError) as raised:
        compiled(*extensions, **switches)
    assert "\n" not in str(raised.value)
    return str(raised.value)
