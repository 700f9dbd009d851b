"""Chromium: a real browser for tests, in a thread of its own; Playwright drives it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

WAIT_MILLISECONDS = 10_000
NAMES = ("chromium", "chromium-browser", "google-chrome")

# The address bar's own pages: each new visitor would start two, which takes longer than the page looked at.
# The last list counts, so the rest is what Playwright turns off in its own.
TURNED_OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)


class Chromium:
    """One headless Chromium that cannot leave this machine, started when it is first asked for.

    Playwright keeps an event loop running in the thread that it is used in; in one of its own it is in
    nobody's way.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="cacao-chromium")
        self._playwright: Any = None
        self._browser: Any = None

    def run(self, work: Callable[[], T]) -> T:
        """Do something with the browser, in its thread."""
        return self._thread.submit(work).result()

    def context(self) -> Any:
        """Return a new visitor: a context of Playwright's. The test is skipped if there can be none."""
        if self._browser is None:
            self._start()
        return self.run(lambda: self._browser.new_context(accept_downloads=True, reduced_motion="reduce"))

    def _start(self) -> None:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            _miss("Playwright", "pip install playwright")
            raise
        path = os.environ.get("CACAO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)

        def start() -> None:
            self._playwright = sync_playwright().start()
            found = path or self._playwright.chromium.executable_path
            if not os.path.exists(found):  # noqa: PTH110 – a text either way
                return
            self._browser = self._playwright.chromium.launch(
                executable_path=found,
                args=[
                    "--no-sandbox",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                    f"--disable-features={','.join(TURNED_OFF)}",
                ],
            )

        self.run(start)
        if self._browser is None:
            self.close()
            _miss("Chromium", "apt-get install chromium, or playwright install chromium")

    def close(self) -> None:
        """End the browser."""

        def stop() -> None:
            if self._browser is not None:
                self._browser.close()
            if self._playwright is not None:
                self._playwright.stop()

        self.run(stop)
        self._browser = self._playwright = None


def _miss(name: str, how: str) -> None:
    """Skip the test that needs it, or fail it under ``CACAO_REQUIRE=all``."""
    missing = f"--cacao-browser needs {name}: {how}"
    if os.environ.get("CACAO_REQUIRE") == "all":
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)
