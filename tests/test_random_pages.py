"""Whole pages of any kind, read to the end: nothing is lost, nothing stands twice, and the stories are those that were set.

The figures are minimums: what falls short is printed, so that a failure says where to look.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein
from reportlab.pdfgen.canvas import Canvas

from pipeline import tables
from pipeline.articles import assemble
from pipeline.extract.second_reader import reread_overprinted
from pipeline.layout import lay_out
from pipeline.model import Article, Page
from pipeline.recipes import read_recipes
from tests.drawn_pdf import Draw, drawn, write
from tests.hand_set import read_pdf
from tests.typeset import spec
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.pdf import Order, render_pdf
from tests.typeset.random_page import random_page

SEEDS = range(12)
SIMILAR = 0.98
HALF_WIDTH = str.maketrans("，：；（）？！", ",:;()?!")


@cache
def printed(seed: int) -> TypesetPage:
    return typeset(random_page(seed))


@cache
def read(seed: int, order: Order = Order.NATURAL) -> tuple[Page, Page]:
    """The page as the text layer gives it, and as it leaves the house of stages before cleaning."""
    with tempfile.TemporaryDirectory() as folder:
        layer = reread_overprinted(read_pdf(render_pdf(printed(seed), order, seed), Path(folder)))
    return layer, assemble(lay_out(tables.find_tables(layer, read_recipes())))


def flat(text: str) -> str:
    """Text without blanks, marks in their half width."""
    return re.sub(r"\s+", "", text).translate(HALF_WIDTH)


def characters(texts: Iterable[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())


# --- nothing is lost, nothing stands twice


def kept(page: Page) -> Counter[str]:
    """Every character that has a place on the finished page."""
    texts = [cell.text for table in page.tables for cell in table.grid]
    texts += [text for table in page.tables for text in (table.title, table.unit, *table.notes)]
    for article in page.articles:
        texts += [article.kicker, article.headline, article.subhead, article.printed_text]
    return characters([*texts, *(line.text for line in page.furniture)])


def told_once(page: TypesetPage) -> Counter[str]:
    """What a table prints and its grid tells only once: the headers of further panels, and the word 单位 of a unit note."""
    result: Counter[str] = Counter()
    for table in page.tables:
        header = characters(text for row in table.header for text in row if text not in (spec.LEFT, spec.ABOVE))
        for _ in range(table.panels - 1):
            result += header
        result += characters(["单位："] if table.unit else [])
    return result


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("seed", SEEDS)
def test_every_glyph_ends_in_exactly_one_place(seed: int, order: Order) -> None:
    """Grids, titles, notes, articles and furniture together hold the characters of the text layer, each once."""
    layer, page = read(seed, order)
    lines, found, once = characters(line.text for line in layer.lines), kept(page), told_once(printed(seed))
    assert not found - lines, "characters that stand twice"
    lost = lines - found
    assert not lost - once, "characters that are lost"


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_layer_holds_what_was_set(seed: int, order: Order) -> None:
    """No character of the page is missing from the lines; vertical headlines are no exception."""
    layer, _ = read(seed, order)
    marks = characters(mark.text for mark in printed(seed).marks if hasattr(mark, "text"))
    assert characters(line.text for line in layer.lines) == marks


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lines_do_not_depend_on_the_files_order(seed: int) -> None:
    """Items and lines shuffled inside the file give the same printed lines in the same places."""

    def lines(order: Order) -> list[tuple[str, int, int]]:
        layer, _ = read(seed, order)
        return sorted((flat(line.text), round(line.box.x0), round(line.box.y0)) for line in layer.lines)

    assert lines(Order.SHUFFLED_ITEMS) == lines(Order.NATURAL)
    assert lines(Order.SHUFFLED_LINES) == lines(Order.NATURAL)


# --- the stories are those that were set


def story_of(article: spec.Article, found: list[Article]) -> Article | None:
    """The found article with this headline whose text begins most alike; taken from ``found``."""
    text = flat("".join(article.paragraphs))[:80]
    best = min(
        found,
        key=lambda one: (
            flat(one.headline) != flat(article.clean_headline),
            Levenshtein.distance(text, flat(one.text)[:80]),
        ),
        default=None,
    )
    if best is not None:
        found.remove(best)
    return best


def faults_of(article: spec.Article, found: Article | None) -> list[str]:
    if found is None:
        return ["not found"]
    pairs = {
        "kicker": (article.kicker, found.kicker),
        "headline": (article.clean_headline, found.headline),
        "subhead": (article.subhead, found.subhead),
        "reporter": (article.reporter, found.reporter),
    }
    faults = [f"{name}: {is_!r} for {set_!r}" for name, (set_, is_) in pairs.items() if flat(set_) != flat(is_)]
    text, want = flat(found.text), flat("".join(article.paragraphs))
    if Levenshtein.normalized_similarity(text, want) < SIMILAR:
        faults.append(f"text: {text!r} for {want!r}")
    count = sum(map(bool, article.paragraphs))  # an empty one parts stanzas
    if len(found.paragraphs) != count:
        faults.append(f"{len(found.paragraphs)} paragraphs for {count}")
    return faults


@pytest.mark.parametrize(("order", "least"), [(order, 0.99) for order in Order])
def test_articles_are_those_that_were_set(order: Order, least: float) -> None:
    """Headline, kicker, subhead, reporter, paragraphs and text of the stories of all seeds."""
    good = total = 0
    for seed in SEEDS:
        found = list(read(seed, order)[1].articles)
        for article in printed(seed).articles:
            faults = faults_of(article, story_of(article, found))
            good, total = good + (not faults), total + 1
            if faults:
                print(f"seed {seed}, {article.clean_headline}: {'; '.join(faults)}")  # noqa: T201 - pytest shows it on failure
        for article in found:
            print(f"seed {seed}: no such story: {article.headline} {article.text[:40]}")  # noqa: T201 - as above
            total += 1
    assert good >= least * total


def test_no_blank_is_set_where_none_is_printed() -> None:
    """Lines spread to the measure have wide gaps everywhere; a blank stands only where one is printed."""
    good = total = 0
    for seed in SEEDS:
        set_text = "".join("".join(article.paragraphs) for article in printed(seed).articles)
        for article in read(seed)[1].articles:
            for paragraph in article.paragraphs:
                total += 1
                blanks = [paragraph[max(0, m.start() - 3) : m.end() + 3] for m in re.finditer(" ", paragraph)]
                invented = [around for around in blanks if around not in set_text]
                good += not invented
                if invented:
                    print(f"seed {seed}: {paragraph}")  # noqa: T201 - as above
    assert good >= 0.995 * total


def rows_of(page: Page) -> list[list[tuple[str, ...]]]:
    return [[tuple(flat(cell.printed) for cell in row) for row in table.rows] for table in page.tables]


@pytest.mark.parametrize("order", list(Order))
def test_tables_hold_the_rows_that_were_set(order: Order) -> None:
    """Every printed row, in its order, panels stitched; and no table where none was set."""
    good = total = 0
    for seed in SEEDS:
        found = rows_of(read(seed, order)[1])
        wanted = [[tuple(map(flat, row)) for row in table.rows] for table in printed(seed).tables]
        total += max(len(wanted), len(found))
        for rows in wanted:
            if rows in found:
                found.remove(rows)
                good += 1
            else:
                print(f"seed {seed}: no table with rows {rows[:2]} … among {[one[:2] for one in found]}")  # noqa: T201
    assert good >= 0.95 * total


@pytest.mark.parametrize("seed", SEEDS)
def test_titles_and_units_belong_to_their_tables(seed: int) -> None:
    titles = {(flat(table.title), table.unit) for table in read(seed)[1].tables}
    assert titles == {(flat(table.title), table.unit) for table in printed(seed).tables}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_masthead_is_read_and_is_no_story(seed: int) -> None:
    masthead, found = printed(seed).spec.masthead, read(seed)[1].masthead
    assert (found.paper, found.issue_date, found.editors) == (
        masthead.paper,
        masthead.issue_date.isoformat(),
        tuple(dict.fromkeys(masthead.editors)),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_stories_come_in_reading_order(seed: int) -> None:
    """A story that stands wholly over another one, or wholly left of it on the same lines, comes before it."""
    boxes = [article.box for article in read(seed)[1].articles if article.box]
    for index, later in enumerate(boxes):
        for earlier in boxes[:index]:
            below = earlier.y0 >= later.y1 and earlier.x0 >= later.x0 - 1 and earlier.x1 <= later.x1 + 1
            assert not below, "a story came before the one right over it"


def test_the_same_page_is_read_the_same_way_twice() -> None:
    layer, page = read(3)
    again = assemble(lay_out(tables.find_tables(replace(layer), read_recipes())))
    assert again == page


# --- pages that are no newspaper


def empty(_: Canvas) -> None:
    """Nothing at all."""


def hatched(canvas: Canvas) -> None:
    """A tint made of hundreds of rules across the text."""
    story(canvas)
    for step in range(120):
        canvas.line(2 * step, 0, 2 * step, 200)
        canvas.line(0, 2 * step, 300, 2 * step)


def off_the_sheet(canvas: Canvas) -> None:
    for x, y in ((-90, 150), (50, 900), (500, 20)):
        write(canvas, "印前标记", x, y)


def turned(canvas: Canvas) -> None:
    canvas.translate(150, 20)
    canvas.rotate(90)
    story(canvas)


def story(canvas: Canvas) -> None:
    for row in range(8):
        write(canvas, "湖城开渠放水两岸农户照表", 50, 170 - 14 * row)


def singles(canvas: Canvas) -> None:
    """Single characters strewn over the page, as outlined text and formulas leave them."""
    for index in range(300):
        write(canvas, "一二三四"[index % 4], index * 37 % 290, index * 53 % 190, 4 + index % 9)


@pytest.mark.parametrize("draw", [empty, hatched, off_the_sheet, turned, story, singles], ids=lambda draw: draw.__name__)
def test_odd_pages_are_read_to_the_end_in_time_and_lose_nothing(draw: Draw, tmp_path: Path) -> None:
    begin = time.process_time()
    layer = reread_overprinted(read_pdf(drawn(draw), tmp_path))
    page = assemble(lay_out(tables.find_tables(layer, read_recipes())))
    assert kept(page) == characters(line.text for line in layer.lines)
    assert time.process_time() - begin < 5
