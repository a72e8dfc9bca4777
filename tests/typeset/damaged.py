"""PDFs whose text layer lies: the page prints as before, and readers are told other characters, or none.

A damaged page comes of a sound one of ``tests/typeset/pdf.py``. Its fonts there are simple ones, numbered by the printer, so
without a map nothing in the file tells what a glyph means; ``with_font_cmaps`` embeds the same glyphs as office programs do,
in fonts that know their characters themselves.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from random import Random

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import cmap_format_12
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.hanzi import is_hanzi
from tests.typeset.fonts import default_fonts, register
from tests.typeset.marks import TextMark
from tests.typeset.page import TypesetPage
from tests.typeset.pdf import render_pdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")
_PRIVATE_USE = 0xE000


class WrongMap(StrEnum):
    """What a map to Unicode may say instead of the truth."""

    SHIFTED = "shifted"
    PERMUTED = "permuted"
    PRIVATE = "private"
    ONE = "one"


def without_maps(data: bytes) -> bytes:
    """The same pages with no font's map to Unicode."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in _mapped_fonts(pdf):
            del font["/ToUnicode"]
        return _saved(pdf)


def with_wrong_maps(data: bytes, wrong: WrongMap, seed: int = 0) -> bytes:
    """The same pages, their Chinese characters told as others; all other characters as they are."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = list(_mapped_fonts(pdf))
        printed = sorted({character for font in fonts for character in _map_of(font).values() if is_hanzi(character)})
        told = _told(printed, wrong, seed)
        for font in fonts:
            right = _map_of(font)
            font.ToUnicode = pdf.make_stream(_to_unicode({code: told.get(own, own) for code, own in right.items()}, font))
        return _saved(pdf)


def _told(printed: list[str], wrong: WrongMap, seed: int) -> dict[str, str]:
    """What each character is told as."""
    match wrong:
        case WrongMap.SHIFTED:
            others = [chr(ord(character) + 1) for character in printed]
        case WrongMap.PERMUTED:
            others = list(printed)
            Random(seed).shuffle(others)  # noqa: S311 - a page that can be made again, not a secret
        case WrongMap.PRIVATE:
            others = [chr(_PRIVATE_USE + number) for number in range(len(printed))]
        case WrongMap.ONE:
            others = ["口"] * len(printed)
    return dict(zip(printed, others, strict=True))


def _mapped_fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/ToUnicode" in thing:
            yield thing


def _map_of(font: pikepdf.Dictionary) -> dict[int, str]:
    """Code -> character, by the font's ToUnicode."""
    return {
        int(code, 16): bytes.fromhex(character.decode()).decode("utf-16-be")
        for code, character in _PAIR.findall(font.ToUnicode.read_bytes().split(b"endcodespacerange")[1])
    }


def _to_unicode(characters: dict[int, str], font: pikepdf.Dictionary) -> bytes:
    digits = 4 if font.Subtype == "/Type0" else 2
    pairs = [f"<{code:0{digits}X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in characters.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def",
            f"1 begincodespacerange <{'00' * (digits // 2)}> <{'FF' * (digits // 2)}> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()


def with_font_cmaps(data: bytes) -> bytes:
    """The same pages in composite fonts (Identity-H) whose embedded files hold a Unicode cmap of their own."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        glyphs = {font.objgen: _glyph_numbers(font) for font in _mapped_fonts(pdf)}
        for page in pdf.pages:
            fonts = page.resources.Font
            numbers = {str(name): glyphs.get(font.objgen) for name, font in fonts.items()}
            page.Contents = pdf.make_stream(_with_glyph_numbers(page, numbers))
        for font in list(_mapped_fonts(pdf)):
            _make_composite(pdf, font, glyphs[font.objgen])
        return _saved(pdf)


def _glyph_numbers(font: pikepdf.Dictionary) -> dict[int, int]:
    """Code of a simple font -> glyph of its file."""
    file = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
    table = file["cmap"].getcmap(1, 0).cmap
    return {code: file.getGlyphID(table[code]) for code in _map_of(font) if code in table}


def _with_glyph_numbers(page: pikepdf.Page, numbers: dict[str, dict[int, int] | None]) -> bytes:
    """The page's content, each string written in glyph numbers of two bytes."""
    own: dict[int, int] | None = None
    content = []
    for operands, operator in pikepdf.parse_content_stream(page):
        shown = list(operands)
        if str(operator) == "Tf":
            own = numbers[str(shown[0])]
        elif str(operator) == "Tj" and own is not None:
            codes = bytes(shown[0])
            shown = [pikepdf.String(b"".join(own[code].to_bytes(2, "big") for code in codes))]
        content.append((shown, operator))
    return pikepdf.unparse_content_stream(content)


def _make_composite(pdf: pikepdf.Pdf, font: pikepdf.Dictionary, glyphs: dict[int, int]) -> None:
    characters, widths = _map_of(font), list(font.Widths)
    descriptor = font.FontDescriptor
    file = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
    order = file.getGlyphOrder()
    table = newTable("cmap")
    table.tableVersion = 0
    unicode_map = cmap_format_12(12)
    unicode_map.platformID, unicode_map.platEncID, unicode_map.language = 3, 10, 0
    unicode_map.cmap = {ord(characters[code]): order[glyph] for code, glyph in glyphs.items() if ord(characters[code])}
    table.tables = [unicode_map]
    file["cmap"] = table
    written = io.BytesIO()
    file.save(written)
    descriptor.FontFile2 = pdf.make_stream(written.getvalue())
    font.ToUnicode = pdf.make_stream(_to_unicode({glyphs[code]: characters[code] for code in glyphs}, _COMPOSITE))
    first = int(font.FirstChar)
    across = pikepdf.Array()
    for code, glyph in glyphs.items():
        across.extend([glyph, pikepdf.Array([widths[code - first]])])
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=font.BaseFont,
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=descriptor,
        W=across,
        CIDToGIDMap=pikepdf.Name.Identity,
    )
    for key in ("/FirstChar", "/LastChar", "/Widths", "/FontDescriptor"):
        del font[key]
    font.Subtype, font.Encoding = pikepdf.Name.Type0, pikepdf.Name("/Identity-H")
    font.DescendantFonts = pikepdf.Array([pdf.make_indirect(descendant)])


_COMPOSITE = pikepdf.Dictionary(Subtype=pikepdf.Name.Type0)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def scanned(page: TypesetPage, misread: Callable[[str], str] | None = None, dpi: int = 100) -> bytes:
    """The page as a picture that fills a PDF's page; ``misread`` says what an old OCR left under it as invisible text."""
    with pypdfium2.PdfDocument(render_pdf(page)) as printed:
        picture = printed[0].render(scale=dpi / 72, grayscale=True).to_pil()
    style = page.spec.style
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(style.width, style.height), invariant=1, pageCompression=1)
    canvas.drawImage(ImageReader(picture), 0, 0, style.width, style.height)
    if misread is not None:
        face = default_fonts().body
        register(face)
        for mark in (mark for mark in page.marks if isinstance(mark, TextMark)):
            text = canvas.beginText(mark.x, style.height - mark.baseline)
            text.setFont(face.name, mark.size)
            text.setTextRenderMode(3)
            text.textOut(misread(mark.text))
            canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


def with_lying_font(data: bytes, told: dict[str, str]) -> bytes:
    """The same pages, the characters of the font that the first page sets last told as ``told`` has them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        set_in = [operands[0] for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]) if str(operator) == "Tf"]
        font = pdf.pages[0].resources.Font[str(set_in[-1])]
        right = _map_of(font)
        font.ToUnicode = pdf.make_stream(_to_unicode({code: told.get(own, own) for code, own in right.items()}, font))
        return _saved(pdf)
