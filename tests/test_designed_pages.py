"""Pages of other designs than the usual: each kind is read as it was set, and every glyph of it ends in exactly one place.

The figures by kind, over more pages: ``python -m benchmarks.articles``.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipeline import tables
from pipeline.articles import assemble
from pipeline.extract.second_reader import reread_overprinted
from pipeline.layout import lay_out
from pipeline.model import Article, Page
from pipeline.recipes import read_recipes
from tests.hand_set import read_pdf
from tests.test_random_pages import characters, faults_of, story_of
from tests.typeset.designs import DESIGNS, designed_page
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.pdf import Order, render_pdf

SEED = 1


@cache
def printed(kind: str) -> TypesetPage:
    return typeset(designed_page(kind, SEED))


@cache
def read(kind: str) -> tuple[Page, Page]:
    """The page as the text layer gives it, its lines in no order, and as it leaves assembly."""
    with tempfile.TemporaryDirectory() as folder:
        data = render_pdf(printed(kind), Order.SHUFFLED_LINES, SEED)
        layer = reread_overprinted(read_pdf(data, Path(folder)))
    return layer, assemble(lay_out(tables.find_tables(layer, read_recipes())))


@pytest.mark.parametrize("kind", DESIGNS)
def test_every_glyph_ends_in_exactly_one_place(kind: str) -> None:
    """Each glyph of the text layer is in one region of one article, in one table or in the furniture."""
    layer, page = read(kind)
    known = {article.article_id for article in page.articles}
    assert all(region.article_id in known for region in page.regions)
    owners = [*page.regions, *page.tables]
    held = [line for owner in owners for line in owner.lines] + list(page.furniture)
    assert Counter(id(glyph) for line in held for glyph in line.glyphs) == Counter(
        id(glyph) for line in layer.lines for glyph in line.glyphs
    )


@pytest.mark.parametrize("kind", DESIGNS)
def test_articles_hold_the_characters_of_their_regions(kind: str) -> None:
    """What a region prints is told by its article; the rubric once, by the first article under it."""
    _, page = read(kind)
    regions = characters(line.text for region in page.regions for line in region.lines)
    rubrics: dict[str, str] = {}
    texts: list[str] = []
    for article in page.articles:
        captions = () if article.printed_text == "\n".join(article.captions) else article.captions
        texts += [article.kicker, article.headline, article.subhead, article.printed_text, *captions, *article.pull_quotes]
        rubrics.setdefault(article.rubric, article.rubric)
    assert characters([*texts, *rubrics.values()]) == regions


@pytest.mark.parametrize("kind", DESIGNS)
def test_articles_are_those_that_were_set(kind: str) -> None:
    """Headline, kicker, subhead, reporter, paragraphs and text of every story; no other story."""
    found = list(read(kind)[1].articles)
    faults = [fault for article in printed(kind).articles for fault in faults_of(article, story_of(article, found))]
    assert not faults
    assert not found


def told(kind: str) -> dict[str, Article]:
    return {article.headline: article for article in read(kind)[1].articles}


@pytest.mark.parametrize("kind", ["around a picture", "photo page"])
def test_captions_belong_to_the_story_around_their_picture(kind: str) -> None:
    found = told(kind)
    for article in printed(kind).articles:
        captions = ["".join(one.split()) for one in found[article.clean_headline].captions]
        assert captions == ["".join(picture.caption.split()) for picture in article.pictures]


@pytest.mark.parametrize("kind", ["briefs", "notices", "no byline"])
def test_briefs_notices_and_advertisements_are_told_apart(kind: str) -> None:
    found = told(kind)
    for article in printed(kind).articles:
        one = found[article.clean_headline]
        assert (one.kind, one.rubric) == (article.kind, article.rubric), article.clean_headline


def test_turns_name_their_page_and_are_no_text() -> None:
    found = told("continued")
    for article in printed("continued").articles:
        one = found[article.clean_headline]
        page = one.continued_to or one.continued_from
        assert bool(page) == bool(article.turn)
        assert page in article.turn
        assert "下转" not in one.text
        assert "上接" not in one.text
