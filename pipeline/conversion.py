"""The pages of a conversion: found, and made where they are not done; each is in the ledger as soon as it is there.

Nothing here is about stages: what makes a page is handed in.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from pipeline.batch.ledger import Entry, Ledger
from pipeline.batch.pool import Lost
from pipeline.batch.workers import Run, workers
from pipeline.decisions import FILE_NAME as DECISIONS
from pipeline.decisions import by_page
from pipeline.errors import Cause, PageError
from pipeline.failures import lost_file, lost_page
from pipeline.ingest import failed_file, file_stamp, look_at, pages_of, warn_of_second
from pipeline.model import PageResult, PageSource, Source
from pipeline.remote import RemoteFile
from pipeline.settings import Settings
from pipeline.source_files import found_files
from pipeline.summary import Phase, Progress

FILES_AT_ONCE = 1000
"""So many files are looked at before their pages are set down."""
PASSING = (Cause.CHANGED, Cause.ENGINE, Cause.UNREACHABLE)
"""Pages that failed for these are tried again unasked: the remedy lies outside the page."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Conversion:
    """One conversion in work: ``look``, then ``make``."""

    ledger: Ledger
    settings: Settings
    mark: str
    """The fingerprint of what makes the pages."""
    maker: Callable[[PageSource], Entry]
    failed_entry: Callable[[PageResult], Entry]
    """What is kept of a page that no maker saw."""
    preload: Sequence[str]
    """The modules that workers need."""
    tell: Callable[[Progress], None]
    scheduler: Callable[[], str]
    """Answers with its address."""
    reused: int = 0
    reused_failed: int = 0
    new_failed: int = 0

    def look(self, paths: Sequence[Path | str]) -> None:
        """Find the pages, and which of them are done."""
        forget = None if self.settings.force else Cause if self.settings.retry_failed else PASSING
        self.ledger.forget(causes=forget)
        self.ledger.note(jobs=max(1, self.settings.jobs), published=0)
        self.tell(Progress(Phase.LOOKING, 0, 0))
        with workers(self.settings, FILES_AT_ONCE, self.preload, self.scheduler) as run:
            for page in self.ledger.want(self._files(paths, run), self.mark):
                warn_of_second(page)
        self.ledger.write()
        elsewhere = self.ledger.decided(by_page(self.settings.decisions))
        if elsewhere:
            told = "%s holds decisions about %d pages that are not in this conversion; they stay there."
            log.warning(told, DECISIONS, elsewhere)
        _, done, failed = self.ledger.counted()
        self.reused, self.reused_failed = done - self.new_failed, failed - self.new_failed

    def _files(self, paths: Sequence[Path | str], run: Run) -> Iterator[list[PageSource]]:
        """The pages of each file in order; one that cannot be read is kept as failed."""
        looker = partial(_look, self.settings)
        files = ((_absolute(file), name) for file, name in found_files(paths, self.ledger.out))
        done = 0
        while some := list(islice(files, FILES_AT_ONCE)):
            stamps = [_stamp(file) for file, _ in some]
            known = [self.ledger.known_file(*file, stamp) for file, stamp in zip(some, stamps, strict=True)]
            looked: dict[tuple[Path | RemoteFile, str], tuple[Source, PageError | None]] = {
                file: (source, None) for file, source in zip(some, known, strict=True) if source
            }
            for file, answer in run(looker, [file for file in some if file not in looked]):
                looked[file] = lost_file(*file, answer, self.settings) if isinstance(answer, Lost) else answer
            for file in some:
                source, fault = looked[file]
                pages = pages_of(source)
                done += 1
                if fault is not None:
                    self._keep_failed(failed_file(pages[0], fault), Phase.LOOKING, done, 0)
                yield pages
            self.tell(Progress(Phase.LOOKING, done, 0, self.new_failed))

    def make(self) -> None:
        """Make the pages that are not done, and keep each as soon as it is."""
        total, done, _ = self.ledger.counted()
        self.tell(Progress(Phase.CONVERTING, done, total, self.new_failed, self.reused))
        with workers(self.settings, total - done, self.preload, self.scheduler) as run:
            for source, made in run(self.maker, self.ledger.to_make()):
                done += 1
                if isinstance(made, Lost):
                    result = PageResult(source, error=lost_page(source, made, self.settings), cause=made.cause)
                    self._keep_failed(result, Phase.CONVERTING, done, total)
                    continue
                self.ledger.keep(made, self.mark)
                self.new_failed += made.cause is not None
                result = PageResult(source, error=made.error, cause=made.cause, seconds=made.seconds)
                self.tell(Progress(Phase.CONVERTING, done, total, self.new_failed, self.reused, result))
        self.ledger.write()

    def _keep_failed(self, result: PageResult, phase: Phase, done: int, total: int) -> None:
        self.ledger.keep(self.failed_entry(result), self.mark)
        self.new_failed += 1
        self.tell(Progress(phase, done, total, self.new_failed, self.reused, result))


def _look(settings: Settings, file: tuple[Path | RemoteFile, str]) -> tuple[Source, PageError | None]:
    return look_at(*file, settings)


def _absolute(file: Path | RemoteFile) -> Path | RemoteFile:
    return file.absolute() if isinstance(file, Path) else file


def _stamp(file: Path | RemoteFile) -> str:
    try:
        return file_stamp(file)
    except OSError:
        return ""
