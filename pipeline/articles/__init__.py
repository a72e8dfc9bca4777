"""Articles of a page, from regions (text layer, OCR) or from the lines of a text dump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.articles.assemble import stories_of
from pipeline.articles.continuation import read_turns
from pipeline.articles.headlines import read_headlines
from pipeline.articles.kinds import kind_of
from pipeline.articles.misread_headline import headline_of_lead
from pipeline.articles.paragraphs import joined, paragraphs
from pipeline.articles.plain_text import assemble_dump
from pipeline.articles.story import Story
from pipeline.articles.unread_headlines import HeadSizes, head_sizes, headline_findings
from pipeline.author_line import author_names
from pipeline.byline import Byline, read_byline
from pipeline.model import (
    SURE,
    Article,
    ArticleKind,
    Page,
    Region,
    RegionKind,
    Repair,
    RepairStatus,
    Route,
    Where,
)

WITHIN = {ArticleKind.ADVERTISEMENT: RegionKind.ADVERT, ArticleKind.NOTICE: RegionKind.NOTICE}


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
    found = stories_of(page.regions, _body_size(page.regions), page.rulings, page.pictures)
    sizes = head_sizes(found) if page.route is Route.OCR else HeadSizes()
    articles = tuple(_article(f"{page.page_id}-a{order}", order, story, sizes) for order, story in enumerate(found, 1))
    findings = (*page.findings, *headline_findings(found, articles))
    repairs = (*page.repairs, *(_suggested_headlines(found, articles) if page.route is Route.OCR else ()))
    regions = _owned(page.regions, found, articles)
    return replace(page, articles=articles, regions=regions, findings=findings, repairs=repairs)


def _suggested_headlines(found: Sequence[Story], articles: Sequence[Article]) -> list[Repair]:
    """What headlines that were not read surely may have read, by their own leads."""
    repairs = []
    for story, article in zip(found, articles, strict=True):
        sure = [line.confidence or 0.0 for heading in story.headings for line in heading.lines]
        lead = "".join(article.paragraphs[:2])  # the first may be the author's line
        said = headline_of_lead(article.headline, lead) if article.headline and min(sure) < SURE else None
        if said:
            where = Where(article_id=article.article_id, column="headline")
            after, why = said
            repairs.append(Repair("headline-from-text", article.headline, after, RepairStatus.SUGGESTED, where, why))
    return repairs


def _owned(regions: Sequence[Region], found: Sequence[Story], articles: Sequence[Article]) -> tuple[Region, ...]:
    """The regions of each article in reading order, then those of none."""
    parts = [
        (article, region)
        for article, story in zip(articles, found, strict=True)
        for region in (*story.rubric_regions, *story.headings, *story.columns, *story.pull_quotes, *story.captions)
    ]
    taken = {id(line) for _, region in parts for line in region.lines}  # a rubric may have been cut off a heading
    owned = (replace(region, article_id=article.article_id, within=WITHIN.get(article.kind)) for article, region in parts)
    return (*owned, *(region for region in regions if not region.lines or id(region.lines[0]) not in taken))


def _body_size(regions: Sequence[Region]) -> float:
    sizes = sorted(line.size for region in regions if region.kind is RegionKind.PARAGRAPH for line in region.lines)
    return sizes[len(sizes) // 2] if sizes else 10.0


def _article(article_id: str, order: int, story: Story, sizes: HeadSizes) -> Article:
    """The article of a story; ``sizes`` are those of the page's heads where large type may be left unread (on a scan)."""
    if not story.regions:
        text = tuple(joined(caption.lines) for caption in story.captions)
        printed = "\n".join(line.text for caption in story.captions for line in caption.lines)
        return Article(article_id, order, paragraphs=text, printed_text=printed, box=story.box, kind=ArticleKind.CAPTION)
    heads = read_headlines([line for heading in story.headings for line in heading.lines], scanned=sizes.usual > 0)
    if heads.headline and sizes.is_only_kicker(story):
        heads = replace(heads, kicker=heads.kicker + heads.headline + heads.subhead, headline="", subhead="")
    turns = read_turns(paragraphs(story.columns))
    body = (*heads.author, *turns.paragraphs)
    byline = _byline(heads.author, body)
    return Article(
        article_id,
        order,
        heads.kicker,
        heads.headline,
        heads.subhead,
        byline.reporter,
        byline.dateline,
        body,
        "\n".join([*heads.author, *(line.text for column in story.columns for line in column.lines)]),
        box=story.box,
        kind=kind_of(heads.headline, "".join(body), story.rubric, byline.reporter),
        rubric=story.rubric,
        captions=tuple(joined(caption.lines) for caption in story.captions),
        pull_quotes=tuple(joined(quote.lines) for quote in story.pull_quotes),
        continued_to=turns.continued_to,
        continued_from=turns.continued_from,
    )


def _byline(author: Sequence[str], body: Sequence[str]) -> Byline:
    """Who wrote it by the author's line, or by the first words of the text, which may be such a line too; and the date."""
    names = tuple(dict.fromkeys(name for line in author for name in author_names(line, bare=True)))
    text = body[len(author) :]
    told = read_byline(text[0]) if text else Byline()
    if not names and text:
        names = author_names(text[0])
        if names and len(text) > 1 and not told.dateline:
            told = replace(told, dateline=read_byline(text[1]).dateline)
    return replace(told, reporter="、".join(names)) if names else told
