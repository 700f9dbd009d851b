"""Chart: how much of its bar each figure takes, as an SVG that reads in light and in dark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from .figure import Figure
from .table import judged

ROW, TOP, NAME, BAR, WIDTH = 22, 46, 470, 330, 900
LEAST, MOST = 1 / 16, 16  # of its bar, on a scale of powers of two

STYLE = """
text { font: 12px system-ui, sans-serif; fill: #3b2a20; }
.faint { fill: #6f5d51; }
.line { stroke: #6f5d51; stroke-width: 1; }
.grid { stroke: #d9cec5; stroke-width: 1; }
.kept { fill: #6b8e4e; }
.missed { fill: #c0562f; }
.back { fill: #fffdfb; }
@media (prefers-color-scheme: dark) {
  text { fill: #f1e4d8; }
  .faint { fill: #b7a596; }
  .line { stroke: #b7a596; }
  .grid { stroke: #43362d; }
  .kept { fill: #9cc27a; }
  .missed { fill: #f08a5d; }
  .back { fill: #1d1612; }
}
"""


def chart(figures: Sequence[Figure]) -> str:
    """Return the chart: a bar for each figure, and a line where its limit is."""
    height = TOP + ROW * len(figures) + 14
    limit = _place(1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="How much of its bar each figure takes">',
        f"<style>{STYLE}</style>",
        f'<rect class="back" width="{WIDTH}" height="{height}" rx="8"/>',
        '<text x="14" y="20">How much of its bar each figure takes; what is past the line is missed</text>',
    ]
    for share in (1 / 16, 1 / 4, 1, 4, 16):
        x = _place(share)
        kind = "line" if share == 1 else "grid"
        parts.append(f'<line class="{kind}" x1="{x:.0f}" y1="{TOP - 6}" x2="{x:.0f}" y2="{height - 10}"/>')
        label = "the bar" if share == 1 else f"× {share:g}" if share > 1 else f"÷ {1 / share:g}"
        parts.append(f'<text class="faint" x="{x:.0f}" y="{TOP - 10}" text-anchor="middle">{label}</text>')
    for number, figure in enumerate(figures):
        parts += _bar(figure, TOP + ROW * number, limit)
    return "\n".join([*parts, "</svg>", ""])


def _bar(figure: Figure, top: float, limit: float) -> list[str]:
    end = _place(figure.share)
    start, width = NAME, max(end - NAME, 2)
    kind = "kept" if figure.holds else "missed"
    name = escape(figure.name.replace("`", ""))
    value = escape(judged(figure))
    beyond = max(end, limit if figure.holds else end) + 6
    return [
        f'<text x="{NAME - 10}" y="{top + 15}" text-anchor="end">{name}</text>',
        f'<rect class="{kind}" x="{start}" y="{top + 4}" width="{width:.0f}" height="{ROW - 8}" rx="2"/>',
        f'<text class="faint" x="{beyond:.0f}" y="{top + 15}">{value}</text>',
    ]


def _place(share: float) -> float:
    """Return where a share of the bar stands, from left to right."""
    held = min(max(share, LEAST), MOST)
    return NAME + BAR * math.log(held / LEAST) / math.log(MOST / LEAST)
