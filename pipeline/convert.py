"""The sentence: what happens to a page, in order, and what happens when it fails."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import ModuleType

from pipeline import articles, clean, emit, extract, layout, repair, report, tables, validate
from pipeline.batch import slurm
from pipeline.batch.fingerprint import fingerprint
from pipeline.batch.ledger import Entry, Ledger
from pipeline.batch.lock import only_one
from pipeline.batch.pool import Lost
from pipeline.batch.workers import Run, workers
from pipeline.decisions import FILE_NAME as DECISIONS
from pipeline.decisions import by_page, read_decisions, replay
from pipeline.errors import Cause, PageError, UsageError
from pipeline.failures import cause_of, lost_file, lost_page, sentence
from pipeline.ingest import (
    at_hand,
    failed_file,
    file_stamp,
    found_files,
    look_at,
    pages_of,
    refuse_if_changed,
    refuse_wrong_use,
    warn_of_second,
)
from pipeline.model import OutputFile, Page, PageResult, PageSource, Source
from pipeline.pdf_page import close_page
from pipeline.recipes import read_recipes
from pipeline.recipes.schema import Recipe
from pipeline.remote import RemoteFile, given_path, refuse_as_folder
from pipeline.settings import Settings
from pipeline.summary import ConversionSummary, Counts, Phase, Progress

FILES_AT_ONCE = 1000
"""So many files are looked at before their pages are set down."""
PASSING = (Cause.CHANGED, Cause.ENGINE, Cause.UNREACHABLE)
"""Pages that failed for these are tried again unasked: the remedy lies outside the page."""
PRELOAD = (__name__, "pipeline.batch.warm", "pipeline.clean.warm")
"""What workers need: loaded once, before they are forked."""

Attempt = tuple[PageResult, emit.PageRows | None]
"""What came of a page, and its rows unless it failed."""

log = logging.getLogger(__name__)


def convert(
    paths: Sequence[Path | str], out: Path, settings: Settings, progress: Callable[[Progress], None] | None = None
) -> ConversionSummary:
    """Convert every page of ``paths`` into the published files in ``out``; ``progress`` hears of each page when it is done.
    What is text among the paths is an address in an object store.

    Pages that an earlier conversion into ``out`` has done are not read again. The files take their places when all pages are
    done; until then those of an earlier conversion stay. ``out`` may lie inside a given folder: it is not read. Raises
    UsageError where the paths, the output folder or the recipes are unfit.
    """
    refuse_as_folder(out, "Give a folder, and the address as --upload.")
    _refuse_input_as_output(paths, out)
    recipes = read_recipes(settings.recipe_folders)
    refuse_wrong_use(paths)
    emit.refuse_unfit(out, recipes, report=settings.report)
    if settings.upload:
        emit.refuse_unfit_address(out, settings.upload)
    settings = replace(settings, decisions=(*settings.decisions, *read_decisions(out / DECISIONS)))
    mark = fingerprint(settings, [recipe.model_dump_json() for recipe in recipes])
    with only_one(out), Ledger(out) as ledger, slurm.jobs(settings) as scheduler:
        work = _Conversion(out, recipes, settings, ledger, mark, progress or (lambda _: None), scheduler)
        work.look(paths)
        work.make()
        return work.publish()


@dataclass(slots=True)
class _Conversion:
    """One conversion in work: its three steps, in order."""

    out: Path
    recipes: Sequence[Recipe]
    settings: Settings
    ledger: Ledger
    mark: str
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
        with workers(self.settings, FILES_AT_ONCE, PRELOAD, self.scheduler) as run:
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
        files = ((_absolute(file), name) for file, name in found_files(paths, self.out))
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
        maker = partial(_make, self.recipes, self.settings)
        self.tell(Progress(Phase.CONVERTING, done, total, self.new_failed, self.reused))
        with workers(self.settings, total - done, PRELOAD, self.scheduler) as run:
            for source, made in run(maker, self.ledger.to_make()):
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
        self.ledger.keep(_entry(result.source.page_id, [(result, None)]), self.mark)
        self.new_failed += 1
        self.tell(Progress(phase, done, total, self.new_failed, self.reused, result))

    def publish(self) -> ConversionSummary:
        """Write the files from what is kept, unless that was published last and the files are as they were."""
        publication = self.ledger.publication(str(self.settings.spreadsheet_safe))
        if self.ledger.noted("publication") == publication and self.ledger.noted("files") == emit.files_stamp(self.out):
            counts = sum(map(Counts.read, self.ledger.counts()), Counts())
        else:
            counts = self._write()
            self.ledger.note(publication=publication, files=emit.files_stamp(self.out))
        if self.settings.upload:
            emit.upload(self.out, self.settings.upload)
        self.ledger.note(published=1)
        self.ledger.prune()
        return ConversionSummary(self.out, counts, self.reused, self.reused_failed)

    def _write(self) -> Counts:
        total, _, failed = self.ledger.counted()
        counts = Counts()
        with emit.Writer(self.out, self.recipes, self.settings, report.index_files if self.settings.report else None) as writer:
            for done, entry in enumerate(self.ledger.entries()):
                self.tell(Progress(Phase.PUBLISHING, done, total, failed, self.reused))
                for rows in emit.unpacked(entry.data):
                    writer.add(rows)
                counts += Counts.read(entry.counts)
        return counts


def _look(settings: Settings, file: tuple[Path | RemoteFile, str]) -> tuple[Source, PageError | None]:
    return look_at(*file, settings)


def _make(recipes: Sequence[Recipe], settings: Settings, page_source: PageSource) -> Entry:
    return _entry(page_source.page_id, attempt(page_source, recipes, settings))


def _entry(page_id: str, made: Sequence[Attempt]) -> Entry:
    """What came of a page of a source, of a spread both its pages: it failed where one of them did."""
    failed = next((result for result, _ in made if result.cause), made[0][0])
    return Entry(
        page_id,
        failed.cause,
        failed.error,
        sum(result.seconds for result, _ in made),
        sum((Counts.of(result.page) for result, _ in made), Counts()).written(),
        emit.packed([emit.with_page_row(result, rows) for result, rows in made]),
    )


def read_page(page_source: PageSource, recipes: Sequence[Recipe], settings: Settings) -> Page:
    """One page, all the way through the house, of a spread the left one; raises what its stages raise."""
    try:
        return collate(extract.read_pages(page_source, settings)[0], recipes, settings)
    finally:
        close_page()


def collate(page: Page, recipes: Sequence[Recipe], settings: Settings) -> Page:
    """A page as it was read, through the rest of the house; raises what its stages raise."""
    page = tables.find_tables(page, recipes)
    page = extract.tell_unread(page, settings)
    page = layout.lay_out(page)
    page = articles.assemble(page)
    page = clean.clean_page(page, recipes)
    page = validate.validate_page(page, recipes)
    page = extract.read_again(page, validate.doubtful_rows(page), settings)
    page = repair.repair_page(page, recipes)
    return replay(page, settings.decisions, recipes)


def attempt(page_source: PageSource, recipes: Sequence[Recipe], settings: Settings) -> list[Attempt]:
    """What a page of a source shows, one page or the two of a spread, each with its rows or with why there are none.

    Here and in ``_attempt`` any exception is caught, and nowhere else: no page stops another, nor does half a spread the other.
    """
    started = time.perf_counter()
    try:
        page_source = at_hand(page_source, settings)
        made = [_attempt(page, recipes, settings) for page in extract.read_pages(page_source, settings)]
        refuse_if_changed(page_source.source)
    except Exception as fault:  # noqa: BLE001 - see above
        made = [_failed(page_source, fault, settings)]
    finally:
        close_page()
    seconds = (time.perf_counter() - started) / len(made)
    return [(replace(result, seconds=seconds), rows) for result, rows in made]


def _attempt(page: Page, recipes: Sequence[Recipe], settings: Settings) -> Attempt:
    try:
        page = collate(page, recipes, settings)
        rows = replace(emit.page_rows(page, recipes, settings), report=_report(page, recipes, settings))
    except Exception as fault:  # noqa: BLE001 - see ``attempt``
        return _failed(page.source, fault, settings)
    return PageResult(page.source, page), rows


def _failed(page_source: PageSource, fault: Exception, settings: Settings) -> Attempt:
    log.debug("%s failed", page_source.page_id, exc_info=fault)
    return PageResult(page_source, None, sentence(fault, page_source, settings), cause_of(fault)), None


def _report(page: Page, recipes: Sequence[Recipe], settings: Settings) -> tuple[OutputFile, ...]:
    """The page's part of the report, where one is asked for. A fault of it costs the page no data: it has no part then."""
    if not settings.report:
        return ()
    try:
        return report.page_files(page, recipes, settings)
    except Exception:
        log.warning("%s has no page in the report; please say so to its makers", page.page_id, exc_info=log.isEnabledFor(10))
        return ()


def _absolute(file: Path | RemoteFile) -> Path | RemoteFile:
    return file.absolute() if isinstance(file, Path) else file


def _stamp(file: Path | RemoteFile) -> str:
    try:
        return file_stamp(file)
    except OSError:
        return ""


def _refuse_input_as_output(paths: Sequence[Path | str], out: Path) -> None:
    for path in paths:
        if isinstance(path, Path) and path.is_dir() and out.exists() and path.samefile(out):
            raise UsageError(f"The output folder {out} is the input folder.", "Give a folder of its own.")


class _Callable(ModuleType):
    """This module, called: ``pipeline.convert("data/raw", "data/clean")`` is what the command does."""

    def __call__(
        self, sources: str | Path | Sequence[str | Path], out: str | Path, settings: Settings | None = None
    ) -> ConversionSummary:
        """Convert files and folders, or what addresses in an object store hold, into ``out``; raises UsageError where the paths
        or the settings are unfit."""
        paths = [sources] if isinstance(sources, str | Path) else sources
        return convert([given_path(path) for path in paths], Path(out), settings or Settings())


sys.modules[__name__].__class__ = _Callable
