"""A page as a grey picture, whatever file it comes from: colour, depth, transparency and a camera's turns end here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile
from PIL.TiffImagePlugin import TiffImageFile

from pipeline.errors import DamagedSourceError
from pipeline.extract.affine import IDENTITY, Affine, mirrored, then, turned
from pipeline.image_file import opened_page
from pipeline.model import Finding, PageSource, Severity
from pipeline.sentences import say
from pipeline.settings import Settings

Grey = NDArray[np.uint8]

LEAST_SHARE = 0.1
"""Of the height of a file that is cut off: less is not worth reading."""
_WIDTH, _HEIGHT, _ORIENTATION = 256, 257, 274
_TURNS = {1: (False, 0), 2: (True, 0), 3: (False, 2), 4: (True, 2), 5: (True, 3), 6: (False, 1), 7: (True, 1), 8: (False, 3)}
"""TIFF 6.0 and EXIF 2.32, tag 274: whether to mirror first, then how many quarters to turn clockwise."""
_READ_ROW_BY_ROW = ("JPEG", "MPO", "PNG")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a file shows, as it is to be looked at; ``dpi`` is what the file says, None where it says nothing."""

    pixels: Grey
    dpi: float | None
    source_size: tuple[int, int]
    to_source: Affine = IDENTITY
    findings: tuple[Finding, ...] = ()


def read_picture(page_source: PageSource, settings: Settings) -> Picture:
    """The picture of a page of a picture file; raises PageError where there is none."""
    with opened_page(page_source, settings) as image:
        try:
            return _picture(image)
        except OSError:
            if image.format not in _READ_ROW_BY_ROW or image.info.get("interlace") or image.info.get("progressive"):
                raise
    return _upper_part(page_source, settings)


def _picture(image: Image.Image) -> Picture:
    """The picture as it is to be looked at; Pillow itself turns a TIFF when it unpacks it."""
    tags = image.tag_v2 if isinstance(image, TiffImageFile) else None
    size = (tags[_WIDTH], tags[_HEIGHT]) if tags else image.size
    orientation = tags.get(_ORIENTATION, 1) if tags else 1
    pixels = _unpacked(image)
    if tags is None:
        orientation = image.getexif().get(_ORIENTATION, 1)  # of a PNG it is known at the end of the file
    mirror, quarters = _TURNS.get(orientation, _TURNS[1])
    if tags is None and (mirror or quarters):
        pixels = np.ascontiguousarray(np.rot90(pixels[:, ::-1] if mirror else pixels, -quarters))
    return Picture(pixels, _dpi(image), size, then(turned(quarters, *size), mirrored(size[0]) if mirror else IDENTITY))


def _dpi(image: Image.Image) -> float | None:
    """What the file says, where it is one number for both directions."""
    try:
        across, down = (float(value) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not (isfinite(across) and isfinite(down)) or min(across, down) <= 0 or max(across, down) > 1.02 * min(across, down):
        return None
    return (across + down) / 2


def _unpacked(image: Image.Image) -> Grey:
    """The pixels, grey; transparent places are paper."""
    if image.format in ("JPEG", "MPO") and image.mode == "RGB":
        image.draft("L", image.size)  # brightness alone is stored apart: a third of the work
    image.load()
    if image.mode[0] in "IF":
        return _eight_bits(np.asarray(image))
    if image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        ink, cover = (np.asarray(band) for band in image.convert("RGBA").convert("LA").split())
        return np.asarray(255 - cv2.multiply(255 - ink, cover, scale=1 / 255), np.uint8)
    if image.mode == "LAB":
        return np.asarray(image.getchannel("L"))
    return np.asarray(image if image.mode == "L" else image.convert("L"))


def _eight_bits(pixels: NDArray[np.generic]) -> Grey:
    """Brightness of more than 8 bits, from the darkest to the brightest that occurs: scanners fill 10, 12 or 16."""
    values = np.nan_to_num(pixels.astype(np.float32), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if high == low:
        return np.full(pixels.shape, 255, np.uint8)
    return np.asarray((values - low) * (255 / (high - low)) + 0.5, np.uint8)


def _upper_part(page_source: PageSource, settings: Settings) -> Picture:
    """What a file that is cut off holds, the rest as white paper; raises DamagedSourceError where that is too little."""
    strict = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with opened_page(page_source, settings) as image:
            picture = _picture(image)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = strict
    pixels = picture.pixels.copy()
    filled = np.flatnonzero(np.ptp(pixels, axis=1))
    rows = int(filled[-1]) + 1 if len(filled) else 0
    if rows < LEAST_SHARE * len(pixels):
        raise DamagedSourceError(say("fault.cut_off_early", name=page_source.source.name), say("remedy.fetch"))
    pixels[rows:] = 255
    evidence = say("evidence.height", share=rows / len(pixels))
    found = Finding("truncated-image", Severity.ERROR, say("truncated-image.page"), evidence=evidence)
    return replace(picture, pixels=pixels, findings=(found,))
