"""The tokens that components fall back on, as a stylesheet: ``python tests/tokens.py`` writes it anew."""

from __future__ import annotations

from pathlib import Path

from cacao_plugins.themes.builtin import cacao

FILE = Path(__file__).parents[1] / "cacao_plugins" / "components" / "tokens.css"

HEAD = """/* The tokens of the theme "cacao", for pages that have no theme. They are computed: change them in
   cacao_plugins/themes/builtin.py, and write this file anew with `python tests/tokens.py`. */
"""


def make_tokens() -> str:
    """Return the stylesheet. Its rule has no weight of its own, so that every theme wins over it."""
    return HEAD + cacao().css(":where(:root)")


if __name__ == "__main__":
    FILE.write_text(make_tokens(), "utf-8")
