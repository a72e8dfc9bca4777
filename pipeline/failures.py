"""What is said of a page that failed: a sentence of what is wrong, one of what to do, and the cause in a word."""

from __future__ import annotations

import traceback
from pathlib import Path

from pipeline.batch.pool import Lost
from pipeline.errors import Cause, PageError, UnreadableSourceError
from pipeline.model import PageSource, Source, SourceKind
from pipeline.remote import RemoteFile
from pipeline.settings import Settings
from pipeline.visible import in_one_line

OUT_OF_MEMORY = {"SIGABRT": "Look at it, raise --page-memory, or report it."}
"""pdfium and others end their process where they are given no more memory."""


def cause_of(fault: Exception) -> Cause:
    return fault.cause if isinstance(fault, PageError) else Cause.MEMORY if isinstance(fault, MemoryError) else Cause.BUG


def sentence(fault: Exception, page_source: PageSource, settings: Settings) -> str:
    """What stopped a page. A fault of the file says so itself; any other is a fault of ours, and says where."""
    if isinstance(fault, PageError):
        return in_one_line(str(fault))
    if isinstance(fault, MemoryError):
        return lost_page(page_source, Lost(Cause.MEMORY), settings)
    last = traceback.extract_tb(fault.__traceback__)[-1]
    what = " ".join(f"{type(fault).__name__} in {Path(last.filename).stem}.{last.name}: {fault}".split())
    return in_one_line(f"{_called(page_source)} could not be converted ({what[:300]}). Please report it.")


def lost_page(page_source: PageSource, lost: Lost, settings: Settings) -> str:
    """What is said of a page that no worker came back from."""
    return in_one_line(_lost(_called(page_source), lost, settings))


def lost_file(file: Path | RemoteFile, name: str, lost: Lost, settings: Settings) -> tuple[Source, PageError]:
    """A file that no worker came back from before its pages were known."""
    fault = UnreadableSourceError(_lost(name, lost, settings))
    fault.cause = lost.cause  # type: ignore[misc]  # of this one fault, not of its class
    path, url = (Path(name), file.url) if isinstance(file, RemoteFile) else (file, "")
    return Source(path, name, "", SourceKind.PDF, 0, url=url), fault


def _called(page_source: PageSource) -> str:
    return f"Page {page_source.page_number} of {page_source.source.name}"


def _lost(called: str, lost: Lost, settings: Settings) -> str:
    match lost.cause:
        case Cause.TIME:
            return f"{called} took longer than {settings.page_seconds:g} s. Look at it, or raise --page-seconds."
        case Cause.MEMORY:
            return f"{called} needs more than {settings.page_memory >> 20} MB of memory. Look at it, or raise --page-memory."
        case Cause.CRASH:
            remedy = OUT_OF_MEMORY.get(lost.told, "Please report it.")
            return f"{called} ended the process that read it, twice ({lost.told}). {remedy}"
        case _:
            return f"{called} could not be converted ({lost.told[:300]}). Please report it."
