"""Loading what was converted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.convert import convert
from pipeline.errors import UsageError
from pipeline.settings import Settings

SPECIMEN = Path(__file__).parent.parent.parent / "data" / "raw" / "hengshui-2022-04-28-02.txt"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("clean")
    convert([SPECIMEN], out, Settings())
    return out


def test_a_known_table_comes_typed(converted: Path) -> None:
    scores = pipeline.load(converted, "community_scores")
    assert len(scores) == 65
    assert scores["rank"].tolist() == list(range(1, 66))
    assert pd.api.types.is_float_dtype(scores["total"])
    assert pd.api.types.is_string_dtype(scores["name"])


def test_flagged_rows_are_those_the_findings_name(converted: Path) -> None:
    """The merged row, the two nameless ones and the doubled 区; 区府 at rank 17 is sound."""
    scores = pipeline.load(converted, "community_scores")
    assert scores.loc[scores.flagged, "rank"].tolist() == [21, 63, 64, 65]


def test_other_files_load_too(converted: Path) -> None:
    cells = pipeline.load(converted, "cells")
    assert set(cells.status) <= {"as_printed", "reread", "corrected", "imputed", "unresolved", "missing"}
    assert "flagged" not in cells.columns


def test_a_wrong_name_says_what_there_is(converted: Path) -> None:
    with pytest.raises(UsageError, match="community_scores"):
        pipeline.load(converted, "nothing")


def test_a_folder_that_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="data package"):
        pipeline.load(tmp_path, "cells")
