"""Rows of a dump's tables, however their cells are parted: nothing lost, nothing invented, in the order of the lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles import assemble
from pipeline.extract.plain_text import read_plain_text
from pipeline.layout import lay_out
from pipeline.model import Page, PageSource, Source, SourceKind, TextLine
from pipeline.tables import find_tables
from pipeline.tables.dump_partings import MOST_COLUMNS
from pipeline.tables.dump_rows import find_runs
from tests.typeset.dump_score import unaccounted

FIGURES = ("1", "2", "3", "12", "93.6", "-0.5", "1,234", "20%", "3月5日", "8:30", "０", "1.2万", "—", "²", "5.", "1" * 25)
WORDS = ("东街社区", "李真", "李 真", "名次", "总分", "合计", "合 计", "占比20%", "桃城区", "得分", "一", "A组", "缺考", "")
PARTED = ("\t", " ", "  ", "　", ",", "|", " | ", "\n", "\t\t")
PROSE = (
    "渠水已经通了，两岸的麦田都浇上了水。",
    "本报讯（记者李真）4月27日，",
    "社区得分明细",
    "单位：分",
    "注：满分十分",
    "1",
    "王斌",
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Rows of as many cells, more or less, parted one way; the header may be missing, a cell left out."""
    width, parted = draw(st.integers(1, 6)), draw(st.sampled_from(PARTED))
    kinds = draw(st.lists(st.sampled_from((FIGURES, WORDS, FIGURES + WORDS)), min_size=width, max_size=width))
    cells = st.tuples(*(st.sampled_from(kind) for kind in kinds)).map(list)
    rows = draw(st.lists(cells, min_size=1, max_size=9))
    header = draw(st.lists(st.sampled_from(WORDS), max_size=width + 1))
    for place in draw(st.lists(st.integers(0, len(rows) - 1), max_size=2)):
        del rows[place][draw(st.integers(0, width)) :]
    ends = ("|", "|") if parted in ("|", " | ") and draw(st.booleans()) else ("", "")
    lines = [parted.join(row).join(ends) for row in ([header] if header else []) + rows]
    if parted == "|" and draw(st.booleans()):
        lines.insert(1, "|" + "---|" * width)
    return "\n".join(lines)


dumps = st.lists(st.one_of(tables(), st.sampled_from(PROSE)), min_size=1, max_size=5).flatmap(
    lambda blocks: st.sampled_from(("\n", "\n\n")).map(lambda between: between.join(blocks))
)


def lines_of(text: str) -> list[TextLine]:
    lines, block = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(TextLine(line, block=block))
        else:
            block += 1
    return lines


def read(data: bytes, folder: Path) -> Page | None:
    path = folder / "page.txt"
    path.write_bytes(data)
    page = read_plain_text(PageSource(Source(path, "page.txt", "0" * 64, SourceKind.TEXT, 1), 1, "page"))
    return find_tables(page, ()) if page.lines else None


def cells(page: Page | None) -> list[list[tuple[int, int, str]]]:
    return [
        [(cell.row_index, cell.column_index, cell.text.strip()) for cell in table.grid]
        for table in (page.tables if page else ())
    ]


def ink(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace() and character not in "|｜,，-—")


@given(dumps)
def test_each_row_is_a_line_and_no_line_is_in_two_runs(text: str) -> None:
    """The rows of a run are its lines in their order, without rules and what could not be shared out among columns."""
    lines = lines_of(text)
    last = 0
    for run in find_runs(lines):
        assert run.first >= last
        last = run.last
        own = [lines[index].text for index in range(run.first, run.last) if index not in run.over]
        assert [ink("".join(row)) for row in run.rows] == [ink(line) for line in own if ink(line) or "--" not in line]


@given(dumps)
def test_every_character_of_a_dump_is_in_one_place(text: str) -> None:
    """In a cell, a title, a note, an article or the page's furniture."""
    lines = lines_of(text)
    source = Source(Path("page.txt"), "page.txt", "0" * 64, SourceKind.TEXT, 1)
    page = Page("page", PageSource(source, 1, "page"), "plain_text", lines=tuple(lines))  # type: ignore[arg-type]
    lost, invented = unaccounted(lines, assemble(lay_out(find_tables(page, ()))))
    assert not lost
    assert not invented


@given(dumps, st.sampled_from(["\r\n", "\r", "  \n", "　\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_tables_do_not_hang_on_line_ends_and_encodings(
    tmp_path_factory: pytest.TempPathFactory, text: str, end: str, encoding: str
) -> None:
    folder = tmp_path_factory.mktemp("dump")
    plain = read(text.encode(), folder)
    assert cells(read(text.replace("\n", end).encode(encoding), folder)) == cells(plain)


def test_a_line_longer_than_any_cell_ends_no_page() -> None:
    lines = [TextLine("一" * 200_000 + ",二", block=index) for index in range(3)]
    assert find_runs(lines) == []


@pytest.mark.parametrize("parted", ["\t", "|", ", ", "  "])
def test_more_columns_than_a_sheet_has_room_for_are_no_table(parted: str) -> None:
    """As many as there is room for are one."""
    for width, runs in ((MOST_COLUMNS, 1), (MOST_COLUMNS + 2, 0)):
        lines = [TextLine(parted.join(str(number) for number in range(row, row + width)), block=0) for row in range(4)]
        assert len(find_runs(lines)) == runs


def test_a_share_of_no_number_is_no_header() -> None:
    """占比..% in a short second row of the header once ended the page."""
    rows = [f"{n} 东街 9{n} 1{n} 2{n}" for n in range(1, 6)]
    lines = lines_of("\n".join(["名次 社区 总分 甲 乙", "..% 1.2.3%", *rows]))
    (run,) = find_runs(lines)
    assert len(run.rows) + len(run.over) == len(lines)
