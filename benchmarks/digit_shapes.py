"""How much alike two digits look: the overlap of their blurred shapes, the mean over the installed newspaper faces.

usage: python -m benchmarks.digit_shapes [FONT …]     prints the rows of pipeline/lexicons/digit_shapes.csv

Each digit is set at 64 pixels, blurred by 5 (what a small type size and a rough scan leave of it), and laid over the other
with a shift of at most 6 pixels; the figure is the cosine of the two pictures.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FACES = (
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "uming.ttc",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DejaVuSerif.ttf",
    "DejaVuSans.ttf",
)


def shapes(font: Path) -> list[NDArray[np.float64]]:
    face = ImageFont.truetype(str(font), 64)
    pictures = []
    for digit in "0123456789":
        picture = Image.new("L", (80, 96), 0)
        ImageDraw.Draw(picture).text((16, 8), digit, font=face, fill=255)
        pictures.append(np.asarray(picture.filter(ImageFilter.GaussianBlur(5)), np.float64))
    return pictures


def likeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    shifted = (np.roll(other, shift, 1) for shift in range(-6, 7, 2))
    return max(float((one * each).sum() / np.sqrt((one * one).sum() * (each * each).sum())) for each in shifted)


def main(fonts: list[Path]) -> None:
    if not fonts:
        found = {path.name: path for path in sorted(Path("/usr/share/fonts").rglob("*")) if path.name in FACES}
        fonts = list(found.values())
    faces = [shapes(font) for font in fonts]
    pairs = {(a, b): mean(likeness(face[a], face[b]) for face in faces) for a, b in combinations(range(10), 2)}
    print("one,other,likeness,source")
    for (a, b), value in sorted(pairs.items(), key=lambda pair: -pair[1]):
        print(f"{a},{b},{value:.2f},benchmarks/digit_shapes.py: {len(faces)} faces")


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
