"""Memory of one worker that is never replaced, page after page.

usage: python -m benchmarks.worker_memory [--pages 1500] [--distinct 300] [--every 50] [--no-report]

Pages of tests/typeset/random_page.py, text layers, with their report; after ``--distinct`` of them they come over again. Told
every so many pages, in MB: what the worker holds (RSS), its part of it where it shares (PSS), what it shares with nobody (USS);
of that, what C libraries hold and have free (malloc), Python's own arenas, and what lives in them; at last, how many objects
the garbage collector watches. Linux alone. Numbers are those before cycles are cleared (``pipeline.batch.worker``).
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.batch import made
from pipeline import convert
from pipeline.batch import worker
from pipeline.batch.workers import workers
from pipeline.ingest import page_sources
from pipeline.model import PageResult, PageSource
from pipeline.recipes import read_recipes
from pipeline.settings import Settings
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.random_page import random_page

HEAD = ("RSS", "PSS", "USS", "malloc used", "malloc free", "arenas", "in arenas", "objects")
_pages = 0


class _Mallinfo(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ["arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"]
    ]


def measured(make: Any, every: int, source: PageSource) -> Sequence[float] | None:
    """In the worker: a page made, and now and then what the process holds."""
    global _pages
    if not _pages:
        worker.MOST_TASKS = sys.maxsize
    make(source)
    _pages += 1
    return _held() if _pages % every == 0 else None


def _held() -> Sequence[float]:
    sizes = dict(re.findall(r"^(\w+): +(\d+) kB", Path("/proc/self/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE))
    mallinfo2 = ctypes.CDLL(None).mallinfo2
    mallinfo2.restype = _Mallinfo
    told = mallinfo2()
    arenas, used = _arenas()
    resident = [int(sizes["Rss"]), int(sizes["Pss"]), int(sizes["Private_Clean"]) + int(sizes["Private_Dirty"])]
    malloc = [(told.uordblks + told.hblkhd) / 2**20, told.fordblks / 2**20]
    return [*(size / 1024 for size in resident), *malloc, arenas, used, len(gc.get_objects())]


def _arenas() -> tuple[float, float]:
    """MB of Python's own allocator, and what is in use of them; it tells on standard error alone."""
    with tempfile.TemporaryFile() as file:
        sys.stderr.flush()
        screen = os.dup(2)
        os.dup2(file.fileno(), 2)
        sys._debugmallocstats()
        os.dup2(screen, 2)
        os.close(screen)
        file.seek(0)
        told = file.read().decode()
    arenas = re.search(r"arenas allocated current\s*=\s*([\d,]+)", told)
    size = re.search(r"(\d+) arenas \* (\d+) bytes/arena", told)
    used = re.search(r"bytes in allocated blocks\s*=\s*([\d,]+)", told)
    assert arenas
    assert size
    assert used
    return int(arenas[1].replace(",", "")) * int(size[2]) / 2**20, int(used[1].replace(",", "")) / 2**20


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=1500)
    options.add_argument("--distinct", type=int, default=300)
    options.add_argument("--every", type=int, default=50)
    options.add_argument("--no-report", action="store_true")
    given = options.parse_args()
    settings = Settings(report=not given.no_report, jobs=1)
    with tempfile.TemporaryDirectory() as name:
        source = made(Path(name), given.distinct, ".pdf", lambda number: render_pdf(typeset(random_page(number))))
        found = [each for each in page_sources([source], settings) if not isinstance(each, PageResult)]
        tasks = (found[number % len(found)] for number in range(given.pages))
        work = partial(measured, partial(convert._make, read_recipes(()), settings), given.every)
        print("pages", *(f"{each:>12}" for each in HEAD), flush=True)
        with workers(settings, given.pages, convert.PRELOAD) as run:
            for done, (_, told) in enumerate(run(work, tasks), 1):
                if isinstance(told, list):
                    print(f"{done:5}", *(f"{each:12.1f}" for each in told), flush=True)


if __name__ == "__main__":
    main()
