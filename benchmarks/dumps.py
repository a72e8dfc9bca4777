"""Text dumps of pages, by kind of dump: what is read exactly, and whether a character is lost or a value wrong without a flag.

usage: python -m benchmarks.dumps [--seeds N] [--first SEED] [--kind NAME ...] [-v]

The kinds are those of ``tests/typeset/dump_habits.py``, each differs from the plain one in one habit; ``mixed`` throws all of
them. Parts of all articles: *exact* (at most 2 % of the characters differ), headline, kicker, reporter; *silent* articles are
not exact and have no finding. *lost* and *invented* are characters, and must be 0. Cells are parts of those of tables found.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from pipeline import articles, convert, layout, tables
from pipeline.extract import read_page
from pipeline.ingest import page_sources
from pipeline.model import Page, PageSource
from pipeline.recipes import read_recipes
from pipeline.settings import Settings
from tests.typeset.dump_habits import KINDS
from tests.typeset.dump_page import Dump, random_dump
from tests.typeset.dump_score import score, unaccounted

RECIPES = read_recipes(())
SETTINGS = Settings()
PARTS = (
    ("exact", "articles"),
    ("paragraphs", "articles"),
    ("headline", "articles"),
    ("kicker", "articles"),
    ("reporter", "articles"),
)
TABLE_PARTS = (("found", "tables"), ("shape", "tables"), ("header", "shape"), ("title", "found"), ("right", "placed"))
NUMBERS = ("silent_cells", "wrong_repair", "false_alarms", "lost", "invented")


def read(dump: Dump, folder: Path) -> tuple[Page | str, Counter[str]]:
    """The page through every stage, or why there is none; the characters lost and invented on the way."""
    path = folder / "page.txt"
    path.write_bytes(dump.data)
    source = next(iter(page_sources([path], SETTINGS)))
    if not isinstance(source, PageSource):
        return source.error, Counter()
    page = read_page(source, SETTINGS)
    assembled = articles.assemble(layout.lay_out(tables.find_tables(page, RECIPES)))
    lost, invented = unaccounted(list(page.lines), assembled)
    whole = convert.collate(page, RECIPES, SETTINGS)
    return whole, Counter(lost=sum(lost.values()), invented=sum(invented.values()))


def measure(kind: str, seeds: range, folder: Path, *, verbose: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for seed in seeds:
        dump = random_dump(kind, seed)
        page, ink = read(dump, folder)
        counts += ink
        if isinstance(page, str):
            counts["refused"] += 1
            print(f"    {kind} {seed}: {page}")
            continue
        told: list[str] = []
        counts += score(dump, page, told)
        told += [f"{name}: {ink[name]} characters" for name in ink if ink[name]]
        if verbose and told:
            print(*(f"    {kind} {seed}: {each}" for each in told), sep="\n")
    return counts


def line(kind: str, counts: Counter[str]) -> str:
    counts["placed"] = counts["cells"] - counts["lost_cells"] - counts["misplaced"]
    rates = [f"{counts[part] / max(1, counts[whole]):.3f}" for part, whole in (*PARTS, *TABLE_PARTS)]
    strays = f"{counts['strays']} / {counts['unplaced']}"
    gaps = f"{counts['gaps_wanted']} / {counts['gaps']}"
    masthead = sum(counts[name] for name in ("paper", "date", "edition", "editors")) / max(1, 4 * counts["pages"])
    flagged = f"{counts['flagged']} of {counts['misprints']}"
    numbers = [str(counts[name]) for name in NUMBERS]
    cells = [kind, str(counts["articles"]), *rates[:5], str(counts["extra"]), str(counts["silent"]), strays, gaps,
             f"{masthead:.3f}", str(counts["tables"]), *rates[5:], str(counts["extra_tables"]), flagged, *numbers]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "kind of dump", "articles", "exact", "paragraphs", "headline", "kicker", "reporter", "extra", "silent",
    "pieces / left with a finding", "lines lost / 〔缺〕", "masthead", "tables", "found", "shape", "header", "title",
    "cells right",
    "extra", "misprints flagged", "silent cells", "wrong repairs", "false alarms", "lost", "invented",
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=4)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--kind", nargs="*", default=list(KINDS), choices=list(KINDS))
    options.add_argument("-v", action="store_true", help="name every miss")
    given = options.parse_args()
    print("| " + " | ".join(HEAD) + " |\n" + "| --- " * len(HEAD) + "|")
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.kind:
            counts = measure(kind, range(given.first, given.first + given.seeds), Path(folder), verbose=given.v)
            total += counts
            print(line(kind, counts), flush=True)
    print(line("all", total))


if __name__ == "__main__":
    main()
