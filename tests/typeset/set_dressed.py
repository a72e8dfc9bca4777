"""What is set about a story besides even columns: bars, authors, drop capitals, pull quotes, columns of unlike width."""

from __future__ import annotations

from dataclasses import replace

from pipeline.geometry import Box
from tests.typeset.fonts import text_width
from tests.typeset.linebreak import break_paragraph
from tests.typeset.marks import ASCENT, Mark, RuleMark, TextMark, horizontal, text_in
from tests.typeset.set_article import Part
from tests.typeset.spec import Article, Corner, Style

Obstacle = tuple[tuple[Mark, ...], float, int, Corner]


def dressed(over: Part, article: Article, style: Style, width: float) -> Part:
    """The heading with what goes with it: the author's line under it, its bar, the larger beginning of the headline."""
    marks, bottom = list(over.marks), over.bottom
    if article.reverse:
        top = min(mark.box.y0 for mark in marks)
        foot = max(mark.box.y1 for mark in marks)
        marks = [
            RuleMark(Box(0, top - 3, width, foot + 3)),
            *(replace(mark, grey=1.0) for mark in marks if isinstance(mark, TextMark)),
        ]
        bottom += 3
    if article.accent:
        marks = [part for mark in marks for part in _accented(mark, article)]
    if article.author:
        size = style.body_size
        marks.append(
            text_in(
                article.paragraphs[0], 0, width, bottom + size * 0.7, style.fonts.display, size, "c" if article.centred else "l"
            )
        )
        bottom += size * 1.8
    return replace(over, marks=tuple(marks), bottom=bottom)


def _accented(mark: Mark, article: Article) -> list[Mark]:
    """The headline's line in two marks of two sizes."""
    if not isinstance(mark, TextMark) or not mark.bold or not article.headline.startswith(mark.text[: article.accent]):
        return [mark]
    first, rest = mark.text[: article.accent], mark.text[article.accent :]
    one = replace(mark, text=first, size=mark.size * 1.25)
    grown = text_width(mark.face, first, mark.size) * 0.25
    one = replace(one, x=mark.x - grown / 2)
    return [one, replace(mark, text=rest, x=one.x + text_width(one.face, first, one.size))]


def uneven(article: Article, style: Style, width: float, top: float) -> tuple[list[Mark], float]:
    """The body through columns of unlike width; each holds what is left of the text down to one depth."""
    count = len(article.columns_wide)
    room = width - (count - 1) * style.gutter
    measures = [room * part / sum(article.columns_wide) for part in article.columns_wide]
    face, size = style.fonts.body, style.body_size
    depth = 2
    while True:
        marks: list[Mark] = []
        waiting = list(article.paragraphs)
        begun, x = False, 0.0
        for measure in measures:
            row = 0
            while waiting and row < depth:
                lines = break_paragraph(waiting[0], face, size, measure, 0.0 if begun else 2.0)
                used = min(len(lines), depth - row)
                for line in lines[:used]:
                    baseline = top + row * style.leading + size * ASCENT + (style.leading - size) / 2
                    marks.append(TextMark(line.text, x + line.indent, baseline, face, size, line.spacing))
                    row += 1
                text = "".join(line.text for line in lines[:used])
                if len(text) >= len(waiting[0]):
                    waiting.pop(0)
                    begun = False
                else:
                    waiting[0] = waiting[0][len(text) :]
                    begun = True
            x += measure + style.gutter
        if not waiting:
            return marks, top + depth * style.leading
        depth += 1


def pull_quote(article: Article, style: Style, measure: float) -> Obstacle:
    """Words of the story once more, larger, between two rules: marks, height, columns and corner."""
    size = style.body_size * 1.3
    lines = break_paragraph(article.pull_quote, style.fonts.display, size, measure, 0.0)
    marks: list[Mark] = [horizontal(0, measure, 1, 0.8)]
    y = 4.0
    for line in lines:
        marks.append(TextMark(line.text, 0, y + size * ASCENT, style.fonts.display, size))
        y += size * 1.35
    marks.append(horizontal(0, measure, y + 2, 0.8))
    return tuple(marks), y + 3, 1, Corner.MIDDLE


def with_drop_cap(paragraph: str, style: Style, measure: float, deep: int) -> list[TextMark]:
    """The paragraph's lines, the first ones beside its first character; that one goes with the first of them."""
    face, size = style.fonts.body, style.body_size
    large = size + (deep - 1) * style.leading
    beside = large + 0.3 * size
    narrow = break_paragraph(paragraph[1:], face, size, measure - beside, 0.0)[:deep]
    rest = paragraph[1 + sum(len(line.text) for line in narrow) :]
    lines = [TextMark(line.text, beside, 0, face, size, line.spacing) for line in narrow]
    lines += (
        [TextMark(line.text, 0.0, 0, face, size, line.spacing) for line in break_paragraph(rest, face, size, measure, 0.0)]
        if rest
        else []
    )
    lines[0] = replace(lines[0], cap=paragraph[0], cap_size=large)
    return lines
