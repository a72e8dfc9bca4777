"""The sentence: what happens to a page, in order, and what happens when it fails."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

from pipeline import articles, clean, emit, extract, layout, repair, report, tables, validate
from pipeline.batch import slurm
from pipeline.batch.fingerprint import fingerprint
from pipeline.batch.ledger import FOLDER, Entry, Ledger
from pipeline.batch.lock import only_one
from pipeline.batch.published import known_files
from pipeline.conversion import Conversion
from pipeline.decisions import FILE_NAME as DECISIONS
from pipeline.decisions import read_decisions, replay
from pipeline.errors import PageError, UsageError
from pipeline.failures import cause_of, sentence
from pipeline.ingest import at_hand, refuse_if_changed, refuse_wrong_use
from pipeline.model import OutputFile, Page, PageResult, PageSource
from pipeline.pdf_page import close_page
from pipeline.publication import publish
from pipeline.recipes import read_recipes
from pipeline.recipes.schema import Recipe
from pipeline.remote import given_path, keeping, refuse_as_folder
from pipeline.settings import Settings
from pipeline.summary import ConversionSummary, Counts, Phase, Progress

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
    refuse_as_folder(out, "Give --out DIR --upload {}.")
    _refuse_input_as_output(paths, out)
    recipes = read_recipes(settings.recipe_folders)
    refuse_wrong_use(paths)
    emit.refuse_unfit(out, recipes, report=settings.report, known=known_files(out))
    if settings.upload:
        emit.refuse_unfit_address(out, settings.upload)
    settings = replace(settings, decisions=(*settings.decisions, *read_decisions(out / DECISIONS)))
    mark = fingerprint(settings, [recipe.model_dump_json() for recipe in recipes])
    kept = keeping(out / FOLDER / "fetched", paths)
    with only_one(out), Ledger(out) as ledger, slurm.jobs(settings) as scheduler, kept as fetched:
        settings = replace(settings, fetched=fetched)
        tell = progress or (lambda _: None)
        maker, failed = partial(_make, recipes, settings), partial(_failed_entry, settings)
        work = Conversion(ledger, settings, mark, maker, failed, PRELOAD, tell, scheduler)
        work.look(paths)
        work.make()
        total, _, lost = ledger.counted()

        def told(looked: int) -> None:
            tell(Progress(Phase.PUBLISHING, looked, total, lost, work.reused))

        publish(ledger, recipes, settings, report.index_files if settings.report else None, told)
        if settings.upload:
            emit.upload(out, settings.upload)
        ledger.note(published=1)
        counts = sum((Counts.read(text).times(pages) for text, pages in ledger.counts()), Counts())
        if counts.failed < counts.pages:  # else what is given may be a disk that is not mounted: what was done stays known
            ledger.prune()
        return ConversionSummary(out, counts, work.reused, work.reused_failed)


def _make(recipes: Sequence[Recipe], settings: Settings, page_source: PageSource) -> Entry:
    return _entry(page_source.page_id, attempt(page_source, recipes, settings), settings)


def _failed_entry(settings: Settings, result: PageResult) -> Entry:
    return _entry(result.source.page_id, [(result, None)], settings)


def _entry(page_id: str, made: Sequence[Attempt], settings: Settings) -> Entry:
    """What came of a page of a source, of a spread both its pages: it failed where one of them did."""
    failed = next((result for result, _ in made if result.cause), made[0][0])
    counts = sum((Counts.of(result.page) for result, _ in made), Counts()).written()
    parts = emit.page_parts([_whole(result, rows, settings) for result, rows in made])
    seconds = sum(result.seconds for result, _ in made)
    return Entry.of(page_id, failed.cause, failed.error, seconds, counts, parts.shared, parts.own)


def _whole(result: PageResult, rows: emit.PageRows | None, settings: Settings) -> emit.PageRows:
    """All that a page adds to what is published, whether it failed or not."""
    rows = emit.with_page_row(result, rows)
    return replace(rows, listed=report.listed(result, rows.report)) if settings.report else rows


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
        made = [_failed(page_source, _why(fault, page_source), settings)]
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


def _why(fault: Exception, page_source: PageSource) -> Exception:
    """What is to blame: a file that changed meanwhile breaks readers in any way."""
    try:
        refuse_if_changed(page_source.source)
    except PageError as changed:
        return changed
    return fault


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
