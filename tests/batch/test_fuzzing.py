"""Mutated files: a few at each run, and again those that once broke something (drop one into tests/broken)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import fuzz
from benchmarks.fuzzing import readers
from pipeline.extract import lettering, scan_under_text
from pipeline.image_file import opened_image
from pipeline.settings import Settings

BROKEN = sorted((Path(__file__).parent.parent / "broken").iterdir())
ROWS = "名次 社区 总分 一季 二季\n1 东街 90 30 60\n2 西街 88 30 58\n3 南街 86 28 58\n4 北街 {} 26 53\n5 古柳 82 24 58\n"
MANY = 20_000


def test_mutated_files_break_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["fuzz", "165", "--seed", "7", "--sample", "12"])
    assert fuzz.main() == 0, capsys.readouterr().out
    told = capsys.readouterr().out
    assert all(f"{kind}: " in told for kind in readers.READERS)  # some of each kind went through


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_what_once_broke_something_breaks_nothing(path: Path) -> None:
    assert readers.read(path.name.split("-")[0], path) in (readers.READ, readers.REFUSED)


@pytest.mark.parametrize("cell", ["²8", "①2", "٣1", "8" * 5000, "82." + "0" * 40 + "1", "9999999999999999亿", "..%", "1.2.3%"])
def test_no_cell_of_a_table_ends_a_page(cell: str, tmp_path: Path) -> None:
    """Footnote marks and digits of other scripts, numbers too long for any reckoning: the page is read, nothing of it lost."""
    path = tmp_path / "input.txt"
    path.write_text(
        ROWS.format(cell) + "\n\n" + ROWS.replace(" ", "\t").format(cell) + f"{cell}\t1\t2\t3\t4\n", encoding="utf-8"
    )
    assert readers.read("dump", path) == readers.READ


@pytest.mark.parametrize(
    "text",
    [
        "甲" + " " * MANY + "乙",
        "　" * MANY + "甲",
        "\t" * MANY + "甲\n甲\t乙\n丙\t丁",
        "(" * MANY + ")" * MANY,
        "1." * MANY,
        "甲 " * MANY,
        "-" * MANY + "|甲",
        "-|" * MANY + "甲\n甲|乙\n1|2",
        "1" * MANY + "甲",
        "甲" + "\t乙" * MANY + "\n1" + "\t2" * MANY,
        "名次\t名称\t得分\n" + "".join(f"{n}\t东街{chr(0x4E00 + n)}社区\t{n % 100}.5\n" for n in range(1, 1500)),
    ],
    ids=range(11),
)
def test_long_lines_and_tables_are_read(text: str, tmp_path: Path) -> None:
    """Each of these once took minutes: what grew with the square of a line, of its blanks, of a table's rows."""
    path = tmp_path / "input.txt"
    path.write_text(text, encoding="utf-8")
    assert readers.read("dump", path) == readers.READ


def test_a_page_of_a_kilometre_is_looked_at_in_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing it took 1.5 GB."""
    drawn: list[int] = []
    lettering_of = lettering.lettering_of
    monkeypatch.setattr(lettering, "lettering_of", lambda pixels: (drawn.append(pixels.size), lettering_of(pixels))[1])
    readers.read("objects", Path(__file__).parent.parent / "broken" / "objects-3-265.pdf")
    assert drawn
    assert max(drawn) <= 1.01 * scan_under_text.MOST_PIXELS


def test_no_room_is_made_for_bytes_that_a_picture_file_has_not(tmp_path: Path) -> None:
    """A chunk of a PNG may say that it is 2 GB long."""
    path = tmp_path / "page.png"
    Image.new("L", (100, 100)).save(path)
    with opened_image(path, "page.png", Settings()) as image:
        assert image.fp is not None
        assert len(image.fp.read(1 << 50)) < 1000
