"""A place on a page as a picture, cut out of the source file."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from math import atan2, degrees
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import PageError, UsageError
from pipeline.geometry import Box
from pipeline.image_file import opened_page
from pipeline.model import PageSource, Source, SourceKind
from pipeline.settings import Settings

if TYPE_CHECKING:
    from PIL import Image

PDF_MARK = b"%PDF-"
LEAST_PIXELS = 1
ORIENTATION = 274
TURNED_BACK = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_90",
    7: "TRANSVERSE",
    8: "ROTATE_270",
}
"""TIFF 6.0, tag 274: what undoes the turn that Pillow makes of it."""


class Place(Protocol):
    """What has to be known of the page."""

    @property
    def source(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def page_number(self) -> int: ...
    @property
    def to_source(self) -> tuple[float, ...] | None: ...
    @property
    def source_size(self) -> tuple[int, int] | None: ...


def page_crop(sources: Path, place: Place, box: Box, dpi: float, margin: float) -> Image.Image:
    """The part of a page within ``box`` (points) and ``margin`` points around it; raises UsageError where it cannot be cut."""
    file = _source_file(sources, place)
    grown = box.grown(margin)
    with file.open("rb") as stream:
        is_pdf = PDF_MARK in stream.read(1024)
    try:
        picture = _pdf_page(file, place.page_number, dpi) if is_pdf else _frame(file, place.page_number)
    except (PageError, OSError, ValueError, RuntimeError, IndexError) as fault:
        raise UsageError(f"Page {place.page_number} of {file} cannot be drawn ({fault}).", "Fetch the file again.") from fault
    corners = [(grown.x0, grown.y0), (grown.x1, grown.y0), (grown.x0, grown.y1), (grown.x1, grown.y1)]
    if place.to_source is None:
        spots = [(x * dpi / 72, y * dpi / 72) for x, y in corners]
    else:
        wide, high = place.source_size or picture.size
        across, down = picture.width / wide, picture.height / high
        a, b, c, d, e, f = place.to_source
        spots = [((a * x + b * y + c) * across, (d * x + e * y + f) * down) for x, y in corners]
    left, top = max(0, round(min(x for x, _ in spots))), max(0, round(min(y for _, y in spots)))
    right, bottom = round(max(x for x, _ in spots)), round(max(y for _, y in spots))
    right, bottom = max(left + LEAST_PIXELS, min(right, picture.width)), max(top + LEAST_PIXELS, min(bottom, picture.height))
    cut = picture.crop((left, top, right, bottom))
    return cut.rotate(_turn(place.to_source), expand=True) if place.to_source else cut


def _turn(to_source: tuple[float, ...]) -> float:
    """The degrees, a multiple of 90, by which a cutting must be turned against the clock to be read."""
    return 90.0 * round(degrees(atan2(to_source[3], to_source[0])) / 90)


def _source_file(sources: Path, place: Place) -> Path:
    file = sources / place.source if sources.is_dir() else sources
    try:
        said = file.stat()
        digest = _digest(file, said.st_mtime_ns, said.st_size)
    except OSError as fault:
        raise UsageError(f"{file} is not there.", "Give the folder that was converted as sources.") from fault
    if digest != place.sha256:
        raise UsageError(f"{file} is another file than the one that was converted.", "Give the folder that was converted.")
    return file


@lru_cache(maxsize=16)
def _digest(file: Path, stamp: int, size: int) -> str:  # noqa: ARG001 - part of the key
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=2)
def _pdf_page(file: Path, number: int, dpi: float) -> Image.Image:
    """The page as it is shown, drawn at ``dpi``."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        page = document[number - 1]
        picture: Image.Image = page.render(scale=dpi / 72).to_pil().convert("RGB")
        page.close()
    return picture


@lru_cache(maxsize=2)
def _frame(file: Path, number: int) -> Image.Image:
    """A page of a picture file, its pixels as they are stored: that is where the map of the page leads to."""
    from PIL import Image

    source = Source(file, file.name, "", SourceKind.IMAGE, number)
    with opened_page(PageSource(source, number, ""), Settings()) as image:
        turned = image.getexif().get(ORIENTATION, 1) if image.format == "TIFF" else 1  # Pillow turns no others by itself
        picture = image.convert("RGB")
    return picture.transpose(Image.Transpose[TURNED_BACK[turned]]) if turned in TURNED_BACK else picture
