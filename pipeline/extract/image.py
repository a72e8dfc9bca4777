"""The picture of a page, made ready for reading: dark ink on light paper, upright, level, without the bed it lay on.

Each step answers with a new ``Picture`` and does nothing where nothing is amiss: a clean page comes through with every pixel as
it was. Estimates are made on reduced pictures, and the page is resampled once at most. Noise is left alone: smoothing it away
costs a quarter of the cells of a rough table (BENCHMARKS.md, "preparation").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.extract.affine import Affine, rotated, shifted, then, turned
from pipeline.extract.borders import find_bed, paper_of
from pipeline.extract.deskew import SIDE, is_level, skew
from pipeline.extract.illumination import UNEVEN, evened, is_negative, unevenness
from pipeline.extract.ink import ink, reduced, turned_by
from pipeline.extract.lettering import Lettering, lettering_of
from pipeline.extract.orientation import picture_marks, quarters_to_turn
from pipeline.extract.pdf_picture import read_pdf_picture
from pipeline.extract.picture import Grey, Picture, read_picture
from pipeline.extract.resolution import USUAL_BODY, estimated, fits
from pipeline.extract.reversed_bars import without_reversed_bars
from pipeline.extract.spread import gutter
from pipeline.model import Finding, PageSource, Severity, SourceKind
from pipeline.sentences import Bilingual, joined, say
from pipeline.settings import Settings

BLANK = 0.0005
"""Of the page that is ink: less is specks. A page of one headline has 0.003."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page to read: dark ink on light paper, upright, its lines level."""

    pixels: Grey
    """Height by width, grey."""
    dpi: float
    """Of ``pixels``."""
    to_source: Affine
    """x_source = a*x + b*y + c and y_source = d*x + e*y + f, in pixels of the source picture as its file stores them."""
    source_size: tuple[int, int]
    """Width and height of the source picture, in pixels."""
    findings: tuple[Finding, ...] = ()


def page_images(page_source: PageSource, settings: Settings) -> tuple[PageImage, ...]:
    """The page's picture, prepared; of a spread its two pages, the left one first. Raises PageError where there is none."""
    read = read_pdf_picture if page_source.source.kind is SourceKind.PDF else read_picture
    return prepared(read(page_source, settings))


def prepared(picture: Picture) -> tuple[PageImage, ...]:
    """A picture made ready, step by step."""
    picture = levelled(without_bed(dark_on_light(picture)))
    lettering = lettering_of(picture.pixels)
    picture, lettering = upright(picture, lettering)
    picture = evenly_lit(picture)
    halves = parted(picture, lettering)
    if halves:
        return tuple(_ready(half, lettering_of(half.pixels)) for half in map(levelled, halves))
    return (_ready(picture, lettering),)


def _ready(picture: Picture, lettering: Lettering) -> PageImage:
    dpi, findings = looked_over(picture, lettering)
    pixels = without_reversed_bars(picture.pixels, USUAL_BODY / 72 * dpi)
    return PageImage(pixels, dpi, picture.to_source, picture.source_size, (*picture.findings, *findings))


def dark_on_light(picture: Picture) -> Picture:
    """A negative becomes a positive."""
    if not is_negative(picture.pixels):
        return picture
    found = _notice("page-inverted", say("page-inverted.page"))
    return _changed(picture, np.asarray(cv2.bitwise_not(picture.pixels), np.uint8), finding=found)


def without_bed(picture: Picture) -> Picture:
    """The dark bed of the scanner is cut away."""
    bed = find_bed(picture.pixels)
    if bed is None:
        return picture
    height, width = picture.pixels.shape
    cut = say("evidence.cut", left=bed.left, top=bed.top, right=width - bed.right, bottom=height - bed.bottom)
    found = _notice("page-cropped", say("page-cropped.page"), cut)
    return _changed(picture, paper_of(picture.pixels, bed), shifted(bed.left, bed.top), found)


def levelled(picture: Picture) -> Picture:
    """Lines and rules become level."""
    small = reduced(picture.pixels, SIDE)
    angle = skew(ink(small.pixels))
    if is_level(angle, max(picture.pixels.shape)):
        return picture
    height, width = picture.pixels.shape
    around = rotated(angle, width / 2, height / 2)
    a, b = abs(around[0]), abs(around[1])
    wide, high = round(width * a + height * b), round(width * b + height * a)
    to_picture = then(shifted((width - wide) / 2, (height - high) / 2), around)
    middles = then(then(shifted(0.5, 0.5), to_picture), shifted(-0.5, -0.5))
    pixels = cv2.warpAffine(
        picture.pixels,
        np.array(middles).reshape(2, 3),
        (wide, high),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderValue=float(np.percentile(small.pixels, 80)),
    )
    found = _notice("page-skewed", say("page-skewed.page"), say("evidence.turned", angle=angle))
    return _changed(picture, np.asarray(pixels, np.uint8), to_picture, found)


def upright(picture: Picture, lettering: Lettering) -> tuple[Picture, Lettering]:
    """A page on its side or upside down is turned, by whole quarters."""
    if not lettering.is_text:
        return picture, lettering
    marks = picture_marks(picture.pixels, lettering)
    height, width = picture.pixels.shape
    quarters = quarters_to_turn(marks, lettering.runs_down, width > height)
    evidence = say("evidence.marks", low=marks.low, high=marks.high, left=marks.left, right=marks.right)
    if quarters is None:
        found = _notice("orientation-unsure", say("orientation-unsure.page"), evidence)
        return replace(picture, findings=(*picture.findings, found)), lettering
    if quarters == 0:
        return picture, lettering
    found = _notice("page-rotated", say("page-rotated.page", degrees=90 * quarters), evidence)
    turning = turned(quarters, width, height)
    return _changed(picture, turned_by(picture.pixels, quarters), turning, found), lettering.turned(quarters)


def evenly_lit(picture: Picture) -> Picture:
    """Shadows over the paper are taken away where they are deep."""
    evenness, light = unevenness(picture.pixels)
    if evenness >= UNEVEN:
        return picture
    evidence = say("evidence.darkest", share=evenness)
    found = _notice("light-evened", say("light-evened.page"), evidence)
    return _changed(picture, evened(picture.pixels, light), finding=found)


def parted(picture: Picture, lettering: Lettering) -> tuple[Picture, ...]:
    """The two pages of a spread, cut apart at the gutter; none where the picture shows one page."""
    height, width = picture.pixels.shape
    if width <= height or not lettering.is_text or lettering.runs_down:
        return ()
    middle = gutter(lettering.mask, lettering.size)
    if middle is None:
        return ()
    column = round(middle * width)
    evidence = say("evidence.gutter", share=middle)
    found = _notice("two-page-spread", say("two-page-spread.page"), evidence)
    left = _changed(picture, np.ascontiguousarray(picture.pixels[:, :column]), finding=found)
    right = _changed(picture, np.ascontiguousarray(picture.pixels[:, column:]), shifted(column, 0), found)
    return left, right


def looked_over(picture: Picture, lettering: Lettering) -> tuple[float, list[Finding]]:
    """The resolution of a prepared picture, and what is to be said about the picture."""
    height, width = picture.pixels.shape
    findings = []
    if lettering.mask.mean() < BLANK:
        findings.append(_warning("blank-page", say("blank-page.page")))
    elif not lettering.is_text:
        findings.append(_warning("no-text", say("no-text.page")))
    if picture.dpi is not None and fits(picture.dpi, lettering.character):
        return picture.dpi, findings
    dpi = estimated(lettering.character, width, height)
    said = say("evidence.dpi_said", dpi=picture.dpi) if picture.dpi else say("evidence.dpi_unsaid")
    character = lettering.character
    seen = say("evidence.characters", pixels=character) if character else say("evidence.no_characters")
    findings.append(_notice("dpi-estimated", say("dpi-estimated.page", dpi=dpi), joined("; ", (said, seen))))
    return dpi, findings


def _changed(picture: Picture, pixels: Grey, to_picture: Affine | None = None, finding: Finding | None = None) -> Picture:
    """The picture with other pixels; ``to_picture`` leads from them to those before."""
    to_source = then(to_picture, picture.to_source) if to_picture else picture.to_source
    findings = (*picture.findings, finding) if finding else picture.findings
    return replace(picture, pixels=pixels, to_source=to_source, findings=findings)


def _notice(code: str, message: Bilingual, evidence: str = "") -> Finding:
    return Finding(code, Severity.NOTICE, message, evidence=evidence)


def _warning(code: str, message: Bilingual, evidence: str = "") -> Finding:
    return Finding(code, Severity.WARNING, message, evidence=evidence)
