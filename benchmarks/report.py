"""The report: what it adds to a page's conversion, how large it is, and how quickly it opens with hundreds of pages.

usage: python -m benchmarks.report [--pages 500] [--runs 7] [--keep DIR]

Writes the report of the specimen page, given so many names, and opens it from disk in Debian's Chromium; opening is measured
from the navigation to the load event and the first frame after it, in a new browser context each time.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pipeline import convert, emit, report
from pipeline.ingest import page_sources
from pipeline.model import Page, PageResult, PageSource
from pipeline.recipes import read_recipes
from pipeline.settings import Settings

RAW = Path(__file__).parent.parent / "data" / "raw"
SETTINGS = Settings(report=True)


def milliseconds(work: Callable[[], object]) -> float:
    """Of processor time: the machine may have other work."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def renamed(page: Page, number: int) -> Page:
    """The page as another one of the same issue."""
    new = f"hengshui-{number:04d}-{page.page_id.rpartition('-')[0][-12:]}-p1"

    def of(identifier: str) -> str:
        return identifier.replace(page.page_id, new)

    return replace(
        page,
        page_id=new,
        source=replace(page.source, page_id=new),
        tables=tuple(replace(each, table_id=of(each.table_id)) for each in page.tables),
        articles=tuple(replace(each, article_id=of(each.article_id)) for each in page.articles),
        regions=tuple(replace(each, article_id=of(each.article_id)) for each in page.regions),
        findings=tuple(
            replace(each, where=replace(each.where, table_id=of(each.where.table_id), article_id=of(each.where.article_id)))
            for each in page.findings
        ),
        repairs=tuple(
            replace(each, where=replace(each.where, table_id=of(each.where.table_id), article_id=of(each.where.article_id)))
            for each in page.repairs
        ),
    )


def write(page: Page, count: int, out: Path) -> None:
    recipes = read_recipes()
    with emit.Writer(out, recipes, SETTINGS, report.index_files) as writer:
        for number in range(count):
            each = renamed(page, number)
            rows = replace(emit.page_rows(each, recipes), report=report.page_files(each, recipes, SETTINGS))
            result = PageResult(each.source, each)
            rows = replace(emit.with_page_row(result, rows), listed=report.listed(result, rows.report))
            parts = emit.page_parts([rows])
            writer.add(parts.shared)
            writer.add_own(parts.own)


def opened(browser: Browser, path: Path) -> float:
    """Milliseconds until the page is loaded and drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    drawn = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    took = milliseconds(lambda: (page.goto(path.as_uri(), wait_until="load"), page.evaluate(drawn)))
    context.close()
    return took


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=500)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    recipes = read_recipes()
    source = next(each for each in page_sources(sorted(RAW.glob("*.pdf")), SETTINGS) if isinstance(each, PageSource))
    page = convert.read_page(source, recipes, SETTINGS)
    whole = statistics.median(milliseconds(lambda: convert.read_page(source, recipes, SETTINGS)) for _ in range(given.runs))
    own = statistics.median(milliseconds(lambda: report.page_files(page, recipes, SETTINGS)) for _ in range(given.runs))
    print(f"a page: conversion {whole:.0f} ms, its part of the report {own:.0f} ms ({own / whole:.0%})")
    out = given.keep or Path(tempfile.mkdtemp())
    write(page, given.pages, out)
    sizes = [path.stat().st_size for path in (out / "report").rglob("*") if path.is_file()]
    index = out / "report" / "index.html"
    print(f"{given.pages} pages: {len(sizes)} files, {sum(sizes) / 1e6:.0f} MB; index.html {index.stat().st_size / 1e3:.0f} kB")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        pages = sorted((out / "report" / "pages").glob("*.html"))
        for name, path in (("index", index), ("page", pages[len(pages) // 2])):
            took = sorted(opened(browser, path) for _ in range(given.runs))
            print(f"{name} opens in {statistics.median(took):.0f} ms (slowest of {given.runs}: {took[-1]:.0f})")
        browser.close()
    if given.keep is None:
        shutil.rmtree(out)


if __name__ == "__main__":
    main()
