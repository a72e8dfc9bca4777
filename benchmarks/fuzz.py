"""Damaged files through the readers and parsers: none may crash, hang, or answer with anything but a sentence of ours.

usage: python -m benchmarks.fuzz [N] [--seed S] [--kind KIND …] [--keep DIR] [--sample M]

N inputs (default 2000), shared out among the kinds, each made of a sound one, the same ones for the same seed: damage to bytes
(pdf, text, picture, recipe, about), to the objects and tokens of PDFs (objects), to cells, lines and encodings (dump, csv,
sheet, decisions), pictures of odd kinds (odd). Of pages that are read, no character may be lost or invented, and the same page
must give the same rows a second time (``fuzzing/readers.py``). Inputs go through worker processes of a minute and 2 GB each,
so that a hang or a crash is one line here; what took over 10 seconds of processor time is told too. Of the pages M (default 60)
are converted once more in one folder, with one worker and with two: the files must be the same, and fit their own schema. What
broke something is kept in DIR. Exit code 1 where anything did.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from benchmarks.fuzzing.inputs import ENDINGS, made
from benchmarks.fuzzing.published import faults_of
from benchmarks.fuzzing.readers import READERS, read
from pipeline import convert
from pipeline.batch.pool import Lost, Pool
from pipeline.batch.worker import Limits
from pipeline.batch.workers import cores

LIMITS = Limits(seconds=60, memory=2 << 30)
SLOW = 10.0
PAGES = ("pdf", "objects", "text", "dump")


def one(seed: int, task: tuple[str, int]) -> tuple[str, float]:
    """What came of an input, and the processor time it took."""
    kind, number = task
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{ENDINGS[kind]}"
        path.write_bytes(made(kind, number, seed))
        began = time.process_time()
        word = read(kind, path)
        return word, time.process_time() - began


def _kept(folder: Path | None, kind: str, number: int, seed: int) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{kind}-{seed}-{number}{ENDINGS[kind]}").write_bytes(made(kind, number, seed))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("number", nargs="?", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kind", nargs="+", default=list(READERS), choices=list(READERS))
    options.add_argument("--keep", type=Path)
    options.add_argument("--sample", type=int, default=60)
    given = options.parse_args()
    tasks = [(given.kind[number % len(given.kind)], number) for number in range(given.number)]
    counts: Counter[tuple[str, str]] = Counter()
    broken, longest = 0, 0.0
    began = time.monotonic()
    with Pool(cores(), LIMITS, preload=[convert.__name__, READERS["pdf"].__module__]) as pool:
        for (kind, number), answer in pool.run(partial(one, given.seed), tasks):
            told = f"{answer.cause} {answer.told}" if isinstance(answer, Lost) else ""
            if not isinstance(answer, Lost):
                counts[kind, answer[0]] += 1
                longest = max(longest, answer[1])
                told = f"{answer[1]:.0f} s" if answer[1] > SLOW else ""
            if told:
                broken += 1
                print(f"{kind} {number}: {told}", flush=True)
                _kept(given.keep, kind, number, given.seed)
    for (kind, word), count in sorted(counts.items()):
        print(f"{kind}: {count} {word}")
    sample = [task for task in tasks if task[0] in PAGES][: given.sample]
    for fault in faults_of([(f"{kind}-{number}{ENDINGS[kind]}", made(kind, number, given.seed)) for kind, number in sample]):
        broken += 1
        print(f"published: {fault}")
    seconds = time.monotonic() - began
    print(f"{given.number} inputs, {broken} broke something, {longest:.1f} s of processor time at most, {seconds:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
