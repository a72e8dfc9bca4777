"""A TrueType font of plain boxes, one for each width that is asked for: the font of a text layer that nobody sees.

Its boxes are not empty, for readers take a character without ink for a blank, or for nothing. It has the tables that
ISO 32000-1, 9.9, asks of a CIDFontType2, and no more.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

EM = 1000
ASCENT, DESCENT = 880, 120
"""The em square of East Asian fonts about the baseline, in thousandths."""
_VERSION = 0x10000
_MAGIC, _WHOLE_FONT = 0x5F0F3CF5, 0xB1B0AFBA
"""Of the table ``head``: its magic number, and what the whole font is to sum up to."""
_ON_CURVE = 1
_ADJUSTMENT = 8
"""Where ``head`` holds the sum."""


def boxes_font(widths: Sequence[int]) -> bytes:
    """The font; glyph 0 is empty, glyph n a box of the width ``widths[n - 1]``, in thousandths of an em, at most 32767."""
    glyphs = [b"", *map(_box, widths)]
    advances = [EM, *widths]
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    widest = max(advances)
    tables = {
        b"glyf": b"".join(glyphs) or bytes(4),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(_VERSION, _VERSION, 0, _MAGIC, 0, EM, 0, 0, 0, -DESCENT, widest if widest < 0x8000 else 0x7FFF, ASCENT),
            *(0, 8, 2, 1, 0),  # style, smallest size, direction, long offsets
        ),
        b"hhea": struct.pack(">IhhhH11hH", _VERSION, ASCENT, -DESCENT, 0, widest, *(0, 0, EM, 1), *([0] * 7), len(advances)),
        b"hmtx": b"".join(struct.pack(">Hh", advance, 0) for advance in advances),
        b"loca": struct.pack(f">{len(offsets)}I", *offsets),
        b"maxp": struct.pack(">I14H", _VERSION, len(glyphs), 4, 1, 0, 0, 2, *([0] * 8)),
    }
    return _assembled(tables)


def _box(width: int) -> bytes:
    """A rectangle from the descent to the ascent: one contour of four points, clockwise, in words."""
    head = struct.pack(">hhhhhHH", 1, 0, -DESCENT, width, ASCENT, 3, 0)
    flags = bytes([_ON_CURVE] * 4)
    across = struct.pack(">4h", 0, 0, width, 0)
    upwards = struct.pack(">4h", -DESCENT, EM, 0, -EM)
    return head + flags + across + upwards + bytes(2)


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    """The tables behind their directory, with the sums that it holds."""
    start = 12 + 16 * len(tables)
    power = 1 << (len(tables).bit_length() - 1)
    directory = struct.pack(">IHHHH", _VERSION, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    body, head = b"", 0
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        head = start + len(body) if tag == b"head" else head
        directory += struct.pack(">4sIII", tag, _sum(padded), start + len(body), len(data))
        body += padded
    font = directory + body
    place = head + _ADJUSTMENT
    return font[:place] + struct.pack(">I", (_WHOLE_FONT - _sum(font)) & 0xFFFFFFFF) + font[place + 4 :]


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
