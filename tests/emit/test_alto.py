"""ALTO: by the standard, every glyph once, nothing that XML cannot hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from pipeline.emit.alto import alto, units
from pipeline.emit.blocks import page_lines
from pipeline.extract.text_layer import read_text_layer
from pipeline.geometry import Box
from pipeline.model import GridCell, Reading, Route, Table, TextLine
from tests.emit.alto_rules import NAMESPACE, faults, parsed
from tests.emit.printed import page_of, set_line, specimen
from tests.emit.sample import sample_page
from tests.library_schemas import schema_faults

ODD = {
    "controls": "甲\x00\x0b\x1f乙\ufffe\uffff",
    "marks": "\u200f甲\u202e乙\u200d",
    "halves": "甲\ud83d乙\ud840\udfb7",
    "markup": "<甲&\"乙'>]]>",
    "planes": "㐂𠮷😀",
    "blanks": "  甲\u3000乙 \t丙\xa0丁  ",
}


@cache
def told() -> bytes:
    """The specimen as ALTO."""
    return alto(specimen())


def strings(element: ET.Element) -> list[str]:
    return [each.get("CONTENT", "") for each in element.iter(NAMESPACE + "String")]


def test_the_specimen_keeps_the_standard() -> None:
    assert faults(told()) == []


@pytest.mark.parametrize("page", ["specimen", "scan", "vertical", "grid", "nowhere", "empty"])
def test_the_published_schema_accepts(page: str) -> None:
    """Every kind of page as it is written, against the schema of the Library of Congress."""
    read = replace(set_line("甲乙 丙", x=300), confidence=0.6, readings=(Reading("甲己末", "三"),))
    grid = (GridCell(0, 0, "总分", box=Box(10, 10, 40, 22)),)
    pages = {
        "specimen": specimen,
        "scan": lambda: replace(page_of(read), route=Route.OCR, engine="rapidocr 3.10"),
        "vertical": lambda: page_of(set_line("春季田径", size=24, vertical=True)),
        "grid": lambda: replace(page_of(), tables=(Table("t1", "得分", grid=grid),)),
        "nowhere": lambda: page_of(*(TextLine(text) for text in ODD.values())),
        "empty": page_of,
    }
    assert schema_faults("alto-4-2", alto(pages[page]())) == []


def test_the_published_schema_finds_what_breaks_it() -> None:
    assert schema_faults("alto-4-2", told().replace(b"<TextLine ", b'<TextLine BASEDIRECTION="ttb" ', 1))
    assert schema_faults("alto-4-2", told().replace(b"<MeasurementUnit>inch1200", b"<MeasurementUnit>points"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('ID="line2"', 'ID="line1"'),
        ('TAGREFS="group-1"', 'TAGREFS="group-x"'),
        ("<MeasurementUnit>inch1200", "<MeasurementUnit>points"),
        ("<Layout>", '<Styles /><Layout x="1">'),
        ('PHYSICAL_IMG_NR="1" ', ""),
        ('<Glyph CONTENT="', '<Glyph CONTENT="两'),
        ("<TextLine", "<TextLine CONTENT=''"),
        (">\n      <String", ">\n      <SP /><String"),
        ('xmlns="http://www.loc.gov/standards/alto/ns-v4#"', 'xmlns="x"'),
    ],
)
def test_the_rules_find_what_breaks_them(before: str, after: str) -> None:
    text = told().decode()
    assert before in text
    assert faults(text.replace(before, after, 1).encode())


def test_every_glyph_stands_there_once_in_its_place() -> None:
    """What the reader read, whatever became of it: article, table, furniture."""
    root = parsed(told())
    printed = Counter(
        (glyph.text, units(glyph.box.x0), units(glyph.box.y0))
        for line in read_text_layer(specimen().source).lines
        for glyph in line.glyphs
    )
    found = Counter(
        (each.get("CONTENT"), int(each.get("HPOS", "")), int(each.get("VPOS", ""))) for each in root.iter(NAMESPACE + "Glyph")
    )
    assert found == printed
    assert "".join(strings(root)) == "".join(each.get("CONTENT", "") for each in root.iter(NAMESPACE + "Glyph"))


def test_articles_can_be_followed() -> None:
    """Under the tag of an article stand the lines of its text, in order, behind its headings."""
    root = parsed(told())
    tags = {each.get("LABEL"): each.get("ID") for each in root.iter(NAMESPACE + "StructureTag")}
    blocks = {each.get("TAGREFS"): each for each in root.iter(NAMESPACE + "ComposedBlock")}
    for article in specimen().articles:
        text = "".join(strings(blocks[tags[article.article_id]]))
        assert text.endswith("".join(article.printed_text.split()))
    assert len(tags) == len(specimen().articles) + len(specimen().tables)


def test_confidence_is_that_of_the_line() -> None:
    root = parsed(alto(page_of(replace(set_line("甲乙 丙"), confidence=0.6), replace(set_line("丁", y=90), confidence=1.7))))
    assert [each.attrib.get("WC") for each in root.iter(NAMESPACE + "String")] == ["0.6", "0.6", "1"]
    assert [each.attrib.get("CC") for each in root.iter(NAMESPACE + "String")] == ["4 4", "4", "0"]
    assert {each.attrib.get("GC") for each in root.iter(NAMESPACE + "Glyph")} == {"0.6", "1"}
    page = root.find(f".//{NAMESPACE}Page")
    assert page is not None
    assert page.get("PC") == "0.68"


@pytest.mark.parametrize("confidence", [None, float("nan")])
def test_an_unknown_confidence_is_left_out(confidence: float | None) -> None:
    data = alto(page_of(replace(set_line("甲"), confidence=confidence)))
    assert faults(data) == []
    assert not any(f' {name}="'.encode() in data for name in ("WC", "CC", "GC", "PC"))


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("with_glyphs", [True, False])
def test_odd_characters_keep_their_places(text: str, with_glyphs: bool) -> None:
    """What XML cannot hold becomes U+FFFD; blanks part Strings; nothing else is lost or doubled."""
    line = set_line(text)
    data = alto(page_of(line if with_glyphs else replace(line, glyphs=())))
    assert faults(data) == []
    unpaired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = [
        character for character in unpaired if not character.isspace() and character not in "\x00\x0b\x1f\ufffe\uffff\ufffd"
    ]
    assert [character for character in "".join(strings(parsed(data))) if character != "\ufffd"] == kept


def test_without_glyphs_a_line_is_shared_out() -> None:
    """A wide character takes two parts, a narrow one and a blank one; no Glyph claims a place that nobody saw."""
    root = parsed(alto(page_of(TextLine("甲1 2", Box(0, 0, 72, 12)))))
    assert [(each.get("HPOS"), each.get("WIDTH")) for each in root.iter(NAMESPACE + "String")] == [("0", "720"), ("960", "240")]
    assert list(root.iter(NAMESPACE + "Glyph")) == []


def test_a_vertical_headline_runs_down() -> None:
    root = parsed(alto(page_of(set_line("春季田径", size=24, vertical=True))))
    line = root.find(f".//{NAMESPACE}TextLine")
    assert line is not None
    assert line.get("TAGREFS") == "vertical"
    (x0, y0), (x1, y1) = (map(int, point.split(",")) for point in line.get("BASELINE", "").split())
    assert (x0, y1 - y0) == (x1, int(line.get("HEIGHT", "")))
    assert int(line.get("HPOS", "")) < x0 < int(line.get("HPOS", "")) + int(line.get("WIDTH", ""))
    places = [int(each.get("VPOS", "")) for each in root.iter(NAMESPACE + "Glyph")]
    assert places == sorted(places)
    assert len(set(places)) == 4


def test_other_readings_are_alternatives() -> None:
    """Run by run where they match in number; a reading like ours is none."""
    readings = (Reading("甲乙 末", "二"), Reading("甲己末", "三"), Reading("甲乙 丙", "四"))
    root = parsed(alto(page_of(replace(set_line("甲乙 丙"), readings=readings))))
    alternatives = [
        [(each.get("PURPOSE"), each.text) for each in string.iter(NAMESPACE + "ALTERNATIVE")]
        for string in root.iter(NAMESPACE + "String")
    ]
    assert alternatives == [[("三, whole line", "甲己末")], [("二", "末")]]


def test_an_empty_page_and_one_without_places_keep_the_standard() -> None:
    assert faults(alto(page_of())) == []
    assert faults(alto(page_of(TextLine(" \u3000"), TextLine("")))) == []
    assert faults(alto(sample_page())) == []


def test_a_table_without_lines_is_told_by_its_grid() -> None:
    grid = (GridCell(0, 0, "总分", box=Box(10, 10, 40, 22)), GridCell(0, 1, ""), GridCell(1, 0, "93.6"))
    page = replace(page_of(), tables=(Table("t1", "得分", notes=("注：略",), grid=grid),))
    assert [line.text for line in page_lines(page)] == ["得分", "总分", "93.6", "注：略"]
    assert faults(alto(page)) == []


def test_the_same_page_gives_the_same_bytes_and_no_date() -> None:
    assert alto(specimen()) == told()
    assert b"DateTime" not in told()


def test_a_text_dump_has_no_layout() -> None:
    with pytest.raises(ValueError, match="no layout"):
        alto(replace(page_of(), route=Route.PLAIN_TEXT))
