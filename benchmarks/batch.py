"""Many pages in one run: throughput, memory and its slope, what 1 and 2 jobs cost, and what the batch itself costs.

usage: python -m benchmarks.batch text [--pages 500] [--jobs 1 2]       pages of tests/typeset/random_page.py, text layers
       python -m benchmarks.batch scans [--pages 6] [--jobs 1 2]        copies of the scan in data/raw
       python -m benchmarks.batch trivial [--pages 100000] [--jobs 2]   text dumps of a line: overhead, resume time,
                                                                        and what ten new pages cost
       python -m benchmarks.batch faults [--runs 40] [--pages 60]       kill -9 of a worker or the parent, Ctrl-C, at random
                                                                        moments, and disks of random sizes that are full

Times are wall seconds and processor seconds (the parent's, and its workers'); on a machine with other work only the latter can
be compared. Memory is that of parent, fork server and workers together, what they share counted once (PSS), its slope a line
through the run and through its later half; that of one worker, never replaced, is told by ``benchmarks.worker_memory``.
``text`` converts with reports and without, and times ``pdfplumber … page.chars`` over every tenth page, ``scans`` plain
``RapidOCR()(picture)``: as it comes, by onnxruntime (``pip install onnxruntime``; no part of this project), and by OpenVINO.
"""

from __future__ import annotations

import argparse
import logging
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression

import psutil

from benchmarks.scans import opponents
from tests.test_convert import DUMP, contents
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.random_page import random_page

SCAN = Path(__file__).parent.parent / "data" / "raw" / "hengshui-2022-04-28-02-scan200.jpg"
EVERY = 0.5
NEW = 10
"""Pages of an issue that comes to a folder that is done."""
BEGIN, END = 0.1, 0.9
"""Between these parts of a run memory is looked at: before, libraries are loaded, after, workers go one by one."""
DISTURBED = {"worker": 0, "parent": -signal.SIGKILL, "Ctrl-C": 128 + signal.SIGINT, "disk": 2}
"""What is killed, pressed or full, and the exit code of the run that this happens to."""


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


def made(folder: Path, pages: int, ending: str, content: Callable[[int], bytes]) -> Path:
    for number in range(pages):
        path = folder / f"{number // 1000:03}" / f"{number:06}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(number))
    return folder


def text(folder: Path, pages: int, jobs: Sequence[int]) -> None:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    source = made(folder / "in", pages, ".pdf", lambda number: render_pdf(typeset(random_page(number))))

    def characters(path: Path) -> None:
        with pdfplumber.open(path) as document:
            len(document.pages[0].chars)

    sample = sorted(source.rglob("*.pdf"))[::10]
    theirs = sum(processor_seconds(lambda path=path: characters(path)) for path in sample) / len(sample)
    print(f"pdfplumber page.chars: {1000 * theirs:.0f} ms a page, of {len(sample)} pages")
    for name, more in (("with their reports", ()), ("without", ("--no-report",))):
        outs = [folder / f"{name} {count}" for count in jobs]
        for count, out in zip(jobs, outs, strict=True):
            run = watched(source, "--out", out, "--jobs", count, *more)
            told(f"{pages} text layers {name}, {count} jobs", run, pages)
            print(f"  ratio to page.chars: {(run.workers + run.parent) / pages / theirs:.2f}", flush=True)
        _same(outs)


def scans(folder: Path, pages: int, jobs: Iterable[int]) -> None:
    content = SCAN.read_bytes()
    source = made(folder / "in", pages, ".jpg", lambda number: content + bytes([number % 256]))
    theirs = {}
    for name, read in opponents().items():
        read(SCAN)
        theirs[name] = read(SCAN)
        print(f"plain {name}(picture): {theirs[name]:.1f} processor s a page", flush=True)
    for count in jobs:
        run = watched(source, "--out", folder / f"out{count}", "--jobs", count)
        told(f"{pages} scans, {count} jobs", run, pages)
        for name, seconds in theirs.items():
            print(f"  ratio to plain {name}: {(run.workers + run.parent) / pages / seconds:.2f}")
    _same([folder / f"out{count}" for count in jobs])


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


def faults(folder: Path, runs: int, pages: int) -> int:
    """Disturb a conversion at a random moment, run it again, compare with an undisturbed one; a run that was done before its
    moment came is not counted and begun anew. Answers how many differ, or did not end as what disturbed them makes them end."""
    source = made(folder / "in", pages, ".txt", lambda number: f"{DUMP}\n{number}".encode())
    undisturbed_run = watched(source, "--out", folder / "undisturbed", "--jobs", "2")
    undisturbed = contents(folder / "undisturbed")
    size = sum(path.stat().st_size for path in (folder / "undisturbed").rglob("*") if path.is_file())
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where this runs in the background, which is handed on
    chance, wrong, hits = random.Random(6), 0, 0  # noqa: S311 - no secret
    kinds = [kind for kind in DISTURBED if kind != "disk" or may_mount(folder / "disk")]
    while hits < runs:
        kind = kinds[hits % len(kinds)]
        with tempfile.TemporaryDirectory(dir=folder) as name:
            out = Path(name) / "out"
            command = [sys.executable, "-m", "pipeline", "convert", str(source), "--out", str(out), "--jobs", "2"]
            if kind == "disk":
                first = filled(command, Path(name), int(size * chance.uniform(0.05, 0.95)))
            else:
                first = disturbed(kind, command, chance, undisturbed_run.wall)
            if first is not None:
                again = subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
                same, expected = contents(out) == undisturbed, DISTURBED[kind]
                wrong += not same or first != expected or again != 0
                hits += 1
                print(f"{hits}: {kind}: exit {first} (expected: {expected}), then {again}, same bytes: {same}", flush=True)
            if kind == "disk":
                subprocess.run(["umount", "--lazy", name], check=False)  # whoever still looks at it
    print(f"{runs} disturbed runs, {wrong} differ")
    return wrong


def disturbed(kind: str, command: list[str], chance: random.Random, wall: float) -> int | None:
    """Run it and disturb it; its exit code, or None where it was done before."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    parent, began, wait = psutil.Process(process.pid), time.monotonic(), chance.uniform(0.0, 1.0) * wall
    victim: psutil.Process | None = None
    ledger = Path(command[command.index("--out") + 1]) / ".jiaokan"
    while process.poll() is None and (time.monotonic() - began < wait or victim is None or not ledger.exists()):
        time.sleep(0.02)  # before there is a ledger, Python itself is loaded, and nothing is begun
        victim = parent if kind != "worker" else chance.choice(_workers(parent) or [None])
    hit = False
    with suppress(psutil.Error):
        if process.poll() is None and victim is not None:
            victim.send_signal(signal.SIGINT if kind == "Ctrl-C" else signal.SIGKILL)  # asks first whether it is still the same
            hit = True
    code = process.wait()
    return None if not hit or (kind == "Ctrl-C" and code == 0) else code


def may_mount(folder: Path) -> bool:
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], check=False, capture_output=True).returncode == 0
    return mounted and subprocess.run(["umount", str(folder)], check=False).returncode == 0


def filled(command: list[str], disk: Path, size: int) -> int | None:
    """Run it on a disk of this size, which is made large enough then; its exit code, or None where there was room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
    code = subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode
    subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)
    return code or None


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
    options.add_argument("--runs", type=int, default=40)
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
