"""Plugins go through the front door, bring what they need, and are complete."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from typing import Any

from .floors import FLOORS
from .kernel import entry_points
from .reading import Files, Import, called, imports, is_for_checkers, parse, python_files

# Distributions whose import name is not their own name with underscores.
IMPORT_NAMES = {"markdown_it_py": "markdown_it", "pywebview": "webview", "pyjwt": "jwt"}


def plugins_use_the_front_door(files: Files) -> list[str]:
    """A plugin imports ``cacao_kernel`` itself: no module of it, no sibling, not the face ``cacao``."""
    return [
        f'{path}:{found.line}: plugin "{_folder(path)}" imports {wrong}'
        for path, tree in python_files(files, "cacao_plugins", "examples")
        if _folder(path)
        for found in imports(path, tree)
        if (wrong := _wrong_door(files, path, found))
    ]


def _folder(path: str) -> str:
    """Return the folder of the plugin a file belongs to; none for what is no plugin's own source."""
    inside = re.match(r"cacao_plugins/([^/]+)|examples/third_party/([^/]+)/src/", path)
    return (inside[1] or inside[2]) if inside else ""


def _wrong_door(files: Files, path: str, found: Import) -> str:
    """Return what a plugin may not import, with what to do instead, or nothing."""
    package, _, rest = found.target.partition(".")
    if package == "cacao":
        return f'"{found.target}", the face; import from cacao_kernel'
    if package == "cacao_kernel":
        inner = set(FLOORS) - _offered(files)
        taken = rest or next((name for name in found.names if name in inner), "")
        return f'the kernel\'s module "{taken}"; use what cacao_kernel itself offers' if taken else ""
    if package == "cacao_plugins":
        siblings = [rest.split(".")[0]] if rest else [*found.names]
        others = [name for name in siblings if name != path.split("/")[1]]
        return f'its sibling "{others[0]}"; plugins meet only through hooks' if others else ""
    return ""


def _offered(files: Files) -> set[str]:
    """Return the names in ``__all__`` of the front door, which may be called like a module."""
    source = files.get("cacao_kernel/__init__.py", "")
    for node in parse("cacao_kernel/__init__.py", source).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="__all__")], value=ast.List(elts=names) | ast.Tuple(elts=names)
            ):
                return {str(name.value) for name in names if isinstance(name, ast.Constant)}
            case _:
                continue
    return set()


def plugins_import_their_own_extra(files: Files) -> list[str]:
    """A plugin imports, beside the standard library, what its extra or the base dependencies list."""
    project = _project(files)
    extras: dict[str, list[str]] = project.get("optional-dependencies", {})
    ours = {"cacao", "cacao_kernel", "cacao_plugins"} | sys.stdlib_module_names
    breaches: list[str] = []
    for path, tree in python_files(files, "cacao_plugins"):
        plugin = path.split("/")[1]
        listed = [*project.get("dependencies", []), *extras.get(plugin, [])]
        allowed = ours | {_import_name(requirement) for requirement in listed}
        breaches += [
            f'{path}:{found.line}: imports "{found.target}", which neither the extra "{plugin}" '
            "nor the dependencies in pyproject.toml list"
            for found in imports(path, tree)
            if found.target.split(".")[0] not in allowed and not is_for_checkers(found)
        ]
    return breaches


def _import_name(requirement: str) -> str:
    """Return the module that a requirement such as ``PyJWT[crypto]>=2`` brings."""
    distribution = re.split(r"[\s\[<>=!~;@]", requirement.strip(), maxsplit=1)[0].lower().replace("-", "_")
    return IMPORT_NAMES.get(distribution, distribution)


def plugins_are_complete(files: Files) -> list[str]:
    """A plugin has a README.md, a frozen Config, an entry point, an extra, a tox environment."""
    points, extras = entry_points(files), _project(files).get("optional-dependencies", {})
    in_tox = _tox_plugins(files.get("tox.ini", ""))
    folders = {
        path.split("/")[1] for path in files if path.startswith("cacao_plugins/") and path.count("/") > 1
    }
    breaches = [
        f'pyproject.toml:1: entry point "{name}" has no folder cacao_plugins/{name}'
        for name, module in points.items()
        if name not in folders and module.startswith("cacao_plugins.")
    ]
    for name in sorted(folders):
        home = f"cacao_plugins/{name}"
        module = points.get(name, "").split(":")[0]
        if f"{home}/README.md" not in files:
            breaches.append(f"{home}/README.md:1: missing; say what it adds, its settings, the hooks it uses")
        if not any(_has_config(f"{home}/{file}", files) for file in ("__init__.py", "config.py")):
            breaches.append(f"{home}/__init__.py:1: no frozen dataclass Config, here or in config.py")
        if module != f"cacao_plugins.{name}" and not module.startswith(f"cacao_plugins.{name}."):
            breaches.append(f'pyproject.toml:1: group "cacao.plugins" lacks {name} = "cacao_plugins.{name}"')
        if name not in extras:
            breaches.append(f'pyproject.toml:1: plugin "{name}" has no extra of its name')
        if name not in in_tox:
            breaches.append(f'tox.ini:1: plugin "{name}" has no environment plugin-{name}')
    return breaches


def _has_config(path: str, files: Files) -> bool:
    """Tell whether a file defines a frozen dataclass called Config."""
    return any(
        isinstance(node, ast.ClassDef)
        and node.name == "Config"
        and any(
            called(decorator) == "dataclass" and "frozen=True" in ast.unparse(decorator)
            for decorator in node.decorator_list
        )
        for node in parse(path, files.get(path, "")).body
    )


def _tox_plugins(tox: str) -> set[str]:
    """Return the plugins that have an environment: ``[testenv:plugin-{components,themes}]``."""
    heads = re.findall(r"^\[testenv:plugin-\{?([\w,]+)\}?\]", tox, re.MULTILINE)
    return {name for head in heads for name in head.split(",")}


def _project(files: Files) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads(files["pyproject.toml"])["project"]
    return project
