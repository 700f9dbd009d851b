"""The page that tells a developer why a page could not be shown: a report as HTML that needs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from .html import ICON
from .report import spell_text

_STYLE = Path(__file__).parent / "client" / "fault.css"


def fault_page(report: Mapping[str, Any], heading: str, home: str) -> tuple[str, str]:
    """Return the HTML of a whole page, and the source of its style for the Content-Security-Policy.

    Args:
        report: what is to be told: see :func:`fault_report`.
        heading: what is the matter.
        home: URL of the start page.
    """
    style = _STYLE.read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    hint = f'<p class="hint">{escape(report["hint"])}</p>' if report["hint"] else ""
    frames = "".join(
        _spell_frame(frame, is_first=not number) for number, frame in enumerate(report["frames"])
    )
    facts = f"{escape(report['source'])} · error {escape(report['id'])}, as in the log"
    edit = f'<p class="deeds">{_edit(report)}</p>' if report["editor"] else ""
    text = escape(spell_text(report))
    html = (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(report["title"])}: {escape(heading)}</title><link rel="icon" href="{ICON}">'
        f"<style>{style}</style></head><body><main>"
        f'<p class="status">500 · {escape(heading)}</p>'
        f'<h1>{escape(report["title"])}</h1><p class="message">{escape(report["message"])}</p>{hint}'
        f'<p class="facts">{facts}</p>{edit}'
        f"{frames}<details><summary>As text, to copy</summary><pre>{text}</pre></details>"
        f'<p class="foot"><a href="">Try again</a> <a href="{escape(home)}">Go to the start page</a></p>'
        "<p class=facts>Only you see this: the app runs in development. In production a visitor is told "
        "the id alone.</p></main></body></html>"
    )
    return html, f"'sha256-{digest}'"


def _spell_frame(frame: Mapping[str, Any], *, is_first: bool) -> str:
    place = f"{frame['file']}:{frame['line']}"
    function = f" in <b>{escape(frame['function'])}</b>" if frame["function"] else ""
    code = "".join(
        f'<span class="line{" current" if is_current else ""}"><i>{number}</i>{escape(text)}\n</span>'
        for number, text, is_current in frame["code"]
    )
    known = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in frame["locals"])
    opened = " open" if is_first else ""
    lines = f'<pre tabindex="0">{code}</pre>' if code else ""
    values = f"<details{opened}><summary>Values</summary><dl>{known}</dl></details>" if known else ""
    return f"<section><h2>{escape(place)}{function}{_edit(frame, 'Open')}</h2>{lines}{values}</section>"


def _edit(told: Mapping[str, Any], text: str = "Open in the editor") -> str:
    """Return a link that opens the editor, if there is one."""
    url = told.get("editor")
    return f' <a href="{escape(url)}">{text}</a>' if url else ""
