"""Articles of typeset pages, by kind of page: how many are read exactly, and what a page's layout and assembly cost.

usage: python -m benchmarks.articles [--seeds N] [--first SEED] [--kind NAME] [--shuffled] [-v]

The kinds are those of ``tests/typeset/designs.py``, and ``random``: pages of ``tests/typeset/random_page.py``. An article is
exact when its text differs by at most 2 % of its characters (blanks aside, widths of marks folded); the figures are parts of
all articles of the kind, ``extra`` counts articles that nobody set. ``captions`` holds pull quotes too. Milliseconds are those
of layout and assembly, the median page, in processor time.
"""

from __future__ import annotations

import argparse
import difflib
import re
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline import articles, clean, layout, tables
from pipeline.extract import read_page
from pipeline.ingest import page_sources
from pipeline.model import Article, Page, PageSource
from pipeline.recipes import read_recipes
from pipeline.settings import Settings
from tests.typeset import spec
from tests.typeset.designs import DESIGNS, designed_page
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.pdf import Order, render_pdf
from tests.typeset.random_page import random_page

EXACT = 0.02
RANDOM = "random"
"""Pages with a table and stories of the usual shapes (``tests/typeset/random_page.py``)."""
FOLDED = str.maketrans(",:;()?!", "，：；（）？！")
RATES = ("exact", "paragraphs", "headline", "kicker", "subhead", "reporter", "kind", "captions", "turn")


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(FOLDED)


def read(data: bytes, folder: Path) -> tuple[Page, float]:
    """The page as it leaves clean, and the seconds of layout and assembly."""
    path = folder / "page.pdf"
    path.write_bytes(data)
    source = next(iter(page_sources([path], Settings())))
    if not isinstance(source, PageSource):
        raise SystemExit(source.error)
    page = tables.find_tables(read_page(source, Settings()), read_recipes())
    started = time.process_time()
    page = articles.assemble(layout.lay_out(page))
    seconds = time.process_time() - started
    return clean.clean_page(page, read_recipes()), seconds


def score(printed: TypesetPage, page: Page, told: Counter[str]) -> list[str]:
    """Adds the page to ``told`` and names every miss."""
    misses = []
    left = list(page.articles)
    for wanted in printed.articles:
        text = flat("".join(wanted.paragraphs))
        told["articles"] += 1
        told["characters"] += len(text)
        found = max(left, key=lambda one: _likeness(wanted, text, one), default=None)
        if found is None:
            told["edits"] += len(text)
            misses.append(f"no article {wanted.clean_headline}")
            continue
        left.remove(found)
        edits = min(Levenshtein.distance(text, flat(found.text)), len(text))
        told["edits"] += edits
        right = {
            "exact": edits <= EXACT * len(text),
            "paragraphs": [flat(one) for one in found.paragraphs] == [flat(one) for one in wanted.paragraphs if one],
            "headline": flat(found.headline) == flat(wanted.clean_headline),
            "kicker": flat(found.kicker) == flat(wanted.kicker),
            "subhead": flat(found.subhead) == flat(wanted.subhead),
            "reporter": flat(found.reporter) == flat(wanted.reporter),
            "kind": found.kind == wanted.kind.value and bool(found.rubric) == bool(wanted.rubric),
            "captions": [flat(one) for one in found.captions] == [flat(one.caption) for one in wanted.pictures]
            and [flat(one) for one in found.pull_quotes] == [flat(wanted.pull_quote)] * bool(wanted.pull_quote),
            "turn": turned(found)
            == flat(wanted.turn)
            .strip("（）()▲")
            .replace("转第", "转")
            .replace("接第", "接")
            .replace("转", "转第")
            .replace("接", "接第"),
        }
        for name, holds in right.items():
            told[name] += holds
            if not holds:
                misses.append(f"{wanted.clean_headline}: {name} {_short(name, wanted, found, edits)}")
    told["extra"] += len(left)
    misses += [f"extra: {one.headline!r} {one.text[:40]!r}" for one in left]
    return misses


def turned(found: Article) -> str:
    """The turn of an article in the words of a page: 下转第三版."""
    if found.continued_from:
        return f"上接第{found.continued_from}版"
    return f"下转第{found.continued_to}版" if found.continued_to else ""


def _likeness(wanted: spec.Article, text: str, one: Article) -> float:
    alike = difflib.SequenceMatcher(None, text[:80], flat(one.text)[:80], autojunk=False).ratio()
    return alike + (flat(one.headline) == flat(wanted.clean_headline))


def _short(name: str, wanted: spec.Article, found: Article, edits: int) -> str:
    if name == "exact":
        ends = f"begins {found.text[:16]!r}, ends {found.text[-16:]!r}"
        return f"{edits} edits; {ends}, {len(found.text)} for {len(''.join(wanted.paragraphs))}"
    if name == "paragraphs":
        return f"{len(found.paragraphs)} for {len(wanted.paragraphs)}"
    if name == "captions":
        return f"{found.captions!r} for {[one.caption for one in wanted.pictures]!r}"
    if name == "turn":
        return f"{turned(found)!r} for {wanted.turn!r}"
    return f"{getattr(found, name)!r} for {getattr(wanted, name)!r}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=8)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--kind", choices=[*DESIGNS, RANDOM])
    options.add_argument("--shuffled", action="store_true", help="the text of each file in no order")
    options.add_argument("-v", action="store_true", help="name every miss")
    given = options.parse_args()
    total: Counter[str] = Counter()
    print(
        "| kind of page | articles | "
        + " | ".join(RATES)
        + " | characters wrong | extra | ms a page |\n"
        + "| --- " * (len(RATES) + 5)
        + "|"
    )
    with tempfile.TemporaryDirectory() as folder:
        for kind in [given.kind] if given.kind else DESIGNS:
            told: Counter[str] = Counter()
            clock = []
            for seed in range(given.first, given.first + given.seeds):
                printed = typeset(random_page(seed) if kind == RANDOM else designed_page(kind, seed))
                order = Order.SHUFFLED_LINES if given.shuffled else Order.NATURAL
                page, seconds = read(render_pdf(printed, order, seed), Path(folder))
                clock.append(seconds)
                for miss in score(printed, page, told):
                    if given.v:
                        print(f"    {kind} {seed}: {miss}")
            total += told
            print(line(kind, told, clock))
    print(line("all", total, []))


def line(kind: str, told: Counter[str], clock: list[float]) -> str:
    rates = " | ".join(f"{told[name] / max(1, told['articles']):.3f}" for name in RATES)
    wrong = f"{100 * told['edits'] / max(1, told['characters']):.2f} %"
    cost = f"{1000 * statistics.median(clock):.0f}" if clock else ""
    return f"| {kind} | {told['articles']} | {rates} | {wrong} | {told['extra']} | {cost} |"


if __name__ == "__main__":
    main()
