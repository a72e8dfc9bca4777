"""A page's picture laid under its points, for a person to look at: a pixel is so many points, whatever the source."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.errors import UsageError
from pipeline.extract.affine import Affine, inverse, then
from pipeline.extract.pdf_picture import read_pdf_picture
from pipeline.extract.picture import Grey, read_picture
from pipeline.model import Page, Route, SourceKind
from pipeline.settings import Settings

WHITE = 255


def shown_page(page: Page, settings: Settings, scale: float) -> Grey:
    """The page in grey, ``scale`` pixels a point, turned and levelled as it was read; raises UsageError for a text dump and
    PageError where the source cannot be drawn any more."""
    if page.route is Route.PLAIN_TEXT:
        raise UsageError(f"{page.source.source.name} is a text dump: there is no page to draw.", "Give a PDF or a picture.")
    kind = page.source.source.kind
    picture = read_pdf_picture(page.source, settings) if kind is SourceKind.PDF else read_picture(page.source, settings)
    height, width = picture.pixels.shape
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    if page.to_source is None:
        return np.asarray(cv2.resize(picture.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    if kind is SourceKind.PDF and page.source_size:  # its pixels are those of the page as it was drawn then
        to_pixels: Affine = (width / page.source_size[0], 0, 0, 0, height / page.source_size[1], 0)
    else:
        to_pixels = inverse(picture.to_source)
    affine = then(then((1 / scale, 0, 0, 0, 1 / scale, 0), page.to_source), to_pixels)
    matrix = np.array(affine, np.float64).reshape(2, 3)
    flags = cv2.INTER_AREA | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(picture.pixels, matrix, size, flags=flags, borderValue=[WHITE]), np.uint8)
