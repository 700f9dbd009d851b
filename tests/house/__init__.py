"""The rules of the house (docs/architecture.md), each a pure function over ``{path: source}``.

A rule returns its breaches, one line each: ``path:line: what is wrong and what would be right``.
``test_architecture.py`` shows that the house stands and that every rule catches a planted breach.
"""

from __future__ import annotations

from collections.abc import Callable

from . import client, face, floors, hooks, kernel, plugins, sizes, wire
from .reading import Files

Rule = Callable[[Files], list[str]]

RULES: tuple[Rule, ...] = (
    floors.every_module_has_a_floor,
    floors.imports_go_down,
    floors.no_import_cycles,
    floors.third_party_by_floor,
    kernel.kernel_imports_no_plugin,
    kernel.kernel_names_no_plugin,
    kernel.kernel_has_no_module_state,
    plugins.plugins_use_the_front_door,
    plugins.plugins_import_their_own_extra,
    plugins.plugins_are_complete,
    hooks.hooks_say_when_they_are_called,
    hooks.hooks_are_documented,
    hooks.hooks_are_used,
    face.face_only_reexports,
    sizes.files_hold_one_noun,
    sizes.no_module_is_called_utils,
    wire.wire_agrees,
    wire.wire_letters_have_one_meaning,
    client.client_imports_are_relative,
    client.client_can_be_joined,
    client.client_names_are_unique,
    client.client_templates_stay_on_one_line,
    client.client_writes_no_html,
)
"""All rules that need nothing but the files; ``machine.no_machine_paths`` asks for this machine's paths."""
