"""Pictures as scanners, cameras and programs save them, seldom as one expects: of any depth, shape, turn and profile."""

from __future__ import annotations

import io
import random
from contextlib import suppress

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.fuzzing.damage import damaged

MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "I", "I;16", "F")
FORMATS = ("PNG", "TIFF", "JPEG", "WEBP", "BMP", "JPEG2000")
SIZES = ((64, 64), (65, 2000), (2000, 65), (1, 20000), (20000, 1), (64, 20000), (20000, 64), (300, 200), (333, 777))
FILLS = ("white", "black", "noise", "text", "stripes", "one speck", "half")
_ORIENTATION = 274


def odd_picture(chance: random.Random) -> bytes:
    """A file of a mode, size and content that a page may have, or may not."""
    picture = _filled(chance.choice(SIZES), chance)
    mode = chance.choice(MODES)
    with suppress(ValueError):  # Pillow knows no way from here to there
        picture = picture.quantize(8) if mode in ("P", "PA") else picture.convert(mode)
    said: dict[str, object] = {}
    if chance.random() < 0.4:
        exif = Image.Exif()
        exif[_ORIENTATION] = chance.choice((0, 1, 2, 3, 5, 6, 8, 9, 65535))
        said["exif"] = exif
    if chance.random() < 0.3:
        said["dpi"] = chance.choice(((0, 0), (1, 1), (72, 300), (200, 200), (1e6, 1e6)))
    if chance.random() < 0.3:
        said["icc_profile"] = bytes(chance.randrange(256) for _ in range(chance.choice((0, 10, 200))))
    if mode == "P" and chance.random() < 0.5:
        said["transparency"] = chance.choice((0, 7, b"\0\x80\xff"))
    file = io.BytesIO()
    try:
        picture.save(file, chance.choice(FORMATS), **said)
    except (OSError, ValueError, KeyError, TypeError):
        file = io.BytesIO()
        picture.convert("RGB").save(file, "PNG")
    data = file.getvalue()
    return damaged(data, chance) if chance.random() < 0.2 else data


def _filled(size: tuple[int, int], chance: random.Random) -> Image.Image:
    fill = chance.choice(FILLS)
    if fill == "noise":
        pixels = np.random.default_rng(chance.randrange(1 << 30)).integers(0, 256, (size[1], size[0]), np.uint8)
        return Image.fromarray(pixels)
    picture = Image.new("L", size, 0 if fill == "black" else 255)
    pen = ImageDraw.Draw(picture)
    if fill == "text":
        for y in range(5, min(size[1], 1500), 14):
            pen.text((5, y), "1234567890 TEXT, text. " * 12, fill=0)
    elif fill == "stripes":
        for y in range(0, size[1], chance.choice((2, 7, 40))):
            pen.line((0, y, size[0], y), fill=0)
    elif fill == "one speck":
        pen.point((size[0] // 2, size[1] // 2), fill=0)
    elif fill == "half":
        pen.rectangle((0, 0, size[0] // 2, size[1]), fill=0)
    return picture
