"""Objects of a PDF file read quickly are what pdfminer reads."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

from pipeline.extract.file_objects import read_quickly, value_of
from tests.emit.printed import SPECIMEN

ATOMS = st.sampled_from(
    ["0", "-3", "+7", "4.", ".5", "-.25", "12 0 R", "3 1 2 0 R", "/Type", "/g0/g1", "/A.b-c+d", "(plain text)", "()", "true",
     "false", "null"]
)  # fmt: skip
KEYED = st.sampled_from(["0", "1.5", "12 0 R", "/Type", "(text)", "true", "null", "[0 /a 5 0 R]"])
VALUES = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=5).map(lambda each: f"[{' '.join(each)}]")
        | st.lists(st.tuples(st.sampled_from("ABC"), inner | KEYED), max_size=4).map(
            lambda each: f"<<{' '.join(f'/{key} {value}' for key, value in each)}>>"
        )
    ),
    max_leaves=12,
)


def plain(value: object) -> object:
    if isinstance(value, PDFObjRef):
        return "reference", value.objid
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else (type(value), value)


def quickly(content: bytes) -> object:
    return value_of(PDFDocument.__new__(PDFDocument), 1, content)


def by_pdfminer(content: bytes) -> object:
    parser = PDFParser(BytesIO(content))
    for _ in range(3):
        parser.nexttoken()
    return parser.nextobject()[1]


@given(VALUES)
@settings(max_examples=200, deadline=None)
def test_what_is_read_quickly_is_what_pdfminer_reads(value: str) -> None:
    content = f"1 0 obj\n{value}\nendobj ".encode()
    quick = quickly(content)
    if quick is not None:
        assert plain(quick) == plain(by_pdfminer(content))


@pytest.mark.parametrize("value", ["<</Type /Font /Widths [0 1.5 0]>>", "[1 2 0 R]", "<< >>", "[]"])
def test_what_files_are_full_of_is_read_quickly(value: str) -> None:
    assert quickly(f"1 0 obj {value} endobj ".encode()) is not None


@pytest.mark.parametrize(
    "content",
    [
        "2 0 obj [1] endobj ",
        "1 0 obj 5 endobj ",
        "1 0 obj <</Length 3>> stream\nabc\nendstream endobj ",
        "1 0 obj [1 2 endobj ",
        "1 0 obj [1 >> endobj ",
        "1 0 obj ] endobj ",
        "1 0 obj <</A>> endobj ",
        "1 0 obj <<1 2>> endobj ",
        "1 0 obj [/A#20B] endobj ",
        "1 0 obj [(a \\( b)] endobj ",
        "1 0 obj [<4142>] endobj ",
        "1 0 obj [1.5 0 R] endobj ",
        "1 0 obj [0 R] endobj ",
        "1 0 obj [1] ",
        "",
    ],
)
def test_anything_else_is_left_to_pdfminer(content: str) -> None:
    assert quickly(content.encode()) is None


def test_all_objects_of_the_specimen_are_the_same() -> None:
    with pdfplumber.open(SPECIMEN) as usual, pdfplumber.open(SPECIMEN) as quick:
        read_quickly(quick.doc)
        numbers = [number for xref in usual.doc.xrefs for number in xref.get_objids()]
        values = [(plain(usual.doc.getobj(number)), plain(quick.doc.getobj(number))) for number in numbers]
        assert all(one == other for one, other in values if "PDFStream" not in str(one))


@given(st.binary(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_left(content: bytes) -> None:
    quickly(b"1 0 obj " + content + b" endobj ")
