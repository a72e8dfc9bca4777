"""What ``import pipeline`` offers, and that it costs nothing before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import convert as convert_module
from pipeline.errors import PageError, UsageError

RAW = Path(__file__).parent.parent / "data" / "raw"
DUMP = RAW / "hengshui-2022-04-28-02.txt"


def test_every_public_name_is_there() -> None:
    for name in pipeline.__all__:
        assert getattr(pipeline, name), name
    with pytest.raises(AttributeError, match="oops"):
        _ = pipeline.oops


def test_importing_loads_no_library() -> None:
    code = "import sys, pipeline; print(sorted({'pandas', 'cv2', 'numpy', 'jieba', 'pipeline.convert'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_page_is_read_and_nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = pipeline.read_page(DUMP)
    assert [len(table.rows) for table in page.tables] == [65, 3]
    assert page.masthead.paper == "衡水日报"
    assert list(tmp_path.iterdir()) == []


def test_convert_does_what_the_command_does(tmp_path: Path) -> None:
    call: Any = pipeline.convert
    for sources in (DUMP, str(DUMP), [DUMP]):
        out = tmp_path / str(len(list(tmp_path.iterdir())))
        summary = call(sources, out)
        assert (summary.pages, summary.failed) == (1, 0)
        assert len(pipeline.load(out, "community_scores")) == 65
    assert convert_module.convert  # and it is still the module


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(PageError):
        pipeline.read_page(tmp_path / "broken.pdf")
    with pytest.raises(UsageError, match="no page 2"):
        pipeline.read_page(DUMP, 2)
    with pytest.raises(UsageError, match="is a folder"):
        pipeline.read_page(RAW)
