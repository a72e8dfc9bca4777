"""Tables of kinds that the sample pages do not show, typeset, read to the end and scored, kind by kind.

usage: python -m benchmarks.press_tables [--seeds N] [--misprints] [--variant text|scan|rough] [--kind K ...] [--cache DIR] [-v]

``scan`` is a good 200 dpi scan, ``rough`` a blurred, grained, turned one in a JPEG of quality 35. Columns of the result: tables
found, of the right shape, with the right header, columns of the right type; cells read right and clean right, cells of tables
that were not found or are out of shape; *silent*: wrong and in no flagged row; *altered*: read right and made wrong.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import extract
from pipeline.convert import collate
from pipeline.ingest import page_sources
from pipeline.model import Page, PageSource
from pipeline.recipes import read_recipes
from pipeline.settings import Settings
from tests.typeset.press_kinds import MAKERS, press_table
from tests.typeset.press_score import score
from tests.typeset.scanning import Scanner, jpeg, scanned
from tests.typeset.set_press import press_page

SCANNERS = {
    "scan": Scanner(skew=0.3, blur=0.5, grain=3.0, quality=80),
    "rough": Scanner(skew=-0.5, blur=1.0, grain=8.0, shade=25.0, quality=35),
}
COUNTS = (
    "tables",
    "found",
    "shape",
    "header",
    "cells",
    "raw",
    "clean",
    "lost",
    "misplaced",
    "silent",
    "altered",
    "wrong_repair",
    "misprints",
    "flagged",
    "false_alarms",
    "extra",
)


def read(pdf: bytes, name: str, variant: str, cache: Path | None) -> Page:
    """The page through every stage; what OCR read is kept in ``cache``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.{'pdf' if variant == 'text' else 'jpg'}"
        scanner = SCANNERS.get(variant)
        path.write_bytes(jpeg(scanned(pdf, scanner), scanner.dpi, scanner.quality) if scanner else pdf)
        settings = Settings()
        source = next(iter(page_sources([path], settings)))
        if not isinstance(source, PageSource):
            raise SystemExit(f"{name} cannot be read: {source}")
        kept = cache / f"{name}-{variant}.pickle" if cache and scanner else None
        if kept and kept.exists():
            pages: tuple[Page, ...] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
        else:
            pages = extract.read_pages(source, settings)
            if kept:
                kept.write_bytes(pickle.dumps(pages))
        pages = tuple(_replaced(page, source) for page in pages)
        return collate(pages[0], read_recipes(()), settings)


def _replaced(page: Page, source: PageSource) -> Page:
    return replace(page, source=source)


def measure(
    kinds: Sequence[str], seeds: int, variant: str, *, misprints: bool, cache: Path | None, verbose: bool
) -> Counter[str]:
    whole: Counter[str] = Counter()
    print("kind".ljust(20), *(name[:9].rjust(9) for name in COUNTS))
    for kind in kinds:
        counts: Counter[str] = Counter()
        told: list[str] = []
        for seed in range(seeds):
            made = press_table(kind, seed, misprint=misprints)
            page = read(press_page(made, seed), f"{kind}-{seed}{'-m' if misprints else ''}", variant, cache)
            counts += score(made, page, told)
        print(kind.ljust(20), *(str(counts[name]).rjust(9) for name in COUNTS), flush=True)
        if verbose:
            print(*(f"    {line}" for line in told), sep="\n")
        whole += counts
    print("all".ljust(20), *(str(whole[name]).rjust(9) for name in COUNTS))
    return whole


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--variant", choices=("text", *SCANNERS), default="text")
    options.add_argument("--misprints", action="store_true")
    options.add_argument("--kind", nargs="*", default=list(MAKERS))
    options.add_argument("--cache", type=Path)
    options.add_argument("-v", action="store_true")
    given = options.parse_args()
    if given.cache:
        given.cache.mkdir(parents=True, exist_ok=True)
    measure(given.kind, given.seeds, given.variant, misprints=given.misprints, cache=given.cache, verbose=given.v)


if __name__ == "__main__":
    main()
