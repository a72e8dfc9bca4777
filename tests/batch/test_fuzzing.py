"""Mutated files: a few at each run, and again those that once broke something (drop one into tests/broken)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import fuzz
from pipeline.errors import JiaokanError

BROKEN = sorted((Path(__file__).parent.parent / "broken").iterdir())


def test_mutated_files_break_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["fuzz", "400", "--seed", "7"])
    assert fuzz.main() == 0, capsys.readouterr().out
    told = capsys.readouterr().out
    assert all(f"{kind}: " in told for kind in fuzz.READERS)  # some of each kind went through


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_what_once_broke_something_breaks_nothing(path: Path) -> None:
    try:
        assert fuzz.read(path.name.split("-")[0], path) in ("read", "refused")
    except JiaokanError as fault:
        assert str(fault).endswith(".")  # noqa: PT017 - refusing is fine too
