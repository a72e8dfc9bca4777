"""Sets stories whose body is no even block: around pictures and boxes, beside their heading, from top to bottom; and groups."""

from __future__ import annotations

from dataclasses import replace

from pipeline.geometry import Box
from tests.typeset.fonts import text_width
from tests.typeset.linebreak import Line, break_paragraph
from tests.typeset.marks import ASCENT, Mark, PictureMark, TextMark, frame, horizontal, moved, text_in, vertical
from tests.typeset.set_article import BOX_PADDING, ArticleSetting, Part, aside_width, heading, set_article, vertical_headline
from tests.typeset.set_dressed import Obstacle, dressed, pull_quote, uneven, with_drop_cap
from tests.typeset.spec import Article, Corner, Group, Style

Segment = tuple[int, float, int]
"""A free stretch of a column: which column, where it begins, how many lines it takes."""
GAP = 0.6
"""Ems of body type between an obstacle and the text around it."""
TURN_SCALE = 0.95
UPRIGHT_STEP = 1.06


def set_shaped(article: Article, style: Style) -> ArticleSetting:
    """Marks of a shaped article whose top left is the origin."""
    style = replace(style, body_size=style.body_size * article.body_scale, leading=style.leading * article.body_scale)
    width = style.span_width(article.span)
    pad = BOX_PADDING if article.boxed else 0.0
    top = pad + (7.0 if article.ruled and not article.boxed else 0.0)
    if article.upright:
        marks, bottom, lines = _upright(article, style, width - 2 * pad, top)
    else:
        marks, bottom, lines = _level(article, style, width - 2 * pad, top)
    rules: tuple[Mark, ...] = ()
    if article.boxed:
        rules = frame(Box(0.5, 0.5, width - 0.5, bottom + pad - 0.5))
    elif article.ruled:
        rules = (horizontal(0, width, 0.5, 1.0),)
    return ArticleSetting((*rules, *moved(marks, pad, 0)), bottom + pad, lines, (), 0)


def set_group(group: Group, style: Style) -> ArticleSetting:
    """Marks of a group: its rubric, then its articles down one column after the other."""
    width = style.span_width(group.span)
    pad = BOX_PADDING if group.boxed else 0.0
    measure = (width - 2 * pad - (group.columns - 1) * style.gutter) / group.columns
    rubric = heading(Article(group.rubric, (), headline_size=style.body_size * 1.7), style, width - 2 * pad, pad)
    inner = replace(style, width=measure, margin=0, columns=1)
    settings = [
        set_shaped(replace(one, span=1), inner) if one.shaped else set_article(replace(one, span=1), inner)
        for one in group.articles
    ]
    gap = style.leading * 0.6
    total = sum(setting.height + gap for setting in settings)
    marks: list[Mark] = list(rubric.marks)
    column, y, bottom = 0, rubric.bottom, rubric.bottom
    for setting in settings:
        full = y - rubric.bottom >= total / group.columns - gap
        if full and column < group.columns - 1:
            column, y = column + 1, rubric.bottom
        elif group.inner_boxes and y > rubric.bottom:
            x = column * (measure + style.gutter)
            marks.append(horizontal(x, x + measure, y - gap / 2, 0.5))
        marks.extend(moved(setting.marks, column * (measure + style.gutter), y))
        y += setting.height + gap
        bottom = max(bottom, y - gap)
    rules: tuple[Mark, ...] = frame(Box(0.5, 0.5, width - 0.5, bottom + pad - 0.5)) if group.boxed else ()
    return ArticleSetting((*rules, *moved(marks, pad, 0)), bottom + pad, rubric.lines, (), 0)


def _level(article: Article, style: Style, width: float, top: float) -> tuple[list[Mark], float, tuple[str, ...]]:
    """Heading and body of level lines: marks, where they end, and the heading's lines."""
    columns = article.body_columns or article.span
    measure = (width - (columns - 1) * style.gutter) / columns
    pitch = measure + style.gutter
    marks: list[Mark] = []
    tops = [top] * columns
    first = 0
    if article.vertical:
        over = heading(article, style, width, top)
        aside = vertical_headline(article, style, over.bottom)
        left = aside_width(aside)
        measure = (width - left - (columns - 1) * style.gutter) / columns
        pitch = measure + style.gutter
        marks += [*over.marks, *aside.marks]
        body, bottom = _flowed(article, style, measure, [over.bottom] * columns, 0)
        return [*marks, *moved(body, left, 0)], max(bottom, aside.bottom), (*over.lines, *aside.lines)
    if article.on_picture:
        return _on_picture(article, style, width, top)
    if article.beside:
        over = heading(article, style, measure, top)
        first = 1
    else:
        head = min(columns, article.heading_span or columns)
        over = dressed(heading(article, style, head * pitch - style.gutter, top), article, style, head * pitch - style.gutter)
        tops = [over.bottom if column < head else top for column in range(columns)]
    marks += over.marks
    if article.columns_wide:
        body, bottom = uneven(article, style, width, over.bottom)
    else:
        body, bottom = _flowed(article, style, measure, tops, first)
    if article.column_rules:
        middles = [column * pitch - style.gutter / 2 for column in range(first + 1, columns)]
        if not article.pictures and article.inset is None and article.heading_span is None:
            marks += [vertical(x, over.bottom, bottom, 0.4) for x in middles]
    return [*marks, *body], max(bottom, over.bottom), over.lines


def _flowed(article: Article, style: Style, measure: float, tops: list[float], first: int) -> tuple[list[Mark], float]:
    """The body through the columns from ``first`` on, around what stands among them, as shallow as it goes."""
    lines = _body_lines(article, style, measure)
    obstacles = [_picture(article, number, style, measure) for number in range(len(article.pictures))]
    if article.inset is not None:
        inset = replace(article.inset, boxed=article.inset_boxed)
        # As wide as the columns of its story that it stands over.
        spread = inset.span * (measure + style.gutter) - style.gutter
        narrow = replace(style, width=spread, margin=0, columns=inset.span)
        setting = set_shaped(inset, narrow) if inset.shaped else set_article(inset, narrow)
        obstacles.append((setting.marks, setting.height, inset.span, article.inset_corner))
    if article.pull_quote:
        obstacles.append(pull_quote(article, style, measure))
    depth = max(2, len(lines) // max(1, len(tops) - first))
    while True:
        placed, segments = _around(obstacles, style, tops, first, depth)
        if sum(count for *_, count in segments) >= len(lines):
            break
        depth += 1
    pitch = measure + style.gutter
    marks: list[Mark] = []
    bottom = 0.0
    for own, height, column, y in placed:
        marks += moved(own, column * pitch, y)
        bottom = max(bottom, y + height)
    waiting = list(lines)
    for column, y, count in segments:
        for row, line in enumerate(waiting[:count]):
            baseline = y + row * style.leading + style.body_size * ASCENT + (style.leading - style.body_size) / 2
            if line.cap:
                drop = baseline + line.cap_size - line.size - (line.cap_size - line.size) * 0.12
                marks.append(TextMark(line.cap, column * pitch, drop, style.fonts.display, line.cap_size))
                line = replace(line, cap="")
            if line.text:
                marks.append(replace(line, x=column * pitch + line.x, baseline=baseline))
            bottom = max(bottom, y + (row + 1) * style.leading)
        waiting = waiting[count:]
    return marks, bottom


def _on_picture(article: Article, style: Style, width: float, top: float) -> tuple[list[Mark], float, tuple[str, ...]]:
    """A picture as wide as the story with the heading on it in white, its caption and the body under it."""
    picture = article.pictures[0]
    height = width * picture.ratio
    over = heading(article, style, width, top + height * 0.62)
    plate = PictureMark(Box(0, top, width, top + height))
    size = style.body_size * picture.caption_scale
    y = top + height + size * 0.5
    caption = [
        TextMark(line.text, 0, y + number * size * 1.3 + size * ASCENT, style.fonts.body, size, line.spacing)
        for number, line in enumerate(break_paragraph(picture.caption, style.fonts.body, size, width, 0.0))
    ]
    y += len(caption) * size * 1.3 + style.body_size
    columns = article.body_columns or article.span
    measure = (width - (columns - 1) * style.gutter) / columns
    rest = replace(article, pictures=())
    author = dressed(Part((), y, ()), replace(rest, reverse=False, accent=0), style, width)
    body, bottom = _flowed(rest, style, measure, [author.bottom] * columns, 0)
    white = [replace(mark, grey=1.0) for mark in over.marks if isinstance(mark, TextMark)]
    return [plate, *white, *caption, *author.marks, *body], bottom, over.lines


def _body_lines(article: Article, style: Style, measure: float) -> list[TextMark]:
    """Every printed line of the body at the left edge of its column, the note of a turn included."""
    face, size = style.fonts.body, style.body_size
    lines: list[TextMark] = []
    if article.verse:
        return [TextMark(part, size * 2, 0.0, face, size) for part in article.paragraphs[article.author :]]
    if "上接" in article.turn:
        lines.append(TextMark(article.turn, 0.0, 0.0, face, size * TURN_SCALE))
    for number, paragraph in enumerate(article.paragraphs):
        if article.author and number == 0:
            continue
        if article.drop_cap and number == article.author:
            lines += with_drop_cap(paragraph, style, measure, article.drop_cap)
            continue
        if number in article.crossheads:
            scale = size * article.crosshead_scale
            mark = text_in(paragraph, 0, measure, 0, style.fonts.display, scale)
            lines.append(replace(mark, bold=True))
            continue
        lines += [
            TextMark(line.text, line.indent, 0, face, size, line.spacing)
            for line in break_paragraph(paragraph, face, size, measure)
        ]
    if "下转" in article.turn:
        lines.append(text_in(article.turn, 0, measure, 0, face, size * TURN_SCALE, "r"))
    return lines


def _picture(article: Article, number: int, style: Style, measure: float) -> Obstacle:
    """A picture with its caption: marks, height, columns and corner."""
    picture = article.pictures[number]
    width = picture.columns * (measure + style.gutter) - style.gutter
    height = width * picture.ratio
    size = style.body_size * picture.caption_scale
    marks: list[Mark] = [PictureMark(Box(0, 0, width, height))] if picture.drawn else []
    if picture.inside:
        broken = break_paragraph(picture.caption, style.fonts.body, size, width - 2 * size, 0.0)
        first = height - size * (0.6 + 1.3 * len(broken))
        inside = [
            TextMark(
                line.text, size, first + number * size * 1.3 + size * ASCENT, style.fonts.body, size, line.spacing, grey=1.0
            )
            for number, line in enumerate(broken)
        ]
        return (*marks, *inside), height + size * 0.5, picture.columns, picture.corner
    y = height + size * 0.5
    # Captions are set without an indent; one line of them stands in the middle.
    broken = break_paragraph(picture.caption, style.fonts.body, size, width, 0.0)
    for line in broken:
        shift = (width - text_width(style.fonts.body, line.text, size)) / 2 if len(broken) == 1 else 0.0
        marks.append(TextMark(line.text, shift, y + size * ASCENT, style.fonts.body, size, line.spacing))
        y += size * 1.3
    return tuple(marks), y, picture.columns, picture.corner


def _around(
    obstacles: list[Obstacle], style: Style, tops: list[float], first: int, depth: int
) -> tuple[list[tuple[tuple[Mark, ...], float, int, float]], list[Segment]]:
    """Where the obstacles stand when the body is ``depth`` lines deep under the lowest top, and what they leave free."""
    gap = GAP * style.body_size
    foot = max(tops) + depth * style.leading
    taken: dict[int, list[tuple[float, float]]] = {column: [] for column in range(len(tops))}
    placed = []
    for marks, height, columns, corner in obstacles:
        last = len(tops) - columns
        column = {Corner.TOP_LEFT: first, Corner.MIDDLE: max(first, (first + last + 1) // 2)}.get(corner, last)
        column = max(first, min(last, column))
        over = [end for place in range(column, column + columns) for _, end in taken[place]]
        head = max([*tops[column : column + columns], *over])
        y = head
        if corner is Corner.MIDDLE:
            y = head + max(2, int(((foot - head) - height) / style.leading / 2)) * style.leading + gap
        elif corner is Corner.BOTTOM_RIGHT:
            y = max(head, foot - height)
        placed.append((marks, height, column, y))
        for place in range(column, column + columns):
            taken[place].append((y - gap, y + height + gap))
    segments: list[Segment] = []
    for column in range(first, len(tops)):
        y = tops[column]
        for start, end in [*sorted(taken[column]), (foot + 0.01, foot)]:
            count = int((min(start, foot + 0.01) - y) / style.leading + 1e-6)
            if count >= 2:
                segments.append((column, y, count))
            y = max(y, end)
    return placed, segments


def _upright(article: Article, style: Style, width: float, top: float) -> tuple[list[Mark], float, tuple[str, ...]]:
    """A level heading over a body whose lines run down and follow each other from right to left."""
    over: Part = heading(article, style, width, top)
    face, size = style.fonts.body, style.body_size
    step, pitch = size * UPRIGHT_STEP, style.leading
    columns = max(1, int(width / pitch))
    cells = 6
    lines: list[Line] = []
    while True:
        lines = [line for paragraph in article.paragraphs for line in break_paragraph(paragraph, face, size, cells * size)]
        if len(lines) <= columns:
            break
        cells += 1
    marks: list[Mark] = list(over.marks)
    for number, line in enumerate(lines):
        x = width - (number + 1) * pitch + (pitch - size) / 2
        start = over.bottom + line.indent / size * step
        for row, character in enumerate(line.text):
            own = (size - text_width(face, character, size)) / 2
            marks.append(TextMark(character, x + own, start + row * step + size * ASCENT, face, size))
    return marks, over.bottom + cells * step, over.lines
