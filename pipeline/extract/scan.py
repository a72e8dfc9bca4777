"""A page read from its picture: lines found, cut and read; the cells of ruled tables one by one.

picture → text lines → rules → grids → (cells, other lines) → readings → second readings → lines in points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.extract import ocr
from pipeline.extract.image import PageImage, page_images
from pipeline.extract.image_rulings import image_rulings
from pipeline.extract.ocr.cells import cell_lines
from pipeline.extract.ocr.cuttings import Cutting, line_cuttings
from pipeline.extract.ocr.grain import smoothed
from pipeline.extract.ocr.gutters import parted_at_gutters
from pipeline.extract.ocr.page_lines import joined_pieces, parted_heads, sized_alike, text_line_of
from pipeline.extract.ocr.passed_over import passed_over
from pipeline.extract.ocr.reading import Character, Engine, LineReading, Pixels, stepped
from pipeline.extract.ocr.small_print import with_small_print
from pipeline.extract.rulings import merge_collinear
from pipeline.extract.vertical_lines import with_pieces
from pipeline.extract.walls import Walls
from pipeline.geometry import Box
from pipeline.hanzi import MARKS
from pipeline.model import SURE, Half, Page, PageSource, Reading, Route, Ruling, TextLine
from pipeline.ruled_grid import RuledGrid, ruled_grids
from pipeline.settings import Settings

BODY_POINTS = 9.5
"""The usual body size of Chinese broadsheets (小五 is 9, 五号 10.5); the picture's dpi is checked against it."""
DOUBTFUL = 0.9
"""A line with a less sure character is read a second time."""
RUNNING = 7.0
"""Heights of its picture: a longer line is running text, ten characters or more, not a word or number of a table."""
UNLIKELY = 0.01
"""A second choice that the engine gives less than this is no reading."""
TABLE_LINES = 3
"""Text lines in a cell of a table, at most, on average: more is a framed story."""
_MARKS = frozenset(MARKS + ",.;:?!()[]-\"'* ")
"""Marks in either width."""


def read_scan(page_source: PageSource, settings: Settings) -> tuple[Page, ...]:
    """The page with lines and rulings from its picture, in points; of a spread its two pages. Raises PageError when it cannot
    be read."""
    images = pictures_of(page_source, settings)
    if len(images) == 1:
        return (_read_image(page_source, images[0], settings),)
    halves = [replace(page_source, page_id=f"{page_source.page_id}-{half}", half=half) for half in (Half.LEFT, Half.RIGHT)]
    return tuple(_read_image(half, image, settings) for half, image in zip(halves, images, strict=True))


def _read_image(page_source: PageSource, image: PageImage, settings: Settings) -> Page:
    engine = ocr.engine(settings.engine)
    text_height = BODY_POINTS / 72 * image.dpi
    boxes = parted_at_gutters(image.pixels, engine.find_lines(image.pixels, text_height))
    rules = image_rulings(image.pixels, text_height, boxes)
    boxes = with_small_print(engine, image.pixels, boxes, rules, text_height)
    points = 72 / image.dpi
    rulings = merge_collinear(Ruling(_scaled(rule, points)) for rule in rules)
    grids = [grid for grid in ruled_grids(_in_pixels(rulings, image.dpi), 4) if _is_table(grid, boxes)]
    page = smoothed(image.pixels, text_height)
    cuttings = [cutting for grid in grids for cutting in cell_lines(page, grid, text_height)]
    outside = [box for box in boxes if not any(grid.box.contains_middle_of(box) for grid in grids)]
    covered = [*boxes, *(grid.box for grid in grids)]
    missed = passed_over(page, covered, rules, text_height)
    cuttings += line_cuttings(page, [*outside, *missed], rules, text_height)
    in_tables, others = _read(engine, cuttings, points, image.pixels if page is not image.pixels else None)
    walls = [ruling.box for ruling in rulings if not ruling.horizontal]
    others = with_pieces(parted_heads(joined_pieces(sized_alike(others), walls)), Walls(rulings))
    lines = [*in_tables, *others]
    height, width = image.pixels.shape
    return Page(
        page_id=page_source.page_id,
        source=page_source,
        route=Route.OCR,
        engine=f"{engine.name} {engine.version}",
        width=width * points,
        height=height * points,
        dpi=image.dpi,
        to_source=_from_points(image),
        source_size=image.source_size,
        lines=tuple(sorted(lines, key=lambda line: (round(line.box.y0, 1), line.box.x0))),
        rulings=rulings,
        findings=image.findings,
    )


@lru_cache(maxsize=1)
def pictures_of(page_source: PageSource, settings: Settings) -> tuple[PageImage, ...]:
    """The prepared pictures of the page in work, kept for a second reading of its doubtful cells."""
    return page_images(page_source, settings)


def picture_of(page: Page, settings: Settings) -> PageImage:
    """The prepared picture that a page was read from."""
    source = page.source
    whole = replace(source, page_id=source.page_id.removesuffix(f"-{source.half}"), half=None) if source.half else source
    return pictures_of(whole, settings)[-1 if source.half is Half.RIGHT else 0]


def _read(
    engine: Engine, cuttings: Sequence[Cutting], points: float, unsmoothed: Pixels | None
) -> tuple[list[TextLine], list[TextLine]]:
    """Every cutting read, cells (at once, in the same batches) and doubtful lines a second time, at another scale, and of a
    smoothed page the cells that are still doubtful a third time, as they were scanned: (lines of cells, other lines)."""
    cells = [index for index, cutting in enumerate(cuttings) if cutting.in_table]
    pictures = [cutting.picture for cutting in cuttings] + [cuttings[index].at_another_scale() for index in cells]
    both = engine.read_lines(pictures)
    first, second = both[: len(cuttings)], dict(zip(cells, both[len(cuttings) :], strict=True))
    again = [index for index, cutting in enumerate(cuttings) if not cutting.in_table and _is_doubtful(cutting, first[index])]
    second |= _again(engine, again, lambda index: cuttings[index].at_another_scale())
    third: dict[int, LineReading] = {}
    if unsmoothed is not None:
        doubtful = [index for index in cells if _differ(first[index], second[index])]
        third = _again(engine, doubtful, lambda index: cuttings[index].as_scanned(unsmoothed))
    in_tables: list[TextLine] = []
    others: list[TextLine] = []
    for index, (cutting, reading) in enumerate(zip(cuttings, first, strict=True)):
        if not reading.text.strip():
            reading = second.get(index, reading)
            if not reading.text.strip():
                continue
        line = text_line_of(cutting, reading, points)
        line = replace(line, readings=_readings(engine.name, reading, second.get(index), third.get(index)))
        (in_tables if cutting.in_table else others).append(line)
    return in_tables, others


def _is_doubtful(cutting: Cutting, reading: LineReading) -> bool:
    """Whether a line is read a second time. In running text no other reading of a mark would change anything, and which width
    a mark has is doubted in every other line: the marks are left out there."""
    height, width = cutting.picture.shape
    running = width >= RUNNING * height and reading.text.strip()
    counted = [each for each in reading.characters if not (running and each.text in _MARKS)]
    return not reading.characters or any(each.confidence < DOUBTFUL for each in counted)


def _again(engine: Engine, indexes: Sequence[int], picture: Callable[[int], Pixels]) -> dict[int, LineReading]:
    return dict(zip(indexes, engine.read_lines([picture(index) for index in indexes]), strict=True))


def _differ(first: LineReading, second: LineReading) -> bool:
    return first.text.strip() != second.text.strip() or min(first.confidence, second.confidence) < SURE


def _readings(name: str, first: LineReading, second: LineReading | None, third: LineReading | None) -> tuple[Reading, ...]:
    """All that was read in one place: every scale, what the first would have read next, and what it reads as a number."""
    if second is None:
        return ()
    readings = [_reading(first, name), _reading(second, f"{name}, other scale")]
    if third is not None:
        readings.append(_reading(third, f"{name}, unsmoothed"))
    choices: dict[str, float] = {}
    for text, confidence in (*first.second_choices(), *second.second_choices()):
        choices[text.strip()] = max(confidence, choices.get(text.strip(), UNLIKELY))
    readings += [
        Reading(text, f"{name}, second choice", stepped(confidence))
        for text, confidence in sorted(choices.items(), key=lambda choice: -choice[1])
        if confidence > UNLIKELY and text not in (first.text.strip(), second.text.strip())
    ]
    number = max((each.as_number for each in (first, second) if each.as_number), key=_surety, default=())
    if number:
        readings.append(Reading("".join(each.text for each in number), f"{name}, digits", stepped(_surety(number))))
    return tuple(readings)


def _reading(line: LineReading, witness: str) -> Reading:
    return Reading(line.text.strip(), witness, stepped(line.confidence))


def _surety(characters: Sequence[Character]) -> float:
    return min(character.confidence for character in characters)


def _is_table(grid: RuledGrid, boxes: Sequence[Box]) -> bool:
    inside = sum(grid.box.contains_middle_of(box) for box in boxes)
    return 0 < inside <= TABLE_LINES * len(grid.areas) and len(grid.xs) > 2 and len(grid.ys) > 2


def _scaled(box: Box, factor: float) -> Box:
    return Box(box.x0 * factor, box.y0 * factor, box.x1 * factor, box.y1 * factor)


def _in_pixels(rulings: Sequence[Ruling], dpi: float) -> list[Ruling]:
    return [Ruling(_scaled(ruling.box, dpi / 72)) for ruling in rulings]


def _from_points(image: PageImage) -> tuple[float, float, float, float, float, float]:
    """The picture's own affine, asked in points instead of pixels."""
    a, b, c, d, e, f = image.to_source
    pixels = image.dpi / 72
    return (a * pixels, b * pixels, c, d * pixels, e * pixels, f)
