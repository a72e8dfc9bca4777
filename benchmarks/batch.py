"""Many pages in one run: throughput, memory and its slope, what 1 and 2 jobs cost, and what the batch itself costs.

usage: python -m benchmarks.batch text [--pages 500] [--jobs 1 2]       pages of tests/typeset/random_page.py, text layers
       python -m benchmarks.batch scans [--pages 6] [--jobs 1 2]        copies of the scan in data/raw
       python -m benchmarks.batch trivial [--pages 100000] [--jobs 2]   text dumps of a line: overhead, resume time
       python -m benchmarks.batch faults [--runs 20] [--pages 60]       kill -9 of a worker or the parent at random moments

Times are wall seconds and processor seconds (the parent's, and its workers'); on a machine with other work only the latter can
be compared. Memory is the resident set of parent and workers together (what they share counts for each), its slope a line
through the second half of the run. ``text`` also times ``pdfplumber … page.chars`` over every tenth page, ``scans`` plain
``RapidOCR()(picture)``.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.scans import plain_reader
from tests.test_convert import DUMP, contents
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.random_page import random_page

SCAN = Path(__file__).parent.parent / "data" / "raw" / "hengshui-2022-04-28-02-scan200.jpg"
EVERY = 0.25


@dataclass
class Run:
    """One run of the command, watched from outside."""

    code: int = 0
    wall: float = 0.0
    parent: float = 0.0
    workers: float = 0.0
    resident: list[tuple[float, int]] = field(default_factory=list)

    @property
    def peak(self) -> float:
        return max((bytes_ for _, bytes_ in self.resident), default=0) / 2**20

    def slope(self, pages: int) -> float:
        """MB for 100 pages, over the second half but its end, where workers go one by one."""
        half = self.resident[len(self.resident) // 2 : len(self.resident) * 9 // 10]
        if len(half) < 3:
            return 0.0
        times, sizes = [each[0] for each in half], [each[1] / 2**20 for each in half]
        middle, mean = sum(times) / len(times), sum(sizes) / len(sizes)
        spread = sum((time - middle) ** 2 for time in times)
        rise = sum((time - middle) * (size - mean) for time, size in zip(times, sizes, strict=True)) / spread
        return rise * self.wall / pages * 100


def watched(*arguments: object) -> Run:
    """Run ``jiaokan convert`` with these arguments."""
    run, spent, began = Run(), {}, time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "pipeline", "convert", *map(str, arguments)])
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        resident = 0
        for each in _family(parent):
            try:
                times, resident = each.cpu_times(), resident + each.memory_info().rss
                spent[each.pid] = times.user + times.system
            except psutil.Error:
                continue
        run.resident.append((time.monotonic() - began, resident))
        time.sleep(EVERY)
    run.code, run.wall = process.returncode, time.monotonic() - began
    run.parent = spent.pop(process.pid, 0.0)
    run.workers = sum(spent.values())
    return run


def _family(parent: psutil.Process) -> list[psutil.Process]:
    try:
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def told(name: str, run: Run, pages: int) -> None:
    print(
        f"{name}: exit {run.code}, {run.wall:.1f} s, {pages / run.wall:.2f} pages/s; processor ms a page: workers "
        f"{1000 * run.workers / pages:.0f}, parent {1000 * run.parent / pages:.1f}; peak {run.peak:.0f} MB, "
        f"{run.slope(pages):+.2f} MB a hundred pages",
        flush=True,
    )


def processor_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def made(folder: Path, pages: int, ending: str, content: Callable[[int], bytes]) -> Path:
    for number in range(pages):
        path = folder / f"{number // 1000:03}" / f"{number:06}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(number))
    return folder


def text(folder: Path, pages: int, jobs: Iterable[int]) -> None:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    source = made(folder / "in", pages, ".pdf", lambda number: render_pdf(typeset(random_page(number))))

    def characters(path: Path) -> None:
        with pdfplumber.open(path) as document:
            len(document.pages[0].chars)

    sample = sorted(source.rglob("*.pdf"))[::10]
    theirs = sum(processor_seconds(lambda path=path: characters(path)) for path in sample) / len(sample)
    print(f"pdfplumber page.chars: {1000 * theirs:.0f} ms a page, of {len(sample)} pages")
    for count in jobs:
        run = watched(source, "--out", folder / f"out{count}", "--jobs", count)
        told(f"{pages} text layers, {count} jobs", run, pages)
        print(f"  ratio to page.chars: {(run.workers + run.parent) / pages / theirs:.2f}")
    _same([folder / f"out{count}" for count in jobs])


def scans(folder: Path, pages: int, jobs: Iterable[int]) -> None:
    content = SCAN.read_bytes()
    source = made(folder / "in", pages, ".jpg", lambda number: content + bytes([number % 256]))
    plain = plain_reader()
    plain(SCAN)
    theirs = processor_seconds(lambda: plain(SCAN))
    print(f"plain RapidOCR()(picture), by OpenVINO: {theirs:.1f} processor s a page", flush=True)
    for count in jobs:
        run = watched(source, "--out", folder / f"out{count}", "--jobs", count)
        told(f"{pages} scans, {count} jobs", run, pages)
        print(f"  ratio to plain RapidOCR: {(run.workers + run.parent) / pages / theirs:.2f}")
    _same([folder / f"out{count}" for count in jobs])


def trivial(folder: Path, pages: int, jobs: Iterable[int]) -> None:
    source = made(folder / "in", pages, ".txt", lambda number: f"第{number}号".encode())
    for count in jobs:
        out = folder / f"out{count}"
        told(f"{pages} trivial pages, {count} jobs", watched(source, "--out", out, "--jobs", count), pages)
        told("  again, nothing to do", watched(source, "--out", out, "--jobs", count), pages)
        ledger = (out / ".jiaokan" / "ledger.sqlite").stat().st_size
        print(f"  ledger: {ledger / pages:.0f} bytes a page")


def _same(folders: list[Path]) -> None:
    first, *others = map(contents, folders)
    print("outputs are the same bytes" if all(first == other for other in others) else "OUTPUTS DIFFER")


def faults(folder: Path, runs: int, pages: int) -> int:
    """Kill a worker or the parent at a random moment, run again, compare with an undisturbed run."""
    source = made(folder / "in", pages, ".txt", lambda number: f"{DUMP}\n{number}".encode())
    undisturbed_run = watched(source, "--out", folder / "undisturbed", "--jobs", "2")
    undisturbed = contents(folder / "undisturbed")
    chance, wrong, hits = random.Random(6), 0, 0  # noqa: S311 - no secret
    for number in range(runs):
        began = time.monotonic()
        out, worker = folder / f"out{number}", number % 2 == 0
        command = [sys.executable, "-m", "pipeline", "convert", str(source), "--out", str(out), "--jobs", "2"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        parent, victim = psutil.Process(process.pid), None
        wait = chance.uniform(0.0, 1.0) * undisturbed_run.wall
        while process.poll() is None and (time.monotonic() - began < wait or (worker and victim is None)):
            time.sleep(0.02)
            victim = chance.choice(_workers(parent) or [None]) if worker else parent
        hit = process.poll() is None and victim is not None
        with suppress(ProcessLookupError, psutil.Error):
            if hit and victim is not None:
                os.kill(victim.pid, signal.SIGKILL)
        first = process.wait()
        hits += hit
        again = subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
        same = contents(out) == undisturbed
        wrong += not same
        told = f"killed {'a worker' if worker else 'the parent'}" if hit else "was done before it could be killed"
        print(f"{number}: {told}, exit {first}, then {again}, same bytes: {same}", flush=True)
    print(f"{runs} runs, {hits} of them disturbed, {wrong} differ")
    return wrong


def _workers(parent: psutil.Process) -> list[psutil.Process]:
    """What the fork server of ``parent`` has forked."""
    try:
        return [each for child in parent.children() for each in child.children()]
    except psutil.Error:
        return []


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("text", "scans", "trivial", "faults"))
    options.add_argument("--pages", type=int)
    options.add_argument("--jobs", type=int, nargs="+")
    options.add_argument("--runs", type=int, default=20)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        match given.what:
            case "text":
                text(folder, given.pages or 500, given.jobs or (1, 2))
            case "scans":
                scans(folder, given.pages or 6, given.jobs or (1, 2))
            case "trivial":
                trivial(folder, given.pages or 100_000, given.jobs or (2,))
            case _:
                return faults(folder, given.runs, given.pages or 60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
