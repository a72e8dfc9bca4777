"""Many pages in one run: throughput, memory and its slope, what 1 and 2 jobs cost, and what the batch itself costs.

usage: python -m benchmarks.batch text [--pages 500] [--jobs 1 2]       pages of tests/typeset/random_page.py, text layers
       python -m benchmarks.batch scans [--pages 6] [--jobs 1 2]        copies of the scan in data/raw
       python -m benchmarks.batch trivial [--pages 100000] [--jobs 2]   text dumps of a line: overhead, resume time,
                                                                        and what ten new pages cost
       python -m benchmarks.batch mixed [--pages 500] [--jobs 2]        text layers, and after every eighth a scan

Times are wall seconds and processor seconds (the parent's, and its workers'); on a machine with other work only the latter can
be compared. Memory is that of parent, fork server and workers together, what they share counted once (PSS), its slope a line
through the run and through its later half; that of one worker, never replaced, is told by ``benchmarks.worker_memory``.
``text`` converts with reports and without, and times ``pdfplumber … page.chars`` over every tenth page, ``scans`` plain
``RapidOCR()(picture)``: as it comes, by onnxruntime (``pip install onnxruntime``; no part of this project), and by OpenVINO.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression

import psutil

from benchmarks.scans import opponents
from tests.test_convert import contents
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.random_page import random_page

SCAN = Path(__file__).parent.parent / "data" / "raw" / "hengshui-2022-04-28-02-scan200.jpg"
EVERY = 0.5
SCAN_AFTER = 8
"""Text layers for each scan: 500 come with some 60."""
NEW = 10
"""Pages of an issue that comes to a folder that is done."""
BEGIN, END = 0.1, 0.9
"""Between these parts of a run memory is looked at: before, libraries are loaded, after, workers go one by one."""


@dataclass
class Run:
    """One run of the command, watched from outside."""

    code: int = 0
    wall: float = 0.0
    parent: float = 0.0
    workers: float = 0.0
    memory: list[tuple[float, int]] = field(default_factory=list)
    """Seconds and bytes."""

    @property
    def peak(self) -> float:
        return max((bytes_ for _, bytes_ in self.memory), default=0) / 2**20

    def slope(self, pages: int, begin: float) -> float:
        """MB for 100 pages, from this part of the run on but not to its end, where workers go one by one."""
        some = [(at, size / 2**20) for at, size in self.memory if begin * self.wall <= at <= END * self.wall]
        if len(some) < 3:
            return 0.0
        return linear_regression(*zip(*some, strict=True)).slope * self.wall / pages * 100


def watched(*arguments: object) -> Run:
    """Run ``jiaokan convert`` with these arguments."""
    run, spent, began = Run(), {}, time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "pipeline", "convert", *map(str, arguments)])
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        held = 0
        for each in _family(parent):
            try:
                times, held = each.cpu_times(), held + memory(each)
                spent[each.pid] = times.user + times.system
            except psutil.Error:
                continue
        run.memory.append((time.monotonic() - began, held))
        time.sleep(EVERY)
    run.code, run.wall = process.returncode, time.monotonic() - began
    run.parent = spent.pop(process.pid, 0.0)
    run.workers = sum(spent.values())
    return run


def memory(process: psutil.Process) -> int:
    """Bytes that it holds, what several processes share divided among them (PSS); all of it where the system does not say."""
    held = process.memory_full_info()
    return int(getattr(held, "pss", held.rss))


def _family(parent: psutil.Process) -> list[psutil.Process]:
    try:
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def told(name: str, run: Run, pages: int) -> None:
    print(
        f"{name}: exit {run.code}, {run.wall:.1f} s, {pages / run.wall:.2f} pages/s; processor ms a page: workers "
        f"{1000 * run.workers / pages:.0f}, parent {1000 * run.parent / pages:.1f}; peak {run.peak:.0f} MB, a hundred pages "
        f"{run.slope(pages, BEGIN):+.2f} MB, in the later half {run.slope(pages, 0.5):+.2f} MB",
        flush=True,
    )


def processor_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def made(folder: Path, pages: int, ending: str, content: Callable[[int], bytes], every: int = 1) -> Path:
    """So many files in ``folder``, their names counting in steps of ``every``."""
    for number in range(0, pages * every, every):
        path = folder / f"{number // 1000:03}" / f"{number:06}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(number))
    return folder


def text_layers(folder: Path, pages: int) -> Path:
    return made(folder, pages, ".pdf", lambda number: render_pdf(typeset(random_page(number))))


def copied_scans(folder: Path, pages: int, every: int = 1) -> Path:
    content = SCAN.read_bytes()
    return made(folder, pages, ".jpg", lambda number: content + bytes([number % 256]), every)


def page_chars(source: Path) -> float:
    """Processor seconds that ``pdfplumber … page.chars`` takes for a page, of every tenth one."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)

    def characters(path: Path) -> None:
        with pdfplumber.open(path) as document:
            len(document.pages[0].chars)

    sample = sorted(source.rglob("*.pdf"))[::10]
    seconds = sum(processor_seconds(lambda path=path: characters(path)) for path in sample) / len(sample)
    print(f"pdfplumber page.chars: {1000 * seconds:.0f} ms a page, of {len(sample)} pages", flush=True)
    return seconds


def plain_readers() -> dict[str, float]:
    """Processor seconds that plain rapidocr takes for the scan, its networks loaded."""
    seconds = {}
    for name, read in opponents().items():
        read(SCAN)
        seconds[name] = read(SCAN)
        print(f"plain {name}(picture): {seconds[name]:.1f} processor s a page", flush=True)
    return seconds


def text(folder: Path, pages: int, jobs: Sequence[int]) -> None:
    source = text_layers(folder / "in", pages)
    theirs = page_chars(source)
    for name, more in (("with their reports", ()), ("without", ("--no-report",))):
        outs = [folder / f"{name} {count}" for count in jobs]
        for count, out in zip(jobs, outs, strict=True):
            run = watched(source, "--out", out, "--jobs", count, *more)
            told(f"{pages} text layers {name}, {count} jobs", run, pages)
            print(f"  ratio to page.chars: {(run.workers + run.parent) / pages / theirs:.2f}", flush=True)
        _same(outs)


def scans(folder: Path, pages: int, jobs: Iterable[int]) -> None:
    source = copied_scans(folder / "in", pages)
    theirs = plain_readers()
    for count in jobs:
        run = watched(source, "--out", folder / f"out{count}", "--jobs", count)
        told(f"{pages} scans, {count} jobs", run, pages)
        for name, seconds in theirs.items():
            print(f"  ratio to plain {name}: {(run.workers + run.parent) / pages / seconds:.2f}")
    _same([folder / f"out{count}" for count in jobs])


def mixed(folder: Path, pages: int, jobs: Iterable[int]) -> None:
    """What all of it costs, to what the opponents take for the same pages."""
    source = text_layers(folder / "in", pages)
    some = pages // SCAN_AFTER
    copied_scans(source, some, SCAN_AFTER)
    characters, readers = page_chars(source), plain_readers()
    for count in jobs:
        run = watched(source, "--out", folder / f"out{count}", "--jobs", count)
        told(f"{pages} text layers and {some} scans, {count} jobs", run, pages + some)
        for name, seconds in readers.items():
            ratio = (run.workers + run.parent) / (pages * characters + some * seconds)
            print(f"  ratio to page.chars and plain {name}: {ratio:.2f}", flush=True)


def trivial(folder: Path, pages: int, jobs: Iterable[int]) -> None:
    source = made(folder / "in", pages, ".txt", lambda number: f"第{number}号".encode())
    for count in jobs:
        out = folder / f"out{count}"
        told(f"{pages} trivial pages, {count} jobs", watched(source, "--out", out, "--jobs", count), pages)
        told("  again, nothing to do", watched(source, "--out", out, "--jobs", count), pages)
        for number in range(pages, pages + NEW):
            (source / f"{number:06}-{count}.txt").write_bytes(f"第{number}号".encode())
        told(f"  again, {NEW} new pages", watched(source, "--out", out, "--jobs", count), pages)
        ledger = (out / ".jiaokan" / "ledger.sqlite").stat().st_size
        print(f"  ledger: {ledger / pages:.0f} bytes a page")


def _same(folders: list[Path]) -> None:
    first, *others = map(contents, folders)
    print("outputs are the same bytes" if all(first == other for other in others) else "OUTPUTS DIFFER")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("text", "scans", "mixed", "trivial"))
    options.add_argument("--pages", type=int)
    options.add_argument("--jobs", type=int, nargs="+")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        match given.what:
            case "text":
                text(folder, given.pages or 500, given.jobs or (1, 2))
            case "scans":
                scans(folder, given.pages or 6, given.jobs or (1, 2))
            case "mixed":
                mixed(folder, given.pages or 500, given.jobs or (2,))
            case _:
                trivial(folder, given.pages or 100_000, given.jobs or (2,))


if __name__ == "__main__":
    main()
