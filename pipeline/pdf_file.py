"""Whether a PDF file is whole, and how many pages it has."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pipeline.errors import DamagedSourceError, EncryptedSourceError, UnreadableSourceError
from pipeline.sentences import say

PDF_MARK = b"%PDF-"
MARK_WITHIN = 1024
"""Where readers look for the mark (PDF Reference 1.7, appendix H, note 13)."""
TAIL = 4096
END = re.compile(rb"startxref\s+\d+|%%EOF")
"""The end of a whole file (ISO 32000-1, 7.5.5). pdfium rebuilds the page list of a file without it and says nothing."""


def pdf_page_count(path: Path, name: str) -> int:
    """The number of pages, at least 1.

    Raises EncryptedSourceError, DamagedSourceError (cut off, or corrupt) or UnreadableSourceError (no pages). A file that is
    cut off is refused even where pdfium could read a part of it: pages would be lost without a word.
    """
    # Imported here for the sake of the commands that open no PDF.
    import pypdfium2
    import pypdfium2.raw as pdfium

    whole = END.search(_tail(path)) is not None
    try:
        with pypdfium2.PdfDocument(path) as document:
            count = len(document)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedSourceError(say("fault.encrypted", name=name), say("remedy.password")) from fault
        if whole and _counts_no_page(path):
            count = 0
        else:
            problem = say("fault.corrupt" if whole else "fault.cut_off", name=name)
            raise DamagedSourceError(problem, say("remedy.fetch")) from fault
    if not whole:
        raise DamagedSourceError(say("fault.cut_off", name=name), say("remedy.fetch"))
    if count == 0:
        raise UnreadableSourceError(say("fault.without_pages", name=name), say("remedy.fetch"))
    return count


def _tail(path: Path) -> bytes:
    """The last bytes of the file, the NULs that tapes and downloads pad with left out."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        while size > 0:
            start = max(0, size - TAIL)
            stream.seek(start)
            tail = stream.read(size - start).rstrip(b"\0")
            if tail:
                return tail
            size = start
    return b""


def _counts_no_page(path: Path) -> bool:
    """Whether the page tree says 0 pages: pdfium calls such a file malformed."""
    content = path.read_bytes()
    return re.search(rb"/Count\s+0\b", content) is not None and re.search(rb"/Type\s*/Page\b", content) is None
