"""Maps to Unicode read quickly are what pdfminer reads."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.cmapdb import CMapParser, FileUnicodeMap

from pipeline.extract.unicode_maps import unicode_map_of

HEAD = "/CIDInit /ProcSet findresource begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) >> def\n"
CODE = st.integers(0, 0xFFFF)


def by_pdfminer(content: bytes) -> dict[int, str]:
    told = FileUnicodeMap()
    CMapParser(told, BytesIO(content)).run()
    return told.cid2unichr


def sections(characters: list[tuple[int, str]], ranges: list[tuple[int, int, int]]) -> bytes:
    one = "\n".join(f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for code, text in characters)
    many = "\n".join(f"<{start:04x}><{min(0xFFFF, start + more):04x}> <{to:04X}>" for start, more, to in ranges)
    return f"{HEAD}1 beginbfchar\n{one}\nendbfchar\n2 beginbfrange\n{many} endbfrange endcmap end end".encode()


@given(
    st.lists(st.tuples(CODE, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3)), max_size=6),
    st.lists(st.tuples(CODE, st.integers(0, 20), CODE), max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_characters_and_ranges_are_what_pdfminer_reads(
    characters: list[tuple[int, str]], ranges: list[tuple[int, int, int]]
) -> None:
    content = sections(characters, ranges)
    quick = unicode_map_of(content)
    assert quick is not None
    assert quick.cid2unichr == by_pdfminer(content)


@pytest.mark.parametrize(
    "content",
    [
        "1 beginbfrange <01> <02> [<0041> <0042>] endbfrange",
        "1 beginbfchar <01> /A endbfchar",
        "1 beginbfchar <01> <0041> <02> endbfchar",
        "1 beginbfchar <1> <0041> endbfchar",
        "1 beginbfchar <000001> <0041> endbfchar",
        "1 beginbfrange <01> <0002> <0041> endbfrange",
        "1 beginbfchar <01> % a comment\n<0041> endbfchar",
        "endcmap 1 beginbfchar <01> <0041> endbfchar",
        "1 beginbfchar <01> <0041> endbfchar <02> <03> <0041> endbfrange",
        "1 begincidchar <01> 65 endcidchar",
        "/Identity-H usecmap",
        "(beginbfchar) 1 beginbfchar <01> <0041> endbfchar",
    ],
)
def test_anything_unusual_is_left_to_pdfminer(content: str) -> None:
    assert unicode_map_of(f"{HEAD}{content} end".encode()) is None


def test_a_range_that_ends_before_it_begins_is_empty() -> None:
    content = b"1 beginbfrange <0018> <0012> <0041> endbfrange endcmap end"
    quick = unicode_map_of(content)
    assert quick is not None
    assert quick.cid2unichr == by_pdfminer(content) == {}
