"""Articles of a page, from regions (text layer, OCR) or from the lines of a text dump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.articles.assemble import stories_of
from pipeline.articles.byline import read_byline
from pipeline.articles.headlines import read_headlines
from pipeline.articles.paragraphs import paragraphs
from pipeline.articles.plain_text import assemble_dump
from pipeline.articles.story import Story
from pipeline.model import Article, Page, Region, RegionKind, Route


def assemble(page: Page) -> Page:
    """The page with its ``articles`` in reading order; a text dump's left-over lines become furniture."""
    if page.route is Route.PLAIN_TEXT:
        dump = assemble_dump(page, page.lines)
        return replace(
            page,
            articles=dump.articles,
            findings=(*page.findings, *dump.findings),
            repairs=(*page.repairs, *dump.repairs),
            furniture=(*page.furniture, *dump.furniture),
        )
    found = stories_of(page.regions, _body_size(page.regions), page.rulings)
    articles = tuple(_article(f"{page.page_id}-a{order}", order, story) for order, story in enumerate(found, 1))
    return replace(page, articles=articles, regions=_owned(page.regions, found, articles))


def _owned(regions: Sequence[Region], found: Sequence[Story], articles: Sequence[Article]) -> tuple[Region, ...]:
    """The regions of each article in reading order, then those of none."""
    parts = [
        (article, region)
        for article, story in zip(articles, found, strict=True)
        for region in (*story.headings, *story.columns)
    ]
    taken = {id(region) for _, region in parts}
    owned = (replace(region, article_id=article.article_id) for article, region in parts)
    return (*owned, *(region for region in regions if id(region) not in taken))


def _body_size(regions: Sequence[Region]) -> float:
    sizes = sorted(line.size for region in regions if region.kind is RegionKind.PARAGRAPH for line in region.lines)
    return sizes[len(sizes) // 2] if sizes else 10.0


def _article(article_id: str, order: int, story: Story) -> Article:
    heads = read_headlines([line for heading in story.headings for line in heading.lines])
    body = paragraphs(story.columns)
    byline = read_byline(body[0]) if body else None
    return Article(
        article_id,
        order,
        heads.kicker,
        heads.headline,
        heads.subhead,
        byline.reporter if byline else "",
        byline.dateline if byline else "",
        body,
        "\n".join(line.text for column in story.columns for line in column.lines),
        box=story.box,
    )
