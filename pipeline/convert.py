"""The sentence: what happens to a page, in order, and what happens when it fails."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import articles, clean, emit, extract, layout, repair, report, tables, validate
from pipeline.decisions import FILE_NAME as DECISIONS
from pipeline.decisions import read_decisions, replay
from pipeline.errors import DONE, NOTHING_READ, SOME_FAILED, PageError, UsageError
from pipeline.ingest import page_sources
from pipeline.model import OutputFile, Page, PageResult, PageSource, Severity
from pipeline.recipes import read_recipes
from pipeline.recipes.schema import Recipe
from pipeline.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ConversionSummary:
    """What a conversion came to; ``pages`` counts the failed ones too."""

    out: Path
    pages: int = 0
    failed: int = 0
    articles: int = 0
    tables: int = 0
    repairs: int = 0
    errors: int = 0
    warnings: int = 0
    notices: int = 0

    @property
    def exit_code(self) -> int:
        if self.failed == 0:
            return DONE
        return NOTHING_READ if self.failed == self.pages else SOME_FAILED

    def with_result(self, result: PageResult) -> ConversionSummary:
        page = result.page
        if page is None:
            return replace(self, pages=self.pages + 1, failed=self.failed + 1)
        severities = [finding.severity for finding in page.findings]
        return replace(
            self,
            pages=self.pages + 1,
            articles=self.articles + len(page.articles),
            tables=self.tables + len(page.tables),
            repairs=self.repairs + len(page.repairs),
            errors=self.errors + severities.count(Severity.ERROR),
            warnings=self.warnings + severities.count(Severity.WARNING),
            notices=self.notices + severities.count(Severity.NOTICE),
        )


def convert(
    paths: Sequence[Path], out: Path, settings: Settings, progress: Callable[[PageResult], None] | None = None
) -> ConversionSummary:
    """Convert every page of ``paths`` into the published files in ``out``; ``progress`` hears of each page when it is done.

    The files take their places when all pages are done; until then those of an earlier conversion stay. ``out`` may lie inside
    a given folder: it is not read. Raises UsageError where the paths, the output folder or the recipes are unfit.
    """
    _refuse_input_as_output(paths, out)
    recipes = read_recipes(settings.recipe_folders)
    settings = replace(settings, decisions=(*settings.decisions, *read_decisions(out / DECISIONS)))
    elsewhere = {(each.sha256, each.page_number) for each in settings.decisions}
    sources = page_sources(paths, settings, leave_out=out)
    summary = ConversionSummary(out)
    with emit.Writer(out, recipes, report.index_files if settings.report else None) as writer:
        for source in sources:
            result, rows = (source, None) if isinstance(source, PageResult) else attempt(source, recipes, settings)
            writer.add(result, rows)
            elsewhere.discard((result.source.source.sha256, result.source.page_number))
            summary = summary.with_result(result)
            if progress is not None:
                progress(result)
    if elsewhere:
        log.warning(
            "%s holds decisions about %d pages that are not in this conversion; they stay there.", DECISIONS, len(elsewhere)
        )
    return summary


def read_page(page_source: PageSource, recipes: Sequence[Recipe], settings: Settings) -> Page:
    """One page, all the way through the house; raises what its stages raise."""
    page = extract.read_page(page_source, settings)
    page = tables.find_tables(page, recipes)
    page = layout.lay_out(page)
    page = articles.assemble(page)
    page = clean.clean_page(page, recipes)
    page = validate.validate_page(page, recipes)
    page = extract.read_again(page, validate.doubtful_rows(page), settings)
    page = repair.repair_page(page, recipes)
    return replay(page, settings.decisions, recipes)


def attempt(page_source: PageSource, recipes: Sequence[Recipe], settings: Settings) -> tuple[PageResult, emit.PageRows | None]:
    """A page and its rows, or why there are none. The one place where any exception is caught: no page stops another."""
    started = time.perf_counter()
    page: Page | None = None
    rows: emit.PageRows | None = None
    error = ""
    try:
        page = read_page(page_source, recipes, settings)
        rows = replace(emit.page_rows(page, recipes, settings), report=_report(page, recipes, settings))
    except Exception as fault:
        log.debug("%s failed", page_source.page_id, exc_info=True)
        page, error = None, _sentence(fault, page_source)
    return PageResult(page_source, page, error, time.perf_counter() - started), rows


def _report(page: Page, recipes: Sequence[Recipe], settings: Settings) -> tuple[OutputFile, ...]:
    """The page's part of the report, where one is asked for. A fault of it costs the page no data: it has no part then."""
    if not settings.report:
        return ()
    try:
        return report.page_files(page, recipes, settings)
    except Exception:
        log.warning("%s has no page in the report; please say so to its makers", page.page_id, exc_info=log.isEnabledFor(10))
        return ()


def _sentence(fault: Exception, page_source: PageSource) -> str:
    """What stopped a page. A fault of the file says so itself; any other is a fault of ours, and says where."""
    if isinstance(fault, PageError):
        return str(fault)
    last = traceback.extract_tb(fault.__traceback__)[-1]
    what = " ".join(f"{type(fault).__name__} in {Path(last.filename).stem}.{last.name}: {fault}".split())
    return (
        f"Page {page_source.page_number} of {page_source.source.name} could not be converted ({what[:300]}). Please report it."
    )


def _refuse_input_as_output(paths: Sequence[Path], out: Path) -> None:
    for path in paths:
        if path.is_dir() and out.exists() and path.samefile(out):
            raise UsageError(f"The output folder {out} is the input folder.", "Give a folder of its own.")
