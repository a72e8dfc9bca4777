"""Characters made where they are asked for are those that pdfplumber finds there on the whole page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import second_reader
from pipeline.extract.second_reader import _Characters, reread_overprinted
from pipeline.extract.shown_strings import FontInFile
from pipeline.geometry import Box
from pipeline.model import Page
from tests.emit.printed import SPECIMEN
from tests.hand_set import column_of_glyphs, read_pdf
from tests.raw_pdf import pdf_of_codes
from tests.typeset.page import typeset
from tests.typeset.pdf import Order, render_pdf
from tests.typeset.random_page import random_page

CODES = [ord(character) for character in "石桥通车，两岸的人走近了。"]
TURNS = ("1 0 0 1", "0 1 -1 0", "-1 0 0 -1", ".8 .6 -.6 .8", "2 0 0 .5")
ALL = "".join(f"{number:04X}" for number in range(1, 14))
PIECES = "<0001> Tj <0002> Tj [<0003> -900 <0004>] TJ"
STRINGS = " ".join(
    f"{turn} {40 + 45 * place} {40 + 20 * place} Tm {PIECES} 0 -11 Td <{ALL}> Tj 5 Ts <0006> Tj 0 Ts"
    for place, turn in enumerate(TURNS)
)
PAGES = {
    "specimen": SPECIMEN.read_bytes,
    "typeset": lambda: render_pdf(typeset(random_page(3)), Order.NATURAL, 3),
    "strings": lambda: pdf_of_codes(CODES, extra=f"BT /F1 8 Tf 1 Tc {STRINGS} ET".encode()),
    "vertical": lambda: pdf_of_codes(CODES, extra=f"BT /F1 8 Tf {STRINGS} ET".encode()).replace(b"Identity-H", b"Identity-V"),
    "unusual": lambda: pdf_of_codes(CODES, extra=f"BT /F1 8 Tf {STRINGS} ET BI /W 1 /H 1 /CS /G /BPC 8 ID x EI".encode()),
}


@cache
def of(name: str) -> tuple[Page, list[tuple[float, float, str, float]]]:
    """The page and all its characters as pdfplumber has them."""
    page = read_pdf(PAGES[name](), Path(mkdtemp()))
    with pdfplumber.open(page.source.source.path) as document:
        said = [
            ((each["x0"] + each["x1"]) / 2, (each["top"] + each["bottom"]) / 2, each["text"], each["size"])
            for each in document.pages[0].chars
        ]
    return page, said


def whole(said: list[tuple[float, float, str, float]], box: Box, smallest: float) -> str:
    found = [
        text
        for x, y, text, size in said
        if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 and size >= 0.8 * smallest and text.strip()
    ]
    return "".join(found)


@pytest.mark.parametrize("name", PAGES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_place_reads_as_on_the_whole_page(name: str, data: st.DataObject) -> None:
    page, said = of(name)
    side = st.floats(0, 1, allow_nan=False)
    boxes = data.draw(st.lists(st.tuples(side, side, side, side, st.sampled_from([0, 9, 20])), min_size=1, max_size=4))
    characters = _Characters(page.source)
    try:
        for x, y, wide, high, smallest in boxes:
            left, top = x * page.width, y * page.height
            box = Box(left, top, left + wide * wide * page.width, top + high * high * page.height)
            text = whole(said, box, smallest)
            assert characters.inside(box, smallest) == text
            assert not text or characters.has_more(len(text) - 1, box, smallest)
    finally:
        characters.close()


def test_a_place_loads_the_fonts_that_stand_in_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    page, said = of("specimen")
    loaded: list[object] = []
    font = FontInFile.loaded.func

    def counted(self: FontInFile) -> object:
        loaded.append(self)
        return font(self)

    monkeypatch.setattr(FontInFile.loaded, "func", counted)
    characters = _Characters(page.source)
    assert not loaded
    line = page.lines[0]
    assert characters.inside(line.box) == whole(said, line.box, 0)
    assert 0 < len(loaded) <= len(line.text)
    characters.close()


def test_a_line_that_can_have_no_more_characters_loads_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = of("specimen")
    characters = _Characters(page.source)
    line = next(
        line for line in page.lines if len(line.text) > 8 and not characters.has_more(len(line.text), line.box, line.size)
    )
    characters.close()
    upright = replace(line, vertical=True, glyphs=tuple(column_of_glyphs(line.text, 50, 40, line.size, 0.1)))
    asked: list[object] = []
    monkeypatch.setattr(FontInFile.loaded, "func", asked.append)
    assert reread_overprinted(replace(page, lines=(upright,))).lines == (upright,)
    assert not asked
    second_reader.forget()


def test_the_file_is_closed_when_the_page_is_done() -> None:
    page, _ = of("strings")
    characters = second_reader._characters_of(page.source)
    stream = characters._document.stream
    assert not stream.closed
    second_reader.forget()
    assert stream.closed
