"""Taking up: has the app renewed, and tells the open pages if that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from cacao_kernel import CacaoError, Host, Renewal, fault_report

WHAT = "what was saved"


class TakingUp:
    """Takes up what is saved of one app.

    Args:
        app: the app.
        renewal: takes it up.
    """

    def __init__(self, app: Host, renewal: Renewal) -> None:
        self._app = app
        self._renewal = renewal
        self._report: dict[str, Any] | None = None

    async def take_up(self, saved: Iterable[Path], *, is_forced: bool = False) -> BaseException | None:
        """Have what was saved taken up, and tell the open pages if that cannot be.

        Args:
            saved: the files.
            is_forced: whether to do so even if nothing has changed.

        Returns:
            Why the app serves as before; None if it need not or does not.
        """
        try:
            fault = await self._renewal.renew(saved, is_forced=is_forced)
        except Exception as error:  # not the app's: whoever watches goes on, and says so
            fault = error
        if fault is None:
            return None
        self._call("overlay_close")  # what was wrong before is of no use any more
        report = fault_report(fault, home=self._app.home, where=WHAT)
        self._report = {**report, "id": self._app.log_fault(fault, WHAT)}
        # Who watches for faults passes over one that comes again within a second; this was just taken away.
        self._call("overlay_show", self._report)
        return fault

    def tell_again(self, session: str) -> None:
        """Tell somebody whose page was not there of what cannot be taken up, if it is so still."""
        if self._report is not None and self._renewal.fault is not None:
            self._call("overlay_show", self._report, session=session)

    def _call(self, method: str, *arguments: dict[str, Any], session: str = "") -> None:
        with suppress(CacaoError):  # where no overlay is on
            self._app.call_page(method, *arguments, session=session)
