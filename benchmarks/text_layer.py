"""A text-layer page, whole conversion, against pdfplumber reading the characters of the same page, in the same run.

usage: python -m benchmarks.text_layer [PDF …] [--runs 7]        default: the specimen page in data/raw

Prints the ratio of the whole to ``pdfplumber … page.chars`` (goal: ≤ 0.5), in processor time: both compute on one core, and
the machine may have other work. The jieba dictionary is loaded before the clock starts: it is loaded once a process. Garbage is
collected as in a worker of ``convert``, for both.
"""

from __future__ import annotations

import argparse
import gc
import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from pipeline import convert, emit
from pipeline.batch.worker import GARBAGE_AFTER, clear
from pipeline.errors import JiaokanError
from pipeline.extract import second_reader
from pipeline.ingest import page_sources
from pipeline.model import PageSource
from pipeline.recipes import read_recipes
from pipeline.settings import Settings

DEFAULT = sorted((Path(__file__).parent.parent / "data" / "raw").glob("*.pdf"))


def pdfplumber_characters(source: PageSource) -> int:
    with pdfplumber.open(source.source.path) as document:
        page = document.pages[source.page_number - 1]
        count = len(page.chars)
        page.close()
    return count


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    clear(1)
    return time.process_time() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pdf", nargs="*", type=Path, default=DEFAULT)
    options.add_argument("--runs", type=int, default=7)
    given = options.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    gc.set_threshold(*GARBAGE_AFTER)
    settings, recipes = Settings(), read_recipes()
    ratios = []
    for source in page_sources(given.pdf, settings):
        if not isinstance(source, PageSource):
            print(f"{source.error}")
            continue

        def whole(source: PageSource = source) -> object:
            second_reader.forget()
            return emit.page_rows(convert.read_page(source, recipes, settings), recipes)

        try:
            whole()
            gc.freeze()
        except JiaokanError as fault:
            print(fault)
            continue
        pairs = [(seconds(whole), seconds(lambda source=source: pdfplumber_characters(source))) for _ in range(given.runs)]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratios.append(ours / theirs)
        name = f"{source.source.path.parent.name}/{source.source.path.name}"
        print(
            f"{name}: conversion {ours * 1000:.0f} ms, pdfplumber page.chars {theirs * 1000:.0f} ms, ratio {ours / theirs:.2f}"
        )
    if ratios:
        print(f"median ratio of {len(ratios)} pages, {given.runs} runs each: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
