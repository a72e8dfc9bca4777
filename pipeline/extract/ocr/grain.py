"""The grain of a scan, and the light smoothing that a grainy one is read through.

Denoising hurts recognition (DESIGN), but a Gaussian narrower than a stroke helps where the grain is coarse: on the rough scans
of the corpus it takes a third of the misread characters away, on clean ones it changes nothing (BENCHMARKS.md, "smoothing").
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.extract.ocr.reading import Pixels

COARSE = 2.5
"""Grey levels: clean scans at 200 and 300 dpi have a grain of 1.7 to 2.1, the rough ones of 3.1."""
SMOOTHING = 0.045
"""Sigma of the Gaussian in heights of body text: 1.2 pixels at 200 dpi. Half of it and a third more are worse."""
_LAPLACE = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def grain(pixels: Pixels) -> float:
    """The standard deviation of the noise, in grey levels (Immerkaer, "Fast noise variance estimation", 1996)."""
    height, width = pixels.shape
    if min(height, width) < 3:
        return 0.0
    response = cv2.filter2D(pixels, cv2.CV_16S, _LAPLACE)
    return float(np.sqrt(np.pi / 2) / (6 * (width - 2) * (height - 2)) * np.abs(response).sum(dtype=np.int64))


def smoothed(pixels: Pixels, text_height: float) -> Pixels:
    """The page as it is read: itself, or lightly smoothed where its grain is coarse."""
    if grain(pixels) < COARSE:
        return pixels
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), SMOOTHING * text_height), dtype=np.uint8)
