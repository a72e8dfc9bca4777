"""A text dump is read as it is: nothing is lost, blocks and tabs are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.extract.plain_text import read_plain_text
from pipeline.model import Page, PageSource, Route, Source, SourceKind

TEXT = "湖城晚报\n\n\n新渠通水\n\n本报讯 记者到了现场。\n渠水很清。\n\n排名\t社区\t\n1\t东街\t\n"


def read(folder: Path, data: bytes) -> Page:
    path = folder / "page.txt"
    path.write_bytes(data)
    source = Source(path=path, name="page.txt", sha256="", kind=SourceKind.TEXT, page_count=1)
    return read_plain_text(PageSource(source=source, page_number=1, page_id="page-1"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_reads_every_encoding_and_line_end_alike(tmp_path: Path, encoding: str, line_end: str) -> None:
    """Only the bytes differ; the lines are the same."""
    page = read(tmp_path, TEXT.replace("\n", line_end).encode(encoding))
    assert [line.text for line in page.lines] == [line for line in TEXT.split("\n") if line]
    assert [line.block for line in page.lines] == [0, 1, 2, 2, 3, 3]
    assert page.route is Route.PLAIN_TEXT
    assert page.engine == "text"


def test_keeps_tabs_and_outer_blanks(tmp_path: Path) -> None:
    """An indent and a trailing tab say something about the page."""
    page = read(tmp_path, "　　渠水\t清\t\n".encode())
    assert [line.text for line in page.lines] == ["　　渠水\t清\t"]


def test_control_characters_become_visible(tmp_path: Path) -> None:
    """A NUL would break a file of output; dropping it would lose something."""
    page = read(tmp_path, "渠\x00水\x07清\x7f".encode())
    assert [line.text for line in page.lines] == ["渠␀水␇清␡"]


def test_a_page_break_parts_blocks(tmp_path: Path) -> None:
    """The text after a form feed is not the same block."""
    page = read(tmp_path, "渠水清\f湖水蓝\n".encode())
    assert [(line.text, line.block) for line in page.lines] == [("渠水清", 0), ("湖水蓝", 1)]


def test_an_empty_file_is_a_page_without_lines(tmp_path: Path) -> None:
    """Ingest refuses empty files; a page of blanks is still a page."""
    assert read(tmp_path, b" \n\n").lines == ()


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """The error names the file and says what to do."""
    with pytest.raises(UnreadableSourceError, match="Save it as UTF-8"):
        read(tmp_path, b"\xff\x81\xff\xff\xff")
