"""A miniature house in which everything is right, and breaches to plant in it."""

from __future__ import annotations

from .floors import FLOORS

K = "cacao_kernel"
P = "cacao_plugins/components"
FAR = "examples/third_party/cacao-moon/src/cacao_moon"

PLUGIN = '''"""A plugin."""
from dataclasses import dataclass
from cacao_kernel import hookimpl

@dataclass(frozen=True)
class Config:
    """Its settings."""

@hookimpl
def register_props(app):
    return {}
'''
HOOKS = '@hookspec\ndef register_props(app):\n    """Add.\n\n    Called: once."""\n'
WIRE_PY = 'VERSION = 1\nJOIN = "j"\nMAX_DEPTH = 9\nKINDS = ("a b" " c")\n'
WIRE_JS = 'export const VERSION = 1;\nexport const JOIN = "j";\nexport const KINDS =\n  "a b" +\n  " c";\n'
DOM_JS = 'import { JOIN } from "./wire.js";\n// never innerHTML\nconst one = () => { 1; };\n'
MANUAL = "# Hooks\n\n## `register_props(app)`\n"
PYPROJECT = """
[project]
dependencies = ["starlette>=1"]
[project.optional-dependencies]
components = ["PyJWT[x]>=2"]
[project.entry-points."cacao.plugins"]
components = "cacao_plugins.components"
"""

HEALTHY = {f"{K}/{module}.py": '"""A module."""\n' for module in FLOORS} | {
    f"{K}/__init__.py": 'from .state import State\n__all__ = ["State", "user"]\n',
    f"{K}/defaults.py": 'DEFAULTS = ("components",)\n',
    f"{K}/hookspecs.py": HOOKS,
    f"{K}/tree.py": "from .html import x\n",
    f"{K}/html.py": "if TYPE_CHECKING:\n    from .tree import y\n    import typing_extensions\n",
    f"{K}/wire.py": WIRE_PY,
    f"{K}/world.py": "state = []\n",
    f"{K}/client/wire.js": WIRE_JS,
    f"{K}/client/dom.js": DOM_JS,
    f"{P}/__init__.py": PLUGIN,
    f"{P}/nodes.py": "from . import Config\nfrom cacao_kernel import user\nimport starlette\n",
    f"{P}/README.md": "# components\n",
    "cacao/__init__.py": '"""The face."""\ndef __getattr__(name):\n    return name\n',
    "cacao/__main__.py": "import sys\nfrom cacao_kernel.cli import main\nsys.exit(main())\n",
    "cacao/core.py": '"""Core."""\n\nfrom cacao_kernel import State\n\n__all__ = ["State"]\n',
    "docs/hooks.md": MANUAL,
    "tox.ini": "[testenv:plugin-{components}]\n",
    "pyproject.toml": PYPROJECT,
}

# For each rule: a file, what it holds now (None: it is gone), the line of the breach, a part of the message.
# The place is given whole where the breach is reported in another file.
PLANTED: dict[str, list[tuple[str, str | None, int | str, str]]] = {
    "every_module_has_a_floor": [
        (f"{K}/attic.py", '"""New."""\n', 1, '"attic" has no floor'),
        (f"{K}/diff.py", None, "tests/house/floors.py:1", '"diff" of TABLE'),
    ],
    "imports_go_down": [
        (f"{K}/state.py", "import json\nfrom .session import x\n", 2, '"session" (floor 1)'),
        (f"{K}/state.py", "from . import live\n", 1, '"live" (floor 3)'),
        (f"{K}/state.py", "import cacao_kernel.app\n", 1, '"app"'),
        (f"{K}/state.py", "if TYPE_CHECKING:\n    from .app import App\n", 2, '"app"'),
        (f"{K}/state.py", "def f():\n    from .app import App\n", 2, '"app"'),
        (f"{K}/live.py", "from cacao_kernel import State\n", 1, "front door"),
        (f"{K}/__init__.py", 'from .live import x\n__all__ = ["user"]\n', 1, '"live"'),
    ],
    "no_import_cycles": [
        (f"{K}/html.py", "import json\nfrom .tree import y\n", 2, "html → tree → html"),
        (f"{K}/diff.py", "def f():\n    from .diff import x\n", 2, "diff → diff"),
    ],
    "third_party_by_floor": [
        (f"{K}/state.py", "import orjson\nimport pluggy\n", 2, '"pluggy"'),
        (f"{K}/live.py", "import starlette.routing\nimport uvicorn\n", 2, '"uvicorn"'),
        (f"{K}/state.py", "from typing_extensions import TypeVar\n", 1, '"typing_extensions"'),
    ],
    "kernel_imports_no_plugin": [
        (f"{K}/app.py", "import cacao_plugins.components\n", 1, '"cacao_plugins.components"'),
        (f"{K}/app.py", "from cacao import State\n", 1, '"cacao"'),
        (f"{K}/app.py", 'x = import_module("cacao_plugins.x")\n', 1, '"cacao_plugins.x"'),
    ],
    "kernel_names_no_plugin": [
        (f"{K}/app.py", 'x = 1\ny = "components"\n', 2, "'components'"),
        (f"{K}/defaults.py", 'A = ("components",)\nB = ("components",)\n', 2, "one tuple"),
    ],
    "kernel_has_no_module_state": [
        (f"{K}/app.py", "a = None\napps = []\n", 2, '"apps"'),
        (f"{K}/app.py", "apps: dict[str, int] = dict[str, int]()\n", 1, '"apps"'),
        (f"{K}/app.py", "if x:\n    apps = {}\n", 2, '"apps"'),
        (f"{K}/app.py", "def f():\n    global a\n    a = 1\n", 2, '"global a"'),
    ],
    "plugins_use_the_front_door": [
        (f"{P}/a.py", "import cacao_kernel.state\n", 1, '"state"'),
        (f"{P}/a.py", "from cacao_kernel.tree import x\n", 1, '"tree"'),
        (f"{P}/a.py", "from cacao_kernel import tree\n", 1, '"tree"'),
        (f"{P}/a.py", "from ..themes import x\n", 1, '"themes"'),
        (f"{P}/a.py", "from .. import themes\n", 1, '"themes"'),
        (f"{P}/a.py", "import cacao_plugins.themes\n", 1, '"themes"'),
        (f"{P}/a.py", "import os\nimport cacao.core\n", 2, '"cacao.core"'),
        (f"{FAR}/a.py", "from cacao_kernel.tree import x\n", 1, '"tree"'),
        (f"{FAR}/a.py", "from cacao import State\n", 1, '"cacao"'),
    ],
    "plugins_import_their_own_extra": [
        (f"{P}/a.py", "import jwt\nimport redis\n", 2, '"redis"'),
    ],
    "plugins_are_complete": [
        (f"{P}/README.md", None, 1, "missing"),
        (f"{P}/__init__.py", PLUGIN.replace("frozen", "slots"), 1, "Config"),
        ("pyproject.toml", PYPROJECT.replace('= "cacao_p', '= "other_p'), 1, "cacao.plugins"),
        ("pyproject.toml", f'{PYPROJECT}gone = "cacao_plugins.gone"\n', 1, '"gone"'),
        ("tox.ini", "[testenv:plugin-themes]\n", 1, "plugin-components"),
        ("pyproject.toml", PYPROJECT.replace("components = [", "others = ["), 1, "no extra"),
    ],
    "hooks_say_when_they_are_called": [
        (f"{K}/hookspecs.py", HOOKS.replace("Called", "Runs"), 2, "Called:"),
    ],
    "hooks_are_documented": [
        ("docs/hooks.md", "# Hooks\n", f"{K}/hookspecs.py:2", "`register_props(app)`"),
        ("docs/hooks.md", "## `register_props(app, x)`\n", 1, "the hook is `register_props(app)`"),
        ("docs/hooks.md", f"{MANUAL}## `on_moon(app)`\n", 4, "is no hook"),
    ],
    "hooks_are_used": [
        (
            f"{P}/__init__.py",
            PLUGIN.replace("@hook", "@other_hook"),
            f"{K}/hookspecs.py:2",
            '"register_props"',
        ),
    ],
    "face_only_reexports": [
        ("cacao/__init__.py", "x = 1\ndef helper():\n    pass\n", 2, "def helper"),
        ("cacao/__main__.py", "import sys\nmain()\nmain()\n", 3, "main()"),
        ("cacao/core.py", "x = 1\ny = 2\nx = print(y)\n", 3, "print(y)"),
        ("cacao/core.py", "import os\n" * 13, 1, "has 13 lines"),
    ],
    "files_hold_one_noun": [
        (f"{K}/diff.py", "x = 1\n" * 301, 301, "aim for 250"),
        (f"{K}/client/dom.js", "one();\n" * 301, 301, "301 lines"),
    ],
    "no_module_is_called_utils": [
        ("examples/utils.py", "", 1, "say what it holds"),
    ],
    "wire_agrees": [
        (f"{K}/client/wire.js", WIRE_JS.replace("1", "2"), 1, "VERSION is 2 here and 1"),
        (f"{K}/client/wire.js", WIRE_JS.replace("JOIN", "join"), f"{K}/wire.py:2", "JOIN"),
        (f"{K}/client/wire.js", f'{WIRE_JS}export const ACK = "a";\n', 6, "ACK = 'a' is missing"),
    ],
    "wire_letters_have_one_meaning": [
        (f"{K}/wire.py", f'{WIRE_PY}MAX_X = "j"\n', 5, "JOIN"),
    ],
    "client_imports_are_relative": [
        (f"{K}/client/a.js", '\nx = await import("https://example.org");\n', 2, '"https://example.org"'),
        (f"{K}/client/a.js", '\nx = await import("lib");\n', 2, '"lib"'),
    ],
    "client_can_be_joined": [
        (
            f"{K}/client/a.js",
            'import {\n  JOIN,\n} from "./wire.js";\nimport x from "./wire.js";\n',
            4,
            "import x",
        ),
        (f"{K}/client/a.js", 'import { JOIN as x } from "./wire.js";\n', 1, "as x"),
        (f"{K}/client/a.js", "const x = 1;\nexport default x;\n", 2, "export default"),
    ],
    "client_names_are_unique": [
        (f"{K}/client/end.js", "\nfunction one() {}\n", 2, '"one"'),
        (f"{K}/client/end.js", "const two = f(1, 2), one = 1;\n", 1, '"one"'),
        (f"{K}/client/end.js", "const { two, three: one } = f();\n", 1, '"one"'),
    ],
    "client_templates_stay_on_one_line": [
        (f"{K}/client/a.js", "two(/`/);\nx = `a\nb`;\n", 2, "spans lines"),
    ],
    "client_writes_no_html": [
        (f"{K}/client/a.js", "/* eval( */\nx.innerHTML = y;\n", 2, "innerHTML"),
        (f"{K}/client/a.js", "\neval(x);\n", 2, "eval("),
        (f"{K}/client/a.js", "\nnew Function(x);\n", 2, "new Function"),
        (f"{K}/client/a.js", "\nx.setAttribute('style', y);\n", 2, "style.setProperty"),
    ],
}
