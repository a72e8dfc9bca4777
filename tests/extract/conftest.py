"""What several tests of reading share."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.extract import route
from pipeline.model import Page, PageSource, Route, TextLine
from pipeline.settings import Settings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reasons for which OCR was asked; it answers with one line."""
    reasons: list[str] = []

    def by_ocr(page_source: PageSource, settings: Settings, reason: str) -> tuple[Page, ...]:
        reasons.append(reason)
        return (Page("p1", page_source, Route.OCR, route_reason=reason, lines=(TextLine("read"),)),)

    monkeypatch.setattr(route, "by_ocr", by_ocr)
    monkeypatch.setattr(extract, "by_ocr", by_ocr)
    return reasons
