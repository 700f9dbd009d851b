"""The plugins that are on unless cacao.json switches them off: the one place the kernel names any."""

from __future__ import annotations

WITH_TOOLS = ("components", "session", "themes", "workbench", "overlay", "reload", "devtools")

IN_DEVELOPMENT = WITH_TOOLS[:5]
# In production those for developers alone are not even imported.
DEFAULT_PLUGINS = WITH_TOOLS[:4]
DEVELOPERS_OWN = WITH_TOOLS[4:]


def plugins_on(*, development: bool, tools: bool) -> tuple[str, ...]:
    """Return the names of the plugins that are on without a word.

    Args:
        development: whether this is a developer's own machine.
        tools: what the setting ``server.tools`` says, on which no more than development depends.
    """
    if not development:
        return DEFAULT_PLUGINS
    return WITH_TOOLS if tools else IN_DEVELOPMENT
