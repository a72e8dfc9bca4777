"""The page of a PDF file that is in work, open for all who ask about it: readers, witnesses, the report's pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

from pipeline.errors import DamagedSourceError
from pipeline.model import PageSource
from pipeline.sentences import say

_open: dict[tuple[Path, str, int], tuple[pypdfium2.PdfDocument, pypdfium2.PdfPage]] = {}
"""Opening a page takes pdfium as long as reading its characters: its content and its fonts are loaded once."""


@contextmanager
def opened_page(page_source: PageSource) -> Iterator[pypdfium2.PdfPage]:
    """The page as pdfium holds it, for more than one question; raises DamagedSourceError. It stays open until another is asked
    for, or ``close_page``."""
    key = (page_source.source.path, page_source.source.sha256, page_source.page_number)
    if key not in _open:
        close_page()
        try:
            document = pypdfium2.PdfDocument(page_source.source.path)
            _open[key] = document, document[page_source.page_number - 1]
        except (pypdfium2.PdfiumError, IndexError, OSError) as fault:
            called = say("word.page_of", number=page_source.page_number, name=page_source.source.name)
            problem = say("fault.not_opened", page=called, why=fault)
            raise DamagedSourceError(problem, say("remedy.download")) from fault
    yield _open[key][1]


def close_page() -> None:
    """Close the page in work, if any."""
    while _open:
        document, page = _open.popitem()[1]
        page.close()
        document.close()
