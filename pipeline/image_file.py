"""Whether a picture file can be a page, and how many pages it has.

Only what the header says is looked at: nothing is unpacked here, so a file that lies about its size costs nothing.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from pipeline.errors import DamagedSourceError, UnreadableSourceError
from pipeline.model import PageSource, Source
from pipeline.sentences import say
from pipeline.settings import Settings

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2", ".bmp", ".webp")
FORMATS = ("JPEG", "PNG", "TIFF", "JPEG2000", "BMP", "WEBP")
OTHER_PICTURES = ("GIF",)
"""Known, so that they are refused by name: a GIF has 256 colours and often moves."""
MARKS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\xff\x4f\xff\x51",
)
SMALLEST_SIDE = 64
"""Pixels: less than two lines of text."""
REDUCED_OR_MASK = 0b101
"""TIFF 6.0, tag NewSubfileType: bit 0 is a reduced copy of another page, bit 2 a mask."""
MOST_FRAMES = 10_000
_NEW_SUBFILE_TYPE = 254
_STRIPS_AND_TILES = ((273, 279), (324, 325))
_PILLOW_FAULTS = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error)
"""What Pillow raises over a file that is not as it should be."""


class _WithinFile(io.BufferedReader):
    """A file that makes no room for more bytes than it has: Pillow asks for as many as a chunk of it says that there are."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self._length = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(-1 if size is None or size < 0 else min(size, self._length))


def has_image_mark(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a picture."""
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    bmp = head[:2] == b"BM" and head[6:10] == bytes(4)  # its reserved field
    return head.startswith(MARKS) or webp or bmp


def image_page_count(path: Path, name: str, settings: Settings) -> int:
    """The number of pages, at least 1: the frames of a TIFF, 1 for any other picture.

    Raises UnreadableSourceError (too large, too small, moving, of another kind) and DamagedSourceError.
    """
    with opened_image(path, name, settings) as image:
        if image.format != "TIFF":
            if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
                raise UnreadableSourceError(say("fault.moving", name=name), say("remedy.save_picture"))
            return 1
        return len(page_frames(image, settings.max_pages_per_file + 1))


@contextmanager
def opened_image(path: Path, name: str, settings: Settings) -> Iterator[Image.Image]:
    """The picture, its header read and nothing unpacked; faults of the file become PageErrors, inside the block too."""
    pillow_limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None  # ours stands in its place: refuse_by_size
    try:
        with warnings.catch_warnings(), _WithinFile(path) as stream:  # by its name Pillow would misread a turned TIFF (13.0)
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=[*FORMATS, *OTHER_PICTURES]) as image:
                if image.format in OTHER_PICTURES:
                    raise UnreadableSourceError(
                        say("fault.other_picture", name=name, kind=image.format), say("remedy.save_picture")
                    )
                refuse_by_size(image.size, name, settings)
                yield image
    except UnidentifiedImageError as fault:
        raise DamagedSourceError(say("fault.no_picture", name=name), say("remedy.fetch")) from fault
    except _PILLOW_FAULTS as fault:
        if isinstance(fault, OSError) and fault.errno is not None:
            raise  # the disk's fault, not the file's
        raise DamagedSourceError(say("fault.corrupt_or_cut_off", name=name), say("remedy.fetch")) from fault
    finally:
        Image.MAX_IMAGE_PIXELS = pillow_limit


@contextmanager
def opened_page(page_source: PageSource, settings: Settings) -> Iterator[Image.Image]:
    """The picture of one page, as ``opened_image``; of a TIFF, the frame of that page."""
    source = page_source.source
    with opened_image(source.path, source.name, settings) as image:
        if image.format == "TIFF":
            image.seek(page_frames(image, page_source.page_number)[-1])
            refuse_by_size(image.size, source.name, settings)
            _refuse_missing_strips(image, source)
        yield image


def _refuse_missing_strips(image: Image.Image, source: Source) -> None:
    """A TIFF that is cut off in its fax strips is read as if nothing were missing."""
    size = source.path.stat().st_size
    tags = image.tag_v2  # type: ignore[attr-defined]  # TIFF alone has tags
    for offsets, lengths in _STRIPS_AND_TILES:
        for offset, length in zip(tags.get(offsets, ()), tags.get(lengths, ()), strict=False):
            if offset + length > size:
                raise DamagedSourceError(say("fault.cut_off", name=source.name), say("remedy.fetch"))


def refuse_by_size(size: tuple[int, int], name: str, settings: Settings) -> None:
    """Raises UnreadableSourceError where a picture of this width and height cannot be a page, or is too much to unpack."""
    width, height = size
    if width * height > settings.max_pixels:
        raise UnreadableSourceError(
            say("fault.too_many_pixels", name=name, width=width, height=height, most=settings.max_pixels),
            say("remedy.scan_lower"),
        )
    if min(width, height) < SMALLEST_SIDE:
        raise UnreadableSourceError(
            say("fault.too_few_pixels", name=name, width=width, height=height), say("remedy.scan_again")
        )


def page_frames(image: Image.Image, most: int) -> list[int]:
    """The frames of a TIFF that are pages: thumbnails and masks of other frames are not. At most so many, at least one."""
    frames: list[int] = []
    for frame in range(MOST_FRAMES):
        try:
            image.seek(frame)
        except EOFError:
            break
        except (TypeError, KeyError, IndexError) as fault:  # a directory without sizes
            raise ValueError from fault
        if not image.tag_v2.get(_NEW_SUBFILE_TYPE, 0) & REDUCED_OR_MASK:  # type: ignore[attr-defined]  # TIFF alone has tags
            frames.append(frame)
        if len(frames) == most:
            break
    return frames or [0]
