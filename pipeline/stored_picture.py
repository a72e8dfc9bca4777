"""The picture of a page of a picture file, as the file stores it: what ``Page.to_source`` leads to."""

from __future__ import annotations

from PIL import Image

from pipeline.image_file import opened_page
from pipeline.model import PageSource
from pipeline.settings import Settings

ORIENTATION = 0x0112
AS_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What undoes each orientation of TIFF 6.0, tag 274: Pillow turns a TIFF when it unpacks it."""


def stored_picture(page_source: PageSource, settings: Settings, *, grey: bool = False) -> Image.Image:
    """The picture, unpacked; ``grey`` wants 8 bits of brightness. Raises PageError where it cannot be opened."""
    with opened_page(page_source, settings) as image:
        orientation = image.getexif().get(ORIENTATION, 1) if image.format == "TIFF" else 1
        if grey and image.format in ("JPEG", "MPO") and image.mode == "RGB":
            image.draft("L", image.size)  # brightness alone is stored apart: a third of the work
        image.load()
        stored = image.transpose(AS_STORED[orientation]) if orientation in AS_STORED else image.copy()
    return as_grey(stored) if grey else stored


def as_grey(image: Image.Image) -> Image.Image:
    """8 bits of brightness; what is transparent shows paper."""
    if image.mode == "L":
        return image
    if image.mode.startswith("I"):
        low, high = (float(value) for value in image.getextrema())  # type: ignore[arg-type]  # one band
        span = max(high - low, 1.0)
        return image.convert("F").point(lambda value: value * (255 / span) - low * 255 / span).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper.convert("L")
    return image.convert("L")
