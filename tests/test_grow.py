"""A lexicon grows from issues against which nothing was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicons import grow


def _out(folder: Path) -> Path:
    (folder / "scores.csv").write_text("page_id,table_id,name\np,t,甲\n", encoding="utf-8")
    (folder / "findings.csv").write_text("table_id,row,severity\nt,1,warning\nt,0,notice\n", encoding="utf-8")
    rows = [
        "t,0,name,甲社区,as_printed,,p",
        "t,1,name,乙社区,as_printed,,p",
        "t,2,name,丙社区,corrected,,p",
        't,3,name,丁社区,as_printed,"[[""e"", ""丁社区"", 0.9]]",p',
        "u,0,name,戊社区,as_printed,,p",
        "t,4,total,9,as_printed,,p",
    ]
    head = "table_id,row,column,clean,status,readings,page_id"
    (folder / "cells.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return folder


def test_only_names_that_nothing_speaks_against_are_accepted(tmp_path: Path) -> None:
    """Not a flagged row's, not a mended one, not one of a scan, not another table's."""
    assert list(grow.accepted(_out(tmp_path), "scores", "name")) == [("甲社区", "p")]


def test_a_lexicon_keeps_its_names_and_their_sources(tmp_path: Path) -> None:
    lexicon = tmp_path / "names.csv"
    assert grow.grow(lexicon, iter([("乙社区", "p1"), ("甲社区", "p1")])) == 2
    assert grow.grow(lexicon, iter([("甲社区", "p2"), ("丙社区", "p2")]), "second issue") == 1
    assert lexicon.read_text(encoding="utf-8").splitlines() == [
        "name,source",
        "丙社区,second issue",
        "乙社区,accepted from page p1",
        "甲社区,accepted from page p1",
    ]


def test_wrong_use_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert grow.main([]) == 2
    assert grow.main([str(tmp_path), "scores", "name", "nowhere"]) == 2
    assert "cannot be read" in capsys.readouterr().err
