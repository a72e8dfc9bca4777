"""Scans against truth: characters of the page (order aside), table cells before any repair, time, memory; and opponents.

usage: python -m benchmarks.scans TRUTH_ROOT --variant scan200.jpg [--tesseract] [--plain]
       TRUTH_ROOT holds folders with truth.json and the variant (a picture of the page)

Characters: the share of the truth's characters (stories, headlines, kickers, table cells; blanks aside, widths of marks folded)
that were not read; beside it the same without vertical headlines, which some pages print over themselves. Cells: printed cells
read right, and of the wrong ones those with another reading or a confidence under 0.98. Times are of all that is done with a
page, from the file to its rows and its part of the report; the first page also loads what is needed. ``--tesseract`` reads
the same pages with tesseract alone, ``--plain`` with plain RapidOCR()(picture), whose time is the ratio's opponent: as it
comes, by onnxruntime (``pip install onnxruntime``; no part of this project), and by OpenVINO.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import cv2
from rapidocr import EngineType, RapidOCR

from pipeline.convert import collate
from pipeline.emit import page_rows
from pipeline.extract import read_page
from pipeline.ingest import page_sources
from pipeline.model import Cell, Page, PageSource
from pipeline.report import page_files
from pipeline.settings import Settings
from pipeline.tables import find_tables

FOLDED = str.maketrans(
    {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！", "”": "“", '"': "“", "’": "‘", "'": "‘"}
)
SURE = 0.98
SETTINGS = Settings()


class Taken(NamedTuple):
    """Seconds of a page: by the clock; of the processor, for reading it and for all of it."""

    clock: float
    reading: float
    whole: float


def flat(text: str | None) -> str:
    return re.sub(r"\s+|〔缺〕", "", text or "").translate(FOLDED)


def truth_characters(truth: dict[str, Any], *, vertical: bool) -> Counter[str]:
    wanted: Counter[str] = Counter()
    for article in truth["articles"]:
        heads = [article["kicker"]] if article.get("vertical") and not vertical else [article["kicker"], article["headline"]]
        for text in (*article["paragraphs"], *heads):
            wanted.update(flat(text))
    for row in truth["table"]["printed"]:
        for cell in row:
            wanted.update(flat(cell))
    return wanted


def missing(text: str, truth: dict[str, Any], *, vertical: bool) -> tuple[int, int]:
    wanted = truth_characters(truth, vertical=vertical)
    return (wanted - Counter(flat(text))).total(), wanted.total()


def cells(page: Page, truth: dict[str, Any]) -> tuple[int, int, int]:
    """Cells, wrong ones, and of these the doubted ones, of the largest table."""
    tables = find_tables(page, ()).tables
    rows = max((table.rows for table in tables), key=len, default=())
    count = wrong = doubted = 0
    for i, row in enumerate(truth["table"]["printed"]):
        for j, printed in enumerate(row):
            count += 1
            cell = rows[i][j] if i < len(rows) and j < len(rows[i]) else None
            if cell is None or flat(cell.printed) != flat(printed):
                wrong += 1
                doubted += cell is not None and is_doubted(cell)
    return count, wrong, doubted


def is_doubted(cell: Cell) -> bool:
    unsure = cell.confidence is not None and cell.confidence < SURE
    return unsure or any(reading.text != cell.printed for reading in cell.readings)


def tesseract_text(path: Path) -> str:
    import pytesseract

    return str(pytesseract.image_to_string(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), lang="chi_sim", config="--psm 3"))


def opponents() -> dict[str, Callable[[Path], float]]:
    """Processor seconds that plain rapidocr takes for a picture, by each runtime that is there: onnxruntime, by which it comes,
    and OpenVINO, by which this project runs it (there without a word about precision, so in 16 bits where the processor has
    them). Each reads in a process of its own: what this one sets for its memory would slow it down."""
    found = {}
    if find_spec("onnxruntime"):
        found["RapidOCR()"] = EngineType.ONNXRUNTIME
    else:
        print(
            "RapidOCR() as it comes is run by onnxruntime, which this project does without: pip install onnxruntime", flush=True
        )
    found["RapidOCR(), by OpenVINO"] = EngineType.OPENVINO
    return {name: _in_its_process(runtime) for name, runtime in found.items()}


def _in_its_process(runtime: EngineType) -> Callable[[Path], float]:
    process = ProcessPoolExecutor(1, get_context("spawn"))
    return lambda path: process.submit(plain_seconds, runtime, path).result()


def plain_seconds(runtime: EngineType, path: Path) -> float:
    """rapidocr with nothing set but the runtime (onnxruntime is what it takes by itself) and its log; the first picture also
    loads its networks."""
    engine = _plain(runtime)
    began = time.process_time()
    engine(cv2.imread(str(path)))
    return time.process_time() - began


@cache
def _plain(runtime: EngineType) -> Any:
    runtimes = {f"{network}.engine_type": runtime for network in ("Det", "Rec", "Cls")}
    return RapidOCR(params={**runtimes, "Global.log_level": "error"})


def pages(root: Path, variant: str) -> Iterator[tuple[Path, PageSource, dict[str, Any]]]:
    """(picture, source, truth) of every page that has the variant."""
    for file in sorted(root.rglob("truth.json")):
        path = file.parent / variant
        source = next(iter(page_sources([path], Settings()))) if path.exists() else None
        if isinstance(source, PageSource):
            yield path, source, json.loads(file.read_text(encoding="utf-8"))


def processor_time() -> float:
    """Seconds of this process, and of those that it began and that have ended: tesseract is one."""
    return sum(os.times()[:4])


def measure(source: PageSource, truth: dict[str, Any], sums: Counter[str]) -> Taken:
    """Reads one page, adds its figures to ``sums`` and answers with the seconds it took."""
    started, spent = time.perf_counter(), processor_time()
    page = read_page(source, SETTINGS)
    reading = processor_time() - spent
    whole = collate(page, (), SETTINGS)
    page_rows(whole, (), SETTINGS)
    page_files(whole, (), SETTINGS)
    taken = Taken(time.perf_counter() - started, reading, processor_time() - spent)
    text = "".join(line.text for line in page.lines)
    for name, vertical in (("all", True), ("level", False)):
        lost, total = missing(text, truth, vertical=vertical)
        sums.update({f"{name} lost": lost, f"{name} total": total})
    count, wrong, doubted = cells(page, truth)
    sums.update({"cells": count, "wrong": wrong, "doubted": doubted})
    print(
        f"{source.source.path.parent.name}: {taken.clock:.1f} s, {wrong} of {count} cells wrong, {doubted} of these doubted; "
        f"processor s: reading {taken.reading:.2f}, whole page {taken.whole:.2f}",
        flush=True,
    )
    return taken


def report(variant: str, sums: Counter[str]) -> None:
    lost, level = sums["all lost"] / sums["all total"], sums["level lost"] / sums["level total"]
    print(f"{variant}: characters not read {lost:.2%} of {sums['all total']}, vertical headlines aside {level:.2%}")
    right = 1 - sums["wrong"] / sums["cells"]
    print(f"cells right {right:.2%} of {sums['cells']}; {sums['doubted']} of {sums['wrong']} wrong ones doubted")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("truth", type=Path)
    options.add_argument("--variant", default="scan200.jpg")
    options.add_argument("--tesseract", action="store_true")
    options.add_argument("--plain", action="store_true")
    given = options.parse_args()
    sums: Counter[str] = Counter()
    ours: list[Taken] = []
    plain = opponents() if given.plain else {}
    theirs: dict[str, list[float]] = {name: [] for name in plain}
    for path, source, truth in pages(given.truth, given.variant):
        ours.append(measure(source, truth, sums))
        for name, read in plain.items():
            theirs[name].append(read(path))
            print(f"  {name}: {theirs[name][-1]:.2f}", flush=True)
        if given.tesseract:
            sums["tesseract lost"] += missing(tesseract_text(path), truth, vertical=True)[0]
    report(given.variant, sums)
    if given.tesseract:
        print(f"tesseract alone: characters not read {sums['tesseract lost'] / sums['all total']:.2%}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    clock, reading, whole = (statistics.median(each) for each in zip(*ours, strict=True))
    print(f"median {clock:.1f} s a page; of the processor {whole:.1f}, {reading:.1f} of it reading; at most {memory:.2f} GB")
    for name, seconds in theirs.items():
        ratios = [our.whole / their for our, their in zip(ours, seconds, strict=True)]
        told = f"median {statistics.median(ratios):.2f}, of the sums {sum(our.whole for our in ours) / sum(seconds):.2f}"
        print(f"whole page to plain {name}(picture), processor time: {told}")


if __name__ == "__main__":
    main()
