"""Finds and starts headless Chromium for the browser tests and the pictures."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "No Chromium here. Install it with `make browser`, or as the package chromium of your system."
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
ROOT = 0


def chromium() -> str | None:
    """The path of the first Chromium that is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@asynccontextmanager
async def browser_at(path: str) -> AsyncIterator[Browser]:
    sandboxed = () if os.geteuid() != ROOT else ("--no-sandbox",)  # Chromium's own sandbox refuses to run as root
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandboxed])
        try:
            yield browser
        finally:
            await browser.close()
