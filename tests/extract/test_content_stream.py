"""The quicker way through a content stream says what pdfminer's own says, or that it cannot."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.content_stream import UnusualStreamError, _operators, shown_strings
from tests.emit.printed import SPECIMEN
from tests.raw_pdf import pdf_of, pdf_of_codes

CODES = [ord(character) for character in "石桥通车，两岸的人走近了。"]
GLYPHS = " ".join(f"<{number:04X}> Tj" for number in range(1, 8))


def both(content: bytes) -> tuple[list[Any], list[Any]]:
    """Text and place of each character, by the quick way and by pdfplumber's."""
    with pdfplumber.open(BytesIO(content)) as document:
        page = document.pages[0]
        strings = [string for shown in shown_strings(page.page_obj, page.pdf.rsrcmgr) for string in shown.strings]
        made = [each for string in reversed(strings) for each in reversed(string.characters())][::-1]
        quick = [(each.get_text(), each.x0, each.y0, each.size) for each in made]
        whole = [(each["text"], each["x0"], each["y0"], each["size"]) for each in page.chars]
    return quick, whole


def test_the_specimen_reads_the_same() -> None:
    quick, whole = both(SPECIMEN.read_bytes())
    assert quick == whole
    assert len(quick) > 1000


@pytest.mark.parametrize(
    "extra",
    [
        f"BT /F1 12 Tf 14 TL 3 Tc 50 Tz 10 100 Td {GLYPHS} T* {GLYPHS} ET",
        "q 2 0 0 2 5 5 cm BT /F1 9 Tf 1 0 0 1 20 30 Tm [<0001> -250 <0002 0003> 1.5 <0004>] TJ ET Q",
        r"BT /F1 9 Tf 10 10 Td (\000\001\000\002\0\3\(\)\\) Tj (\000\004) ' 1 2 (\000\005) " + '" ET',
        "0 0 1 rg 5 5 50 50 re f 0 0 m 10 10 l S % a comment ( BT\nBT /F1 9 Tf 10 20 Td <00010> Tj ET",
        "/Span << /ActualText (x) /MCID 3 >> BDC BT /F1 9 Tf 10 20 Td <0001> Tj ET EMC",
        "BT /F1 9 Tf .5 -.5 Td +3 5. Td <0002> Tj ET",
        "BT /F9 9 Tf 10 20 Td <0001> Tj 3 Tj Td ET",
        "BT /F1 9 Tf 10 20 Td <0001> Tj <0002> Tj q <0003> Tj Q [-300 <0004>] TJ /F1 12 Tf 4 Ts <0005> Tj ET",
        "/Span <</ActualText <FEFF6C34> /MCID 3>> BDC BT /F1 9 Tf 10 20 Td<0001>Tj 1 2 3 0 -12 Td <0002>Tj ET EMC",
        "BT /F1 9 Tf 0 1 -1 0 90 30 Tm <00010002> Tj <0003> Tj .7 .7 -.7 .7 60 60 Tm <00010002> Tj <0003> Tj ET",
    ],
)
def test_every_way_to_show_text_reads_the_same(extra: str) -> None:
    quick, whole = both(pdf_of_codes(CODES, extra=extra.encode("latin-1")))
    assert quick == whole
    assert len(quick) >= len(CODES)


@pytest.mark.parametrize(
    "content",
    [
        b"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI",
        b"(a (b) c) Tj",
        b"[ 1 2 Tj",
        b"1 2 ] TJ",
        b"/A#20B gs",
        b"(no end",
        b"1e5 Tc",
        b"--3 Tc",
        b"true Tj",
        b"\xff",
    ],
)
def test_what_is_unusual_is_left_to_pdfminer(content: bytes) -> None:
    with pytest.raises(UnusualStreamError):
        list(_operators(content, []))


def test_an_inline_picture_is_no_reason_to_read_nothing() -> None:
    """The caller goes pdfminer's way: see ``second_reader``."""
    with pytest.raises(UnusualStreamError):
        both(pdf_of(b"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI"))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_operators_or_unusual(content: bytes) -> None:
    try:
        assert all(isinstance(operator, str) for operator in _operators(content, []))
    except UnusualStreamError:
        return
