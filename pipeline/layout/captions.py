"""Captions: the words under a picture, told by the picture above them, by their own size, and by how captions are worded.

Where the file places the picture it is known where it ends. Elsewhere (a scan, a drawing, a picture that was left out) the
white above the words stands for it, and the wording has to say that they are a caption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.geometry import Box, union
from pipeline.layout.frames import frame_of
from pipeline.layout.measures import Measures
from pipeline.model import Region, RegionKind, TextLine

SMALLEST_PICTURE = 3.0
"""Ems of body type on each side: smaller images are ornaments and signs."""
LARGEST_PICTURE = 0.7
"""Of the page's area: a larger image is the paper's own tint, or the scan of the page."""
UNDER = 2.0
"""Ems between a picture and its caption, at most."""
WHITE = 4.0
"""Leadings of white that stand for a picture that is not in the file."""
SMALLER = 0.96
"""A caption of another size than the body is at least this much smaller."""
STEP = 1.7
"""Ems from line to line of one caption, at most."""
ON_PICTURE = 6.0
"""Ems from a heading printed on a picture to the caption, at most."""
MOST_SIGNED = 2
"""Lines of a caption that only its photographer tells."""
MOST_ON_PICTURE, MOST_COVERED = 4, 0.15
"""Lines of a caption printed on its picture, and the part of the picture that they take."""
MOST_LINES, MOST_BEFORE = 8, 3
"""Lines of a caption; those over its last one where only that is known by its words."""

_OPENS = re.compile(
    r"\s*[（(]?(?:[▲▼◀►↑↓←→△▽]|图[为①②③④⑤⑥1-6一二三四]?[：:]|图为|图[①②③④⑤⑥]|[左右上下](?:[一二三]|中)?图|本版图片|资料图)"
)
_SIGNED = re.compile(r"[一-鿿]{2,4}\s*(?:摄影?|摄影报道|供图)\s*[）)]?\s*$")
_ENDS = re.compile(r"(?:摄影?|摄影报道|供图|制图|图/文|文/图|资料(?:照片|图片?)|新华社发)\s*[）)。]?\s*$")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a line is held against: body measures, the pictures of the page, and everything printed on it."""

    measures: Measures
    column_width: float
    pictures: Sequence[Box]
    printed: Sequence[Box]
    same_size: float
    barriers: Sequence[Box]


def caption_regions(
    lines: Sequence[TextLine],
    measures: Measures,
    pictures: Sequence[Box],
    barriers: Sequence[Box],
    frames: Sequence[Box],
    same_size: float,
) -> tuple[list[Region], list[TextLine]]:
    """(captions, the lines that are none). ``barriers`` are headings and tables; ``pictures`` those of ``real_pictures``."""
    level = sorted((line for line in lines if not line.vertical), key=lambda line: (line.box.y0, line.box.x0))
    printed = [*(line.box for line in lines), *barriers, *pictures]  # no rules: on a scan a picture's edges are read as such
    sheet = _Sheet(measures, _column_width(level, measures), pictures, printed, same_size, barriers)
    regions = [Region(RegionKind.CAPTION, own, box := union(one.box for one in own), frame_of(box, frames))
               for own in _on_pictures(level, pictures)]  # fmt: skip
    taken = {id(line) for region in regions for line in region.lines}
    for index, line in enumerate(level):
        if id(line) in taken:
            continue
        picture = _picture_over(line, sheet)
        if picture is None and not (_worded(line.text) or line.size <= SMALLER * measures.body_size):
            continue
        own = _with_following(line, level[index + 1 :], sheet, taken)
        if picture is None and _ENDS.search(line.text):
            own = [*_before(line, level[:index], sheet, taken), *own]
        if _is_caption(own, picture, sheet):
            taken.update(map(id, own))
            box = union(one.box for one in own)
            regions.append(Region(RegionKind.CAPTION, tuple(own), box, frame_of(box, frames)))
    return regions, [line for line in lines if id(line) not in taken]


def _on_pictures(lines: Sequence[TextLine], pictures: Sequence[Box]) -> list[tuple[TextLine, ...]]:
    """The few lines printed on each picture; a picture that much is printed on is the ground of a text. Of pictures over each
    other the smallest counts."""
    found: dict[int, list[TextLine]] = {}
    for line in lines:
        around = [index for index, picture in enumerate(pictures) if _lies_on(line.box, picture)]
        if around:
            found.setdefault(min(around, key=lambda index: pictures[index].area), []).append(line)
    return [
        tuple(own)
        for index, own in sorted(found.items())
        if len(own) <= MOST_ON_PICTURE and sum(line.box.area for line in own) <= MOST_COVERED * pictures[index].area
    ]


def _lies_on(box: Box, picture: Box) -> bool:
    inside = picture.x0 - 1 <= box.x0 and box.x1 <= picture.x1 + 1
    return inside and picture.y0 - 1 <= box.y0 and box.y1 <= picture.y1 + 1


def real_pictures(pictures: Sequence[Box], page_area: float, body_size: float) -> list[Box]:
    """The pictures that a reader would call so: no ornaments, no tint under the whole page."""
    least = SMALLEST_PICTURE * body_size
    return [box for box in pictures if min(box.width, box.height) >= least and box.area <= LARGEST_PICTURE * page_area]


def _column_width(lines: Sequence[TextLine], measures: Measures) -> float:
    """The usual width of a full line of the body: of the wider half, the middle one."""
    widths = sorted(line.box.width for line in lines if abs(line.size - measures.body_size) <= 0.1 * measures.body_size)
    return widths[len(widths) * 3 // 4] if widths else 0.0


def _worded(text: str) -> bool:
    return bool(_OPENS.match(text) or _ENDS.search(text))


def _picture_over(line: TextLine, sheet: _Sheet) -> Box | None:
    """The picture that this line stands right under, within its width."""
    em = sheet.measures.body_size
    for picture in sheet.pictures:
        inside = picture.x0 - em <= line.box.x0 and line.box.x1 <= picture.x1 + em
        if inside and -0.5 * em <= line.box.y0 - picture.y1 <= UNDER * em:
            return picture
    return None


def _with_following(first: TextLine, later: Sequence[TextLine], sheet: _Sheet, taken: set[int]) -> list[TextLine]:
    """The lines of the caption that may begin here: one size, one step, until a short line or the photographer's name."""
    own = [first]
    right = first.box.x1
    for line in later:
        last = own[-1]
        step = line.box.y1 - last.box.y1
        if step > STEP * first.size or len(own) == MOST_LINES:
            break
        if id(line) in taken or step < 0.5 * first.size or line.box.x_overlap(last.box) <= 0:
            continue
        steps = own[1].box.y1 - own[0].box.y1 if len(own) > 1 else step
        if not sheet.same_size * first.size <= line.size <= first.size / sheet.same_size or step > 1.1 * steps:
            break
        if (
            (_ENDS.search(last.text) and not line.text.startswith("报道"))
            or last.box.x1 < right - 1.5 * first.size
            or line.box.x0 > first.box.x0 + 0.5 * first.size
        ):
            break
        own.append(line)
        right = max(right, line.box.x1)
    return own


def _before(last: TextLine, earlier: Sequence[TextLine], sheet: _Sheet, taken: set[int]) -> list[TextLine]:
    """The lines of a caption over the one that ends it with the photographer's name."""
    own: list[TextLine] = []
    for line in reversed(earlier):
        under = own[0] if own else last
        step = under.box.y1 - line.box.y1
        if step > STEP * last.size or len(own) == MOST_BEFORE:
            break
        if step > 0.5 * last.size and id(line) not in taken and abs(line.box.x0 - last.box.x0) <= 0.5 * last.size:
            if not sheet.same_size * last.size <= line.size <= last.size / sheet.same_size:
                break
            own.insert(0, line)
    return own


def _is_caption(own: Sequence[TextLine], picture: Box | None, sheet: _Sheet) -> bool:
    box = union(line.box for line in own)
    size, em = own[0].size, sheet.measures.body_size
    worded = bool(_OPENS.match(own[0].text) or _ENDS.search(own[-1].text))
    smaller = size <= SMALLER * em
    if picture is not None:
        wide = box.width > 1.3 * sheet.column_width
        centred = len(own) == 1 and abs(box.x_middle - picture.x_middle) <= 0.5 * em and box.width < 0.9 * picture.width
        return worded or smaller or wide or centred
    if not worded and not (smaller and len(own) == 1):
        return False
    signed = len(own) <= MOST_SIGNED and bool(_SIGNED.search(own[-1].text))
    return worded and (_white_over(box, sheet) or (signed and _under_heading(box, sheet)))


def _under_heading(box: Box, sheet: _Sheet) -> bool:
    """Whether a heading stands right over the box, as on a picture of which nothing is known (on a scan)."""
    em = sheet.measures.body_size
    return any(0 <= box.y0 - head.y1 <= ON_PICTURE * em and head.x_overlap(box) > 0 for head in sheet.barriers)


def _white_over(box: Box, sheet: _Sheet) -> bool:
    """Whether nothing is printed for some lines' depth above the box."""
    top = box.y0 - WHITE * sheet.measures.leading
    room = Box(box.x0, top, box.x1, box.y0 - 0.1 * sheet.measures.body_size)
    return top > 0 and not any(other.x_overlap(room) > 0 and other.y_overlap(room) > 0 for other in sheet.printed)
