"""The picture of a page as an image of a PDF file. JPEG files go in as they are; what else there is, without loss."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from pipeline.emit.pdf_objects import PdfObjects
from pipeline.image_file import opened_image, page_frames, refuse_by_size
from pipeline.model import PageSource
from pipeline.settings import Settings
from pipeline.stored_picture import AS_STORED, ORIENTATION

JPEG_QUALITY = 85
"""Of pages that are drawn anew: half the size of 95, and no letter looks different at 200 dpi."""
_COLOUR_SPACES = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """An image XObject: its data as stored and the entries of its dictionary."""

    width: int
    height: int
    entries: str
    data: bytes
    packed: bool

    def add_to(self, objects: PdfObjects) -> str:
        head = f"/Type /XObject /Subtype /Image /Width {self.width} /Height {self.height} "
        return objects.add_stream(self.data, head + self.entries, packed=self.packed)


def file_picture(page_source: PageSource, settings: Settings) -> PagePicture:
    """The picture of a page of an image file, as the file stores it; raises PageError where it cannot be opened."""
    source = page_source.source
    with opened_image(source.path, source.name, settings) as image:
        if image.format in ("JPEG", "MPO") and image.mode in _COLOUR_SPACES:
            return _jpeg(image, source.path.read_bytes())
        orientation = 1
        if image.format == "TIFF":
            image.seek(page_frames(image, page_source.page_number)[-1])
            refuse_by_size(image.size, source.name, settings)
            orientation = image.getexif().get(ORIENTATION, 1)
        image.load()
        stored = image.transpose(AS_STORED[orientation]) if orientation in AS_STORED else image
        return _without_loss(stored)


def drawn_picture(page: pypdfium2.PdfPage, dpi: float) -> PagePicture:
    """A page of a PDF file drawn as a JPEG."""
    image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY)
    return _jpeg(image, buffer.getvalue())


def _jpeg(image: Image.Image, data: bytes) -> PagePicture:
    entries = f"/ColorSpace {_COLOUR_SPACES[image.mode]} /BitsPerComponent 8 /Filter /DCTDecode"
    if image.mode == "CMYK":  # Adobe's files, and Pillow's after it, hold the inverse
        entries += " /Decode [1 0 1 0 1 0 1 0]"
    return PagePicture(*image.size, entries, data, packed=True)


def _without_loss(image: Image.Image) -> PagePicture:
    """The picture's own values, deflated: one bit, grey or colour; what is transparent shows paper."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = image.point(lambda value: value * (1 / 257)).convert("L") if image.mode != "F" else image.convert("L")
    elif image.mode not in ("1", "L", "RGB"):
        image = _on_paper(image)
    bits = 1 if image.mode == "1" else 8
    entries = f"/ColorSpace {_COLOUR_SPACES[image.mode]} /BitsPerComponent {bits}"
    return PagePicture(*image.size, entries, image.tobytes(), packed=False)


def _on_paper(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
