"""The kernel knows no plugin and keeps no state in its modules."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator

from .reading import Files, called, imports, python_files

MUTABLE_CALLS = {"dict", "list", "set", "defaultdict", "deque", "Counter", "OrderedDict"}
MUTABLE_DISPLAYS = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
STATE_MAY_LIVE_IN = "cacao_kernel/world.py"
NAMES_MAY_STAND_IN = "cacao_kernel/defaults.py"


def kernel_imports_no_plugin(files: Files) -> list[str]:
    """The kernel imports neither ``cacao_plugins`` nor the face ``cacao``."""
    return [
        f'{path}:{found.line}: the kernel imports "{found.target}"; plugins come to it, never the reverse'
        for path, tree in python_files(files, "cacao_kernel")
        for found in imports(path, tree)
        if found.target.split(".")[0] in {"cacao_plugins", "cacao"}
    ]


SCOPES = {"session", "tab", "app"}  # words of the kernel's own, whatever plugins are called


def kernel_names_no_plugin(files: Files) -> list[str]:
    """The name of an in-tree plugin is a string only in the one tuple of default names."""
    names = plugin_names(files) - SCOPES
    breaches: list[str] = []
    for path, tree in python_files(files, "cacao_kernel"):
        named = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in names]
        tuples = [
            node for node in ast.walk(tree) if isinstance(node, ast.Tuple) and set(node.elts) & set(named)
        ]
        if path == NAMES_MAY_STAND_IN and tuples:
            named = [node for node in named if node not in tuples[0].elts]
        breaches += [
            f"{path}:{node.lineno}: names the plugin {node.value!r}; "
            f"only the one tuple in {NAMES_MAY_STAND_IN} may"
            for node in named
        ]
    return breaches


def plugin_names(files: Files) -> set[str]:
    """Return the names of the in-tree plugins: folders of cacao_plugins and entry points of ours."""
    folders = {
        path.split("/")[1] for path in files if path.startswith("cacao_plugins/") and path.count("/") > 1
    }
    return folders | set(entry_points(files))


def entry_points(files: Files) -> dict[str, str]:
    """Return the plugins that pyproject.toml declares, and the modules they name."""
    project = tomllib.loads(files["pyproject.toml"])["project"]
    points: dict[str, str] = project.get("entry-points", {}).get("cacao.plugins", {})
    return points


def kernel_has_no_module_state(files: Files) -> list[str]:
    """No module of the kernel holds a variable that changes, ``world.py`` excepted."""
    breaches: list[str] = []
    for path, tree in python_files(files, "cacao_kernel"):
        if path == STATE_MAY_LIVE_IN:
            continue
        breaches += [
            f'{path}:{line}: "{name}" is state in a module; give it to the World, or make it a constant'
            for name, line in _variables(tree)
        ]
        breaches += [
            f'{path}:{node.lineno}: "global {node.names[0]}" is state in a module; give it to the World'
            for node in ast.walk(tree)
            if isinstance(node, ast.Global)
        ]
    return breaches


def _variables(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the module-level names that are given something mutable and are no constants."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Assign(targets=targets, value=value) if _is_mutable(value):
                names = [ast.unparse(target) for target in targets]
            case ast.AnnAssign(target=target, value=ast.expr() as value, annotation=kind) if _is_mutable(
                value
            ):
                names = [] if "Final" in ast.unparse(kind) else [ast.unparse(target)]
            case ast.If() | ast.Try() | ast.With() | ast.For() | ast.ExceptHandler():
                yield from _variables(child)
                continue
            case _:
                continue
        yield from ((name, child.lineno) for name in names if not name.isupper() and name != "__all__")


def _is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        maker = value.func.value if isinstance(value.func, ast.Subscript) else value.func  # dict[str, int]()
        return called(maker) in MUTABLE_CALLS
    return isinstance(value, MUTABLE_DISPLAYS)
