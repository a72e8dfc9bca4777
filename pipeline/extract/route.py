"""Which reader a PDF page needs. For now there is one, the reader of text layers; OCR is not built yet."""

from __future__ import annotations

from pipeline.errors import UnreadableSourceError
from pipeline.model import Page


def text_layer_reason(page: Page) -> str:
    """Why what the text layer gave is enough; raises UnreadableSourceError where it gave nothing."""
    characters = sum(len(line.text) for line in page.lines)
    if not characters:
        raise UnreadableSourceError(
            f"Page {page.source.page_number} of {page.source.source.name} has no text layer, and OCR is not built yet.",
            "Give a PDF with text, or a text dump of the page.",
        )
    return f"the page has a text layer of {characters} characters"
