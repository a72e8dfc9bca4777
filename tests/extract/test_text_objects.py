"""Text objects set down whole: which ones, and that their strings stand where they said."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.by_place import touch
from pipeline.extract.content_stream import UnusualStreamError, shown_strings
from pipeline.extract.text_objects import TextObject
from pipeline.geometry import Box
from tests.raw_pdf import pdf_of_codes

CODES = [ord(character) for character in "石桥通车，两岸的人走近了。"]
CHROMIUM = "BT /F1 12 Tf 1 0 0 -1 40 60 Tm <0001> Tj 12.2 0 Td <0002> Tj 12 0 Td <0003> Tj ET"
REPORTLAB = r"BT 1 0 0 1 0 0 Tm 1 0 0 1 20 90 Tm .5 Tc 2 Tr /F1 9 Tf 11 TL (\000\001\000\002) Tj /F1 8 Tf (\000\003) Tj ET"
MARKED = "BT /F1 9 Tf 1 0 0 1 9 9 Tm /Span<</ActualText <FEFF6C34> >> BDC <0001> Tj EMC 9 0 Td [<0002> -9 <0003>] TJ ET"


def shown(extra: str) -> list[object]:
    with pdfplumber.open(BytesIO(pdf_of_codes(CODES, extra=extra.encode("latin-1")))) as document:
        page = document.pages[0]
        return list(shown_strings(page.page_obj, page.pdf.rsrcmgr))


def both(extra: str) -> tuple[list[object], list[object]]:
    """Text and place of each character, by the quick way and by pdfplumber's; each within what its text object said."""
    with pdfplumber.open(BytesIO(pdf_of_codes(CODES, extra=extra.encode("latin-1")))) as document:
        page = document.pages[0]
        quick = []
        for each in shown_strings(page.page_obj, page.pdf.rsrcmgr):
            for string in each.strings:
                for made in string.characters():
                    x, y = (made.x0 + made.x1) / 2, (made.y0 + made.y1) / 2
                    assert touch(each.around, Box(x, y, x, y))
                    assert not isinstance(each, TextObject) or each.touches(Box(x, y, x, y))
                    quick.append((made.get_text(), made.x0, made.y0, made.size))
        whole = [(each["text"], each["x0"], each["y0"], each["size"]) for each in page.chars]
    return quick, whole


@pytest.mark.parametrize("text_object", [CHROMIUM, REPORTLAB, MARKED])
def test_a_line_is_set_down_whole_and_reads_the_same(text_object: str) -> None:
    assert isinstance(shown(text_object)[-1], TextObject)
    quick, whole = both(f"{text_object} q 2 0 0 2 1 1 cm {text_object} Q {text_object}")
    assert quick == whole


@pytest.mark.parametrize(
    "text_object",
    [
        "BT /F1 9 Tf 1 0 0 1 9 9 Tm <0001> Tj 0 -11 Td <0002> Tj ET",
        "BT /F1 9 Tf 1 0 0 1 9 9 Tm <0001> Tj 1 0 0 1 9 50 Tm <0002> Tj ET",
        "BT /F1 9 Tf 0 1 -1 0 9 9 Tm <0001> Tj ET",
        "BT /F1 9 Tf 14 TL <0001> Tj T* <0002> Tj ET",
        "BT /F1 9 Tf 4 Ts <0001> Tj ET",
        "BT /F1 " + "9" * 400 + " Tf <0001> Tj ET",
    ],
)
def test_what_leaves_its_line_is_set_down_string_by_string(text_object: str) -> None:
    assert not isinstance(shown(text_object)[-1], TextObject)
    quick, whole = both(text_object)
    assert quick == whole


def test_only_what_stands_where_it_is_put_has_sides() -> None:
    alone, joined = (
        next(each for each in shown(text)[-1:] if isinstance(each, TextObject))
        for text in (CHROMIUM, CHROMIUM.replace("12 0 Td", ""))
    )
    far = Box(300, 0, 310, 600)
    assert not alone.touches(far)
    assert joined.touches(far)


def test_text_that_goes_on_behind_its_text_object_is_left_to_pdfminer() -> None:
    with pytest.raises(UnusualStreamError):
        shown(f"{CHROMIUM} <0004> Tj")


STEPS = st.sampled_from(
    ["<0001> Tj", "<00020003> Tj", "[<0004> -300 <0005>] TJ", r"(\000\001\)) Tj", "9 0 Td", "-40.5 0 Td", "7 -3 Td", ".5 Tc",
     "0 Tw", "/F1 7 Tf", "/F1 30 Tf", "0 0 1 rg", "/Span << /MCID 1 >> BDC", "EMC", "2 Tr", "3 Ts", "80 Tz",
     "1 0 0 -1 70 90 Tm", ".8 .6 -.6 .8 50 20 Tm"]
)  # fmt: skip


@given(st.lists(st.lists(STEPS, max_size=8), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_objects_read_as_pdfminer_reads_them(objects: list[list[str]]) -> None:
    quick, whole = both(" ".join(f"BT {' '.join(steps)} ET" for steps in [["/F1 9 Tf"], *objects]))
    assert quick == whole
