"""A font's map to Unicode (ISO 32000-1, 9.10.3) by a quicker way than pdfminer's own, which finds tokens a byte at a time.

Producers write these maps by one pattern, pairs and ranges of codes; whatever else stands in one is left to pdfminer.
"""

from __future__ import annotations

import re
from binascii import unhexlify

from pdfminer.cmapdb import FileUnicodeMap

_SPACE = rb"[\t\n\f\r ]"
_SECTION = re.compile(rb"beginbf(char|range)%b+((?:<[0-9A-Fa-f]+>%b*+)*+)endbf\1(?=%b)" % (_SPACE, _SPACE, _SPACE))
_CODE = re.compile(rb"[0-9A-Fa-f]+")
_UNUSUAL = re.compile(rb"usecmap|cidchar|cidrange|notdef|[%(\[{]")
"""Characters of a collection, other maps; comments and strings, in which anything may stand, and lists of codes."""
_NAMES = re.compile(rb"\([\w+.-]*\)")
"""Strings that stand in nearly every map: what it calls itself."""


def unicode_map_of(content: bytes) -> FileUnicodeMap | None:
    """The map that ``content`` is; None where that takes pdfminer's own parser to tell."""
    found = list(_SECTION.finditer(content))
    if (
        not len(found) == content.count(b"beginbf") == content.count(b"endbf")
        or content.count(b"begincmap") > 1
        or content.count(b"endcmap") > 1
    ):
        return None
    end = content.find(b"endcmap")
    if (found and -1 < end < found[-1].end()) or _UNUSUAL.search(_NAMES.sub(b"", content)):
        return None
    unicode_map = FileUnicodeMap()
    for section in found:
        codes = _CODE.findall(section[2])
        one = section[1] == b"char"
        if any(len(code) % 2 for code in codes) or len(codes) % (2 if one else 3):
            return None
        starts, ends, values = (codes[::2], codes[::2], codes[1::2]) if one else (codes[::3], codes[1::3], codes[2::3])
        if not all(len(start) in (2, 4) and len(start) == len(end) for start, end in zip(starts, ends, strict=True)):
            return None
        for start, last, value in zip(starts, ends, values, strict=True):
            _add(unicode_map, int(start, 16), int(last, 16), unhexlify(value))
    return unicode_map


def _add(unicode_map: FileUnicodeMap, start: int, last: int, value: bytes) -> None:
    """Codes from ``start`` to ``last`` stand for ``value`` and what follows it: its last four bytes are counted up."""
    if start > last:
        return
    unicode_map.add_cid2unichr(start, value)
    tail = value[-4:]
    for step in range(1, last - start + 1):
        counted = (int.from_bytes(tail, "big") + step) % (1 << 32)
        unicode_map.add_cid2unichr(start + step, value[:-4] + counted.to_bytes(4, "big")[-len(tail) :])
