"""What the command says while it converts: nothing within a minute, failures at once, everything in the log."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pipeline import progress
from pipeline.errors import Cause, UsageError
from pipeline.model import PageResult, PageSource, Source, SourceKind
from pipeline.progress import duration, in_words, shown
from pipeline.summary import Phase, Progress

SOURCE = PageSource(Source(Path("a/[b].pdf"), "[b].pdf", "00", SourceKind.PDF, 9), 3, "b-00-p3")
GOOD = PageResult(SOURCE, seconds=1.25)
BAD = PageResult(SOURCE, error="[b].pdf is empty. Fetch the file again.", cause=Cause.UNREADABLE)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    it = Clock()
    monkeypatch.setattr(progress, "time", it)
    return it


def heard(clock: Clock, steps: list[tuple[float, Progress]], stream: io.StringIO) -> str:
    with shown(stream) as tell:
        for seconds, step in steps:
            clock.now += seconds
            tell(step)
    return stream.getvalue()


def test_a_line_a_minute_where_there_is_no_terminal(clock: Clock) -> None:
    steps = [(1.0, Progress(Phase.CONVERTING, done, 300, failed=2)) for done in range(1, 131)]
    lines = heard(clock, steps, io.StringIO()).splitlines()
    assert lines == [
        "jiaokan: 60 of 300 pages 版, 2 failed, 1.0/s, 4 min 0 s left",
        "jiaokan: 120 of 300 pages 版, 2 failed, 1.0/s, 3 min 0 s left",
    ]


def test_a_failed_page_is_told_at_once(clock: Clock) -> None:
    steps = [(0.0, Progress(Phase.CONVERTING, 1, 2, result=GOOD)), (0.0, Progress(Phase.CONVERTING, 2, 2, 1, result=BAD))]
    assert heard(clock, steps, io.StringIO()) == "jiaokan: [b].pdf is empty. Fetch the file again.\n"


def test_a_terminal_shows_a_bar(clock: Clock) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    steps = [(1.0, Progress(phase, done, 4, result=GOOD)) for phase in Phase for done in range(5)]
    assert "pages 版" in heard(clock, steps, Terminal())


def test_the_log_has_a_line_for_each_page(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    for _ in range(2):  # it is added to
        with shown(io.StringIO(), log) as tell:
            tell(Progress(Phase.LOOKING, 0, 0))
            tell(Progress(Phase.CONVERTING, 0, 2))
            tell(Progress(Phase.CONVERTING, 1, 2, result=GOOD))
            tell(Progress(Phase.CONVERTING, 2, 2, 1, result=BAD))
            for done in range(3):
                tell(Progress(Phase.PUBLISHING, done, 2))
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == 2 * ["looking", "converting", "page", "page", "publishing", "done"]
    good, bad = lines[2], lines[3]
    assert (good["page_id"], good["page_number"], good["status"], good["seconds"]) == ("b-00-p3", 3, "ok", 1.25)
    assert (bad["status"], bad["cause"], bad["error"]) == ("failed", "unreadable", BAD.error)
    assert all(line["time"].endswith("+00:00") for line in lines)


def test_a_log_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"), shown(io.StringIO(), tmp_path / "no" / "log"):
        pass


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 s"), (59.6, "1 min 0 s"), (3600, "1 h 0 min"), (90_061, "1 d 1 h"), (86_400 * 40, "40 d 0 h")]
)
def test_durations_are_told_in_two_units(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_what_is_unknown_is_not_told() -> None:
    assert in_words(Progress(Phase.LOOKING, 7, 0), 3.5) == "7 files 文件, 3.5/s"


def test_slow_work_is_told_by_the_minute() -> None:
    assert in_words(Progress(Phase.CONVERTING, 6, 10), 0.05) == "6 of 10 pages 版, 3.0/min, 1 min 20 s left"
