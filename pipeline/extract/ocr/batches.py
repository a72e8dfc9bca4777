"""Pictures of lines as the recogniser takes them: 48 pixels high, in few widths, those of one width together.

Together they are read a tenth to a fifth quicker than one by one, with the same answer to the last bit; a batch of a new shape
takes as long to be made ready as a quarter of a line to be read (BENCHMARKS.md, "Scans").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ocr.reading import Pixels

LINE_HEIGHT = 48
"""Pixels: the height that the recogniser was trained on (``rec_img_shape``)."""
NARROWEST = 24
WIDEST = 1024
"""Pixels of all pictures of a batch: with more nothing is gained."""
NEW_SHAPE = 256
"""Pixels of width that are read in the time that a batch of a new shape takes to be made ready."""
_VALUES = np.arange(256, dtype=np.float32) / 127.5 - 1


def line_width(picture: Pixels) -> int:
    """The width of a line picture when it is 48 pixels high; one of few, a few per cent from its own: the runtime makes itself
    ready for each shape."""
    high, wide = picture.shape
    width: int = max(NARROWEST, round(wide * LINE_HEIGHT / high))
    step = 8 if width < 128 else 16 if width < 384 else 32
    return (width + step - 1) // step * step


def batches(widths: Mapping[int, int]) -> list[list[int]]:
    """The keys of pictures in batches of one width, wide ones first, so that no thread ends with a long one alone. The last
    picture of a width is named again where that is quicker than a batch of another shape."""
    alike: dict[int, list[int]] = {}
    for key, width in widths.items():
        alike.setdefault(width, []).append(key)
    result = []
    for width, keys in sorted(alike.items(), reverse=True):
        count = -(-len(keys) // max(1, WIDEST // width))
        size = -(-len(keys) // count)
        missing = count * size - len(keys)
        if missing * width <= NEW_SHAPE:
            keys += keys[-1:] * missing
        result += [keys[start : start + size] for start in range(0, len(keys), size)]
    return result


def batch_of(pictures: Sequence[Pixels]) -> NDArray[np.float32]:
    """Pictures of one width as the recogniser wants them: three equal channels, 48 pixels high, values from -1 to 1."""
    width = line_width(pictures[0])
    batch = np.empty((len(pictures), 3, LINE_HEIGHT, width), np.float32)
    for place, picture in zip(batch, pictures, strict=True):
        shrunk = picture.shape[0] > LINE_HEIGHT
        resized = cv2.resize(picture, (width, LINE_HEIGHT), interpolation=cv2.INTER_AREA if shrunk else cv2.INTER_CUBIC)
        place[:] = cv2.LUT(resized, _VALUES)
    return batch
