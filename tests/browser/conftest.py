"""Debian's Chromium, driven by Playwright; no browser is ever fetched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.desk_server import convert_sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


PATIENCE = 60_000
"""Milliseconds that anything may take: on a busy machine five seconds, which is usual, are soon over."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed (scripts/system-packages.txt)")
        pytest.skip("Chromium is not installed (scripts/system-packages.txt)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample page as PDF and text dump, converted with its report."""
    return convert_sample(tmp_path_factory.mktemp("browser") / "out")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the browser, in English; a fault of a script, or anything asked of the network, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    opened.on("request", lambda asked: None if asked.url.startswith(LOCAL) else faults.append(asked.url))
    yield opened
    context.close()
    assert faults == []


LOCAL = ("file://", "http://127.0.0.1:", "data:", "blob:", "about:")
