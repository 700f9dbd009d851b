"""The floors of the kernel: a module imports its own floor and those below."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .reading import Files, Import, imports, is_for_checkers, python_files

# Every module of cacao_kernel stands here. `__init__` is the front door: see imports_go_down.
TABLE = (
    "errors contributions world names lock cells run declaration subscription draft view list_view dict_view "
    "set_view settling state writable computed trail style svg elements node binding props rows spot "
    "likeness snapshot amendment outline roster renderer piercing stencil children tree diff html wire "
    "selector payload event handler late claims edits fields correction refusal redirect drawing bound "
    "extent rate properties bounds keys redaction discretion classes coding plain packer codec store clock "
    "handled collector trimmed piece chronicle glance common facet holds element finder annals deeds probe",
    "session memory cookie component region mark routing timer opening revision render readers rebinding "
    "screen count bind closure outcome convertor pattern query reader parameters visit headline address "
    "slumber transplant painter own visitor passing shape views",
    "hookspecs checks config plugins answers runtime secret threads limit host commands settings catalog "
    "loader schema fault teller deed quoting excerpt hints whereabouts maker report wardrobe",
    "addresses shared parts turn channel outbox relay tab inbox note recording scribe keeper journal timers "
    "handling calls live standby websocket asgi guard static script "
    "scopes squeeze bundle watchdog gate attendance links notice lifespan "
    "meant recall painted endurance expiry backlog pages parking tempo easel dormitory farewell kits "
    "hail fault_page baggage sight witness inspection",
    "app mix launch serve door strict whole mail frames drained terminal server defaults cli testing loading "
    "user listener line dom hand travel lifetime listing arranging connection window history beside "
    "eyes keyboard telling transfer layers mimic album portrait hourglass stage hall chromium pane overheard "
    "driver fingers guest served running modules former edition renewal survey provenance",
)
FLOORS = {module: floor for floor, modules in enumerate(TABLE) for module in modules.split()}

# What a floor may import beside the standard library; it may also import what those below it may.
THIRD_PARTY = (
    {"orjson"},
    set[str](),
    {"pluggy"},
    {"starlette", "anyio"},
    {"uvicorn", "h11", "websockets", "pytest", "playwright"},
)

DOOR = "__init__"
DOOR_FLOOR = 2
OURS = {"cacao", "cacao_kernel", "cacao_plugins"}


def every_module_has_a_floor(files: Files) -> list[str]:
    """Every module stands in the table, and every name in the table is a module."""
    modules = {module: path for path, module in _modules(files)}
    unplaced = [
        f'{path}:1: "{module}" has no floor; place it in TABLE of tests/house/floors.py'
        for module, path in modules.items()
        if module not in FLOORS and module != DOOR
    ]
    gone = [
        f'tests/house/floors.py:1: "{module}" of TABLE is no file: take it out, or write it'
        for module in FLOORS
        if module not in modules
    ]
    return unplaced + gone


def imports_go_down(files: Files) -> list[str]:
    """A module imports no floor above its own; the front door reaches higher ones only lazily."""
    return [
        f'{path}:{found.line}: {module} (floor {_floor(module)}) imports "{target}" '
        f"(floor {FLOORS.get(target, 'of the front door')}); imports go down only"
        for path, module, found, target in _inner_imports(files)
        if _goes_up(module, found, target)
    ]


def _goes_up(module: str, found: Import, target: str) -> bool:
    if module == DOOR:
        return not (found.typing or found.lazy) and FLOORS.get(target, 0) > DOOR_FLOOR
    if module not in FLOORS:
        return False
    return target == DOOR or FLOORS.get(target, 0) > FLOORS[module]


def no_import_cycles(files: Files) -> list[str]:
    """No module imports itself by way of others; imports for type checkers alone do not count."""
    graph: dict[str, dict[str, int]] = {}
    paths: dict[str, str] = {}
    for path, module, found, target in _inner_imports(files):
        if not found.typing and DOOR not in (module, target):
            paths[module] = path
            graph.setdefault(module, {}).setdefault(target, found.line)
    breaches: list[str] = []
    reported: set[frozenset[str]] = set()
    for module, targets in sorted(graph.items()):
        for target, line in targets.items():
            way = _way(graph, target, module)
            if way and frozenset(way) not in reported:
                reported.add(frozenset(way))
                breaches.append(f"{paths[module]}:{line}: import cycle {' → '.join([module, *way])}")
    return breaches


def _way(graph: dict[str, dict[str, int]], start: str, end: str) -> list[str]:
    """Return the shortest chain of imports from one module to another, both included, or nothing."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] == end:
            return way
        for following in graph.get(way[-1], {}):
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def third_party_by_floor(files: Files) -> list[str]:
    """A floor imports only the packages that it or a floor below may use."""
    breaches: list[str] = []
    for path, module in _modules(files):
        floor = _floor(module)
        allowed = set[str]().union(*THIRD_PARTY[: floor + 1]) | sys.stdlib_module_names | OURS
        breaches += [
            f'{path}:{found.line}: {module} (floor {floor}) imports "{found.target}", '
            "which this floor may not use (THIRD_PARTY in tests/house/floors.py)"
            for found in imports(path, dict(python_files(files, "cacao_kernel"))[path])
            if found.target.split(".")[0] not in allowed and not is_for_checkers(found)
        ]
    return breaches


def _floor(module: str) -> int:
    return DOOR_FLOOR if module == DOOR else FLOORS.get(module, len(TABLE) - 1)


def _modules(files: Files) -> list[tuple[str, str]]:
    """Return path and name of each kernel module."""
    return [
        (path, path.removeprefix("cacao_kernel/").removesuffix(".py").replace("/", "."))
        for path, _ in python_files(files, "cacao_kernel")
    ]


def _inner_imports(files: Files) -> Iterator[tuple[str, str, Import, str]]:
    """Yield path, module, the import, and the kernel module it means, for imports within the kernel."""
    modules = {module for _, module in _modules(files)}
    for (path, module), (_, tree) in zip(_modules(files), python_files(files, "cacao_kernel"), strict=True):
        for found in imports(path, tree):
            package, _, target = found.target.partition(".")
            if package != "cacao_kernel":
                continue
            if target:
                yield path, module, found, target
            for name in found.names if not target else ():
                yield path, module, found, name if name in modules else DOOR
            if not target and not found.names:
                yield path, module, found, DOOR
