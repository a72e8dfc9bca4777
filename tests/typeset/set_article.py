"""Sets an article: heading, then the body in balanced columns; at the origin, to be moved to its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.geometry import Box
from tests.typeset.fonts import text_width
from tests.typeset.linebreak import Line, break_headline, break_paragraph
from tests.typeset.marks import ASCENT, Mark, TextMark, frame, horizontal, moved, text_in
from tests.typeset.spec import Article, Style

BOX_PADDING = 9.0
HEADLINE_SIZES = {1: 18.0, 2: 23.0, 3: 28.0}
"""By the columns an article spans; wider ones take the last."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of body text: which paragraph, which column of the article."""

    line: Line
    paragraph: int
    column: int


@dataclass(frozen=True, slots=True)
class ArticleSetting:
    """A set article. ``heading`` is what stands over the text, line by line; ``leading_lines`` is the depth of its body."""

    marks: tuple[Mark, ...]
    height: float
    heading: tuple[str, ...]
    body: tuple[BodyLine, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Part:
    marks: tuple[Mark, ...]
    bottom: float
    lines: tuple[str, ...] = ()


def set_article(article: Article, style: Style) -> ArticleSetting:
    """Marks of an article whose top left is the origin."""
    width = style.span_width(article.span)
    pad = BOX_PADDING if article.boxed else 0.0
    inner = width - 2 * pad
    top = pad + (7.0 if article.ruled and not article.boxed else 0.0)
    over = heading(article, style, inner, top)
    aside = vertical_headline(article, style, over.bottom) if article.vertical else Part((), over.bottom)
    left = aside_width(aside)
    columns = article.body_columns or article.span
    body_marks, body, depth, bottom = _body(article, style, left, inner - left, columns, over.bottom)
    bottom = max(bottom, aside.bottom)
    marks = moved((*over.marks, *aside.marks, *body_marks), pad, 0)
    rules: tuple[Mark, ...] = ()
    if article.boxed:
        rules = frame(Box(0.5, 0.5, width - 0.5, bottom + pad - 0.5))
    elif article.ruled:
        rules = (horizontal(0, width, 0.5, 1.0),)
    return ArticleSetting((*rules, *marks), bottom + pad, (*over.lines, *aside.lines), body, depth)


def stretched(article: Article, style: Style, room: float) -> ArticleSetting:
    """The article set with wider leading, to be as near ``room`` deep as ``style.max_stretch`` allows."""
    plain = set_article(article, style)
    if plain.depth < 2 or room <= plain.height:
        return plain
    leading = min(style.leading + (room - plain.height) / plain.depth, style.leading * style.max_stretch)
    return set_article(article, replace(style, leading=leading))


def headline_size(article: Article, style: Style) -> float:
    size = article.headline_size or HEADLINE_SIZES[min(article.span, max(HEADLINE_SIZES))]
    return size * style.headline_scale


def heading(article: Article, style: Style, width: float, top: float) -> Part:
    """Kicker, headline (unless it runs down the side) and subhead."""
    size, align = headline_size(article, style), "c" if article.centred else "l"
    small = max(style.body_size * 1.15, size * 0.6)
    rows: list[tuple[str, float, bool]] = []
    face = style.fonts.display
    rows += [(line, small, False) for line in break_headline(article.kicker, face, small, width) if line]
    if not article.vertical:
        rows += [(line, size, True) for line in break_headline(article.headline, face, size, width)]
    rows += [(line, small, False) for line in break_headline(article.subhead, face, small, width) if line]
    marks: list[Mark] = []
    y = top
    for text, type_size, bold in rows:
        mark = text_in(text, 0, width, y + type_size * (ASCENT + 0.12), face, type_size, align)
        marks.append(replace(mark, bold=bold))
        y += type_size * 1.3
    return Part(tuple(marks), y + (style.body_size * 0.5 if rows else 0), tuple(row[0] for row in rows))


def vertical_headline(article: Article, style: Style, top: float) -> Part:
    """The headline, character under character, its lines from right to left."""
    size = headline_size(article, style)
    lines = article.headline.split("\n")
    marks: list[Mark] = []
    for order, text in enumerate(reversed(lines)):
        for index, char in enumerate(text):
            x = order * size * 1.25 + (size - text_width(style.fonts.display, char, size)) / 2
            baseline = top + index * size * 1.08 + size * ASCENT
            marks.append(TextMark(char, x, baseline, style.fonts.display, size, bold=True))
    bottom = top + max(len(line) for line in lines) * size * 1.08
    return Part(tuple(marks), bottom, tuple(lines))


def aside_width(aside: Part) -> float:
    if not aside.marks:
        return 0.0
    first = next(mark for mark in aside.marks if isinstance(mark, TextMark))
    return len(aside.lines) * first.size * 1.25 + first.size * 0.35


def _body(
    article: Article, style: Style, left: float, width: float, columns: int, top: float
) -> tuple[list[Mark], tuple[BodyLine, ...], int, float]:
    """Body columns whose depths differ by one line at most."""
    measure = (width - (columns - 1) * style.gutter) / columns
    face, size = style.fonts.body, style.body_size
    lines = [
        (line, number)
        for number, paragraph in enumerate(article.paragraphs)
        for line in break_paragraph(paragraph, face, size, measure)
    ]
    depth, longer = divmod(len(lines), columns)
    body: list[BodyLine] = []
    marks: list[Mark] = []
    for column in range(columns):
        count = depth + (column < longer)
        x = left + column * (measure + style.gutter)
        for row, (line, paragraph) in enumerate(lines[len(body) : len(body) + count]):
            baseline = top + row * style.leading + size * ASCENT + (style.leading - size) / 2
            marks.append(TextMark(line.text, x + line.indent, baseline, face, size, line.spacing))
            body.append(BodyLine(line, paragraph, column))
    rows = depth + (longer > 0)
    return marks, tuple(body), rows, top + rows * style.leading
