"""A typeset page as a scanner gives it: rendered, turned a little, lit unevenly, blurred, grained, pressed into a JPEG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is scanned. ``skew`` in degrees, ``blur`` in pixels (sigma), ``grain`` in grey levels."""

    dpi: int = 200
    skew: float = 0.6
    blur: float = 0.6
    grain: float = 3.0
    shade: float = 12.0
    """Grey levels by which the paper darkens from one corner to the other."""
    quality: int = 75
    seed: int = 0


def rendered(pdf: bytes, dpi: int) -> Grey:
    """The first page of a PDF in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        pixels = page.render(scale=dpi / 72, grayscale=True).to_numpy().copy()
        page.close()
    return cast("Grey", pixels.reshape(pixels.shape[:2]))


def scanned(pdf: bytes, scanner: Scanner) -> Grey:
    """The first page of a PDF as the scanner sees it."""
    page = rendered(pdf, scanner.dpi)
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), scanner.skew, 1)
    page = np.asarray(cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=[255]), np.uint8)
    if scanner.blur:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), scanner.blur), np.uint8)
    light = np.linspace(0, scanner.shade, width, dtype=np.float32) + np.linspace(0, 4, height, dtype=np.float32)[:, None]
    grain = np.random.default_rng(scanner.seed).normal(0, scanner.grain, page.shape).astype(np.float32)
    return np.clip(page.astype(np.float32) * (240 / 255) + 8 - light + grain, 0, 255).astype(np.uint8)


def jpeg(pixels: Grey, dpi: int, quality: int) -> bytes:
    """The pixels as a JPEG file that tells its resolution."""
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture cannot be written as a JPEG")
    file = bytearray(data.tobytes())
    if file[6:11] == b"JFIF\0":
        file[13:18] = bytes([1, *dpi.to_bytes(2, "big"), *dpi.to_bytes(2, "big")])
    return bytes(file)
