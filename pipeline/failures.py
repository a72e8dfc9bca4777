"""What is said of a page that failed: a sentence of what is wrong, one of what to do, and the cause in a word."""

from __future__ import annotations

import traceback
from pathlib import Path

from pipeline.batch.pool import Lost
from pipeline.errors import Cause, PageError, UnreadableSourceError
from pipeline.model import PageSource, Source, SourceKind
from pipeline.remote import RemoteFile
from pipeline.sentences import Bilingual, in_a_row, in_both, say
from pipeline.settings import Settings
from pipeline.visible import one_line

OUT_OF_MEMORY = ("SIGABRT",)
"""pdfium and others end their process so where they are given no more memory."""


def cause_of(fault: Exception) -> Cause:
    return fault.cause if isinstance(fault, PageError) else Cause.MEMORY if isinstance(fault, MemoryError) else Cause.BUG


def sentence(fault: Exception, page_source: PageSource, settings: Settings) -> Bilingual:
    """What stopped a page. A fault of the file says so itself; any other is a fault of ours, and says where."""
    if isinstance(fault, PageError):
        return one_line(fault.sentence)
    if isinstance(fault, MemoryError):
        return lost_page(page_source, Lost(Cause.MEMORY), settings)
    last = traceback.extract_tb(fault.__traceback__)[-1]
    what = " ".join(f"{type(fault).__name__} in {Path(last.filename).stem}.{last.name}: {fault}".split())
    return one_line(in_a_row(say("fault.bug", page=_called(page_source), what=what[:300]), say("remedy.report")))


def lost_page(page_source: PageSource, lost: Lost, settings: Settings) -> Bilingual:
    """What is said of a page that no worker came back from."""
    return one_line(_lost(_called(page_source), lost, settings))


def lost_file(file: Path | RemoteFile, name: str, lost: Lost, settings: Settings) -> tuple[Source, PageError]:
    """A file that no worker came back from before its pages were known."""
    fault = UnreadableSourceError(_lost(in_both(name), lost, settings))
    fault.cause = lost.cause  # type: ignore[misc]  # of this one fault, not of its class
    path, url = (Path(name), file.url) if isinstance(file, RemoteFile) else (file, "")
    return Source(path, name, "", SourceKind.PDF, 0, url=url), fault


def _called(page_source: PageSource) -> Bilingual:
    return say("word.page_of", number=page_source.page_number, name=page_source.source.name)


def _lost(called: Bilingual, lost: Lost, settings: Settings) -> Bilingual:
    match lost.cause:
        case Cause.TIME:
            return in_a_row(say("fault.time", page=called, seconds=settings.page_seconds), say("remedy.page_seconds"))
        case Cause.MEMORY:
            return in_a_row(say("fault.memory", page=called, megabytes=settings.page_memory >> 20), say("remedy.page_memory"))
        case Cause.CRASH:
            remedy = say("remedy.page_memory_or_report" if lost.told in OUT_OF_MEMORY else "remedy.report")
            return in_a_row(say("fault.crash", page=called, signal=lost.told), remedy)
        case _:
            return in_a_row(say("fault.bug", page=called, what=lost.told[:300]), say("remedy.report"))
