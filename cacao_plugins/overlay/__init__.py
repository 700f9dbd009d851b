"""The plugin ``overlay``: tells a developer of an error on the page itself, with all there is to know."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cacao_kernel import Fault, Host, Kit, fault_report, hookimpl

from .editor import DEFAULT, check_editor, link_to, template_of
from .throttle import Throttle

__all__ = ["HIDE", "SHOW", "Config", "Overlay", "fault_report"]

SHOW = "overlay_show"
"""The method of pages that shows a report, as ``fault_report`` makes one."""
HIDE = "overlay_close"
"""The method of pages that takes the report of an id away; without an id, every one."""


@dataclass(frozen=True)
class Config:
    """What cacao.json says under ``overlay``.

    Attributes:
        editor: what opens a file of an error: vscode, cursor, pycharm, zed, or an address with
            {file} and {line} in it.
    """

    editor: str = DEFAULT

    def __post_init__(self) -> None:
        """Refuse what is no editor."""
        check_editor(self.editor)


class Overlay:
    """The overlay of one App; nothing of it exists in production."""

    Config = Config

    @hookimpl
    def register_methods(self, app: Host) -> Mapping[str, Kit] | None:
        """Contribute what shows a report on a page, and takes it away."""
        if not app.development:
            return None
        kit = _read_kit(app)
        return {SHOW: kit, HIDE: kit}

    @hookimpl
    def register_fault_watchers(self, app: Host) -> Sequence[Callable[[Fault], Mapping[str, Any]]]:
        """Show every fault to whom it happened."""
        template = template_of(app.config(Config).editor)
        throttle = Throttle()

        def show(fault: Fault) -> Mapping[str, Any]:
            report = fault_report(
                fault.error,
                home=app.home,
                event=fault.event,
                where=fault.where,
                fault_id=fault.id,
                place=fault.place,
                private=fault.private,
            )
            for frame in report["frames"]:
                frame["editor"] = link_to(template, app.home, frame["file"], frame["line"])
            where = report["where"]
            if where is not None:
                report["editor"] = link_to(template, app.home, where["file"], where["line"], where["column"])
            if not fault.in_page and throttle.lets_pass(report, fault.session, fault.tab):
                app.call_page(SHOW, report, session=fault.session, tab=fault.tab)
            return report

        return [show]


def _read_kit(app: Host) -> Kit:
    style, script = ((Path(__file__).parent / f"overlay.{kind}").read_text("utf-8") for kind in ("css", "js"))
    template = template_of(app.config(Config).editor)
    for name, value in {"EDITOR": template, "HOME": app.home.resolve().as_posix()}.items():
        script = script.replace(f'const {name} = "";', f"const {name} = {json.dumps(value)};")
    return Kit("overlay", style, script)
