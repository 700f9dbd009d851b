"""What pip installs: the wheel holds all that runs, small, with every extra a user may name."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from require import require_tool
from servers import ServerProcess

ROOT = Path(__file__).parent.parent
BASE = {
    "h11",
    "markdown-it-py",
    "nh3",
    "orjson",
    "pluggy",
    "pygments",
    "starlette",
    "uvicorn",
    "watchfiles",
    "websockets",
}
EXTRAS = {"components", "pwa", "auth", "desktop", "metrics", "react", "tasks", "all", "dev"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with hatchling, without the net."""
    try:
        import hatchling.build
    except ImportError:
        require_tool("hatchling", False, "pip install -e '.[dev]'")
        raise
    folder = tmp_path_factory.mktemp("wheel")
    script = f"import hatchling.build as build; build.build_wheel({str(folder)!r})"
    assert hatchling.build
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_asks_for_the_kernels_needs_alone_and_offers_every_extra(wheel: Path) -> None:
    # Act
    with zipfile.ZipFile(wheel) as packed:
        name = next(name for name in packed.namelist() if name.endswith("/METADATA"))
        metadata = Parser().parsestr(packed.read(name).decode())

    # Assert
    needed = {
        line.split(">")[0].split("<")[0] for line in metadata.get_all("Requires-Dist", []) if ";" not in line
    }
    assert needed == BASE
    assert set(metadata.get_all("Provides-Extra", [])) >= EXTRAS


def test_the_wheel_is_small_and_holds_the_types_the_client_and_the_styles(wheel: Path) -> None:
    # Act
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())

    # Assert
    assert wheel.stat().st_size < 1_200_000
    wanted = {
        "cacao/py.typed",
        "cacao_kernel/py.typed",
        "cacao_kernel/client/main.js",
        "cacao_kernel/client/cacao.css",
    }
    of_plugins = {
        "cacao_plugins/components/tokens.css",
        "cacao_plugins/components/feedback/toast.js",
        "cacao_plugins/workbench/templates/multipage/pages/home.py.tmpl",
        "cacao_plugins/workbench/templates/shared/gitignore.tmpl",
    }
    assert wanted | of_plugins <= names
    assert not [name for name in names if name.startswith(("tests/", "examples/", "docs/"))]


def test_the_installed_wheel_serves_the_counter(wheel: Path, tmp_path: Path) -> None:
    # Arrange: unpacked, a wheel is what pip puts into site-packages.
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    environment = {"PYTHONPATH": str(tmp_path / "site")}
    where = subprocess.run(
        [sys.executable, "-c", "import cacao_kernel; print(cacao_kernel.__file__)"],
        cwd=tmp_path,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.startswith(str(tmp_path))

    # Act
    command = ["-m", "cacao", "serve", str(ROOT / "examples" / "counter_example.py"), "--port", "0"]
    server = ServerProcess(command, tmp_path, environment)

    # Assert
    assert server.stop() == 0
    assert server.url.startswith("http://127.0.0.1:")
