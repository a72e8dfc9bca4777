"""decisions.csv: only ever appended to, and never dropped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions import append, read_decisions
from pipeline.decisions.record import COLUMNS
from pipeline.errors import UsageError
from pipeline.geometry import Box
from pipeline.model import Decision, Verdict

ONE = Decision("ab" * 32, 1, 1, 62, "score", Box(1.25, 2, 3, 4.5), "57.6", Verdict.PAPER_ERROR, "28.8", '看,"原"件', "甲", "t")
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r"), max_size=12)


def test_lines_are_appended_and_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    assert read_decisions(path) == ()
    append(path, [ONE])
    first = path.read_bytes()
    other = Decision("cd" * 32, 2, 1, 0, "名", None, "", Verdict.WITHDRAWN, "", "", "乙", "t2", "left")
    append(path, [other, ONE])
    assert path.read_bytes().startswith(first)
    assert read_decisions(path) == (ONE, other, ONE)


def test_a_line_cut_off_is_ended_first(tmp_path: Path) -> None:
    """An editor that leaves no newline at the end costs no decision."""
    path = tmp_path / "decisions.csv"
    append(path, [ONE])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    append(path, [ONE])
    assert read_decisions(path) == (ONE, ONE)


@given(before=TEXT, after=TEXT, reason=TEXT, by=TEXT)
def test_what_goes_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, before: str, after: str, reason: str, by: str
) -> None:
    path = tmp_path_factory.mktemp("decisions") / "decisions.csv"
    decision = Decision("ab", 1, 2, 3, "列", None, before, Verdict.MISREAD, after, reason, by, "t")
    append(path, [decision])
    assert read_decisions(path) == (decision,)


HEAD = ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n1,2\n", "has no column sha256"),
        (HEAD + "ab,1,1\n", "line 2: it has not as many values"),
        (HEAD + "ab,one,,1,0,c,,,,,a,misread,b,,w,t\n", "line 2: invalid literal"),
        (HEAD + "ab,1,,1,0,c,,,,,a,perhaps,b,,w,t\n", "line 2: 'perhaps' is not a valid Verdict"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_line_that_is_no_decision_is_wrong_use(tmp_path: Path, content: str | bytes, told: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UsageError, match=told):
        read_decisions(path)
