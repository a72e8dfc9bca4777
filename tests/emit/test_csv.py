"""Whatever a page holds comes back out of the CSV as it went in."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.emit.csv import csv_bytes, encodable, spreadsheet_safe, spreadsheet_value

HOSTILE = st.lists(
    st.sampled_from(['"', ",", "\n", "\r", "\r\n", "=1+1", "@x", "\t", "\0", "\x1b[2J", "　", "\u2028", "桥", "' "])
)
TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), HOSTILE.map("".join))
ROWS = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=6))


@given(ROWS)
def test_values_come_back_as_they_were(rows: list[list[str]]) -> None:
    """Quotes, line ends, control characters and formula starts are data; the csv module is the reader."""
    file = io.StringIO(csv_bytes(rows).decode("utf-8"), newline="")
    assert list(csv.reader(file)) == rows


@given(ROWS)
def test_each_row_ends_in_one_line_feed(rows: list[list[str]]) -> None:
    """Outside of quotes there is no carriage return, and a line feed for each row (RFC 4180 with LF)."""
    bare = re.sub(rb'"(?:[^"]|"")*"', b"", csv_bytes(rows))
    assert b"\r" not in bare
    assert bare.count(b"\n") == len(rows)


def test_no_mark_stands_before_the_first_row() -> None:
    assert csv_bytes([("甲", "乙"), ["桥", ""]]) == "甲,乙\n桥,\n".encode()


@given(ROWS)
def test_what_was_written_can_be_disarmed_afterwards(rows: list[list[str]]) -> None:
    """It is as if each value had been disarmed before."""
    assert spreadsheet_safe(csv_bytes(rows)) == csv_bytes([spreadsheet_value(value) for value in row] for row in rows)


@pytest.mark.parametrize(("text", "kept"), [("\ud842\udfb7", "𠮷"), ("a\ud842", "a\ufffd"), ("桥", "桥")])
def test_halves_of_surrogate_pairs_can_be_csv_bytes(text: str, kept: str) -> None:
    """pdfium may give a character beyond U+FFFF as two halves; UTF-8 has no place for a half."""
    assert encodable(text) == kept
    assert csv_bytes([[text]]).decode() == f"{kept}\n"


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("x")', "-", "+8 1"])
def test_what_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert spreadsheet_value(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1", "-1", "+3.5", "-12,345.6", "-3.2%", "桃城区", "a=b", "'=1"])
def test_numbers_and_plain_text_are_left_alone(text: str) -> None:
    assert spreadsheet_value(text) == text
