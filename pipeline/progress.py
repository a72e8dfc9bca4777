"""What the command says while it converts: a bar on a terminal, a line a minute elsewhere, each failed page in any case, and
everything in the log that was asked for."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from pipeline.errors import UsageError
from pipeline.summary import Phase, Progress
from pipeline.visible import in_one_line

LINE_EVERY = 60.0
"""Seconds between two lines where there is no terminal."""
NAMES = {Phase.LOOKING: "files 文件", Phase.CONVERTING: "pages 版", Phase.PUBLISHING: "published 写出"}
Listener = Callable[[Progress], None]


@contextmanager
def shown(stream: TextIO, log: Path | None = None) -> Iterator[Listener]:
    """What to call with the progress of a conversion; raises UsageError where the log cannot be written."""
    console = Console(file=stream)
    with _log(log) as logged, _bar(console) if console.is_terminal else _lines(console) as told:

        def heard(progress: Progress) -> None:
            if progress.result is not None and progress.result.error:
                console.print(Text(f"jiaokan: {progress.result.error}"), soft_wrap=True)
            told(progress)
            logged(progress)

        yield heard


@contextmanager
def _bar(console: Console) -> Iterator[Listener]:
    columns = (
        SpinnerColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[last]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task: TaskID | None = None
        phase: Phase | None = None
        rate = _Rate()

        def told(progress: Progress) -> None:
            nonlocal task, phase, rate
            if task is None or progress.phase is not phase:
                if task is not None:
                    bar.remove_task(task)
                task = bar.add_task(NAMES[progress.phase], total=None, speed="", last="")
                phase, rate = progress.phase, _Rate(progress.done)
            failed = f", {progress.failed} failed" if progress.failed else ""
            name = in_one_line(progress.result.source.source.name).replace("[", "\\[") if progress.result else ""
            bar.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                speed=f"{speed(rate.of(progress.done))}{failed}",
                last=name,
            )

        yield told


@contextmanager
def _lines(console: Console) -> Iterator[Listener]:
    """A line a minute: silent where all is done within one."""
    rate, last, phase = _Rate(), time.monotonic(), Phase.LOOKING

    def told(progress: Progress) -> None:
        nonlocal rate, last, phase
        if progress.phase is not phase:
            rate, phase = _Rate(progress.done), progress.phase
        if time.monotonic() - last < LINE_EVERY:
            return
        last = time.monotonic()
        console.print(Text(f"jiaokan: {in_words(progress, rate.of(progress.done))}"), soft_wrap=True)

    yield told


def speed(per_second: float) -> str:
    """How fast it goes: scans come a few a minute, text layers several a second."""
    return f"{per_second:.1f}/s" if per_second >= 0.5 or per_second == 0 else f"{60 * per_second:.1f}/min"


def in_words(progress: Progress, per_second: float) -> str:
    """How far it is, in a line."""
    total = f" of {progress.total}" if progress.total else ""
    failed = f", {progress.failed} failed" if progress.failed else ""
    left = (progress.total - progress.done) / per_second if progress.total and per_second else 0
    until = f", {duration(left)} left" if left else ""
    return f"{progress.done}{total} {NAMES[progress.phase]}{failed}, {speed(per_second)}{until}"


def duration(seconds: float) -> str:
    """A time in the two largest units of days, hours, minutes and seconds."""
    whole = round(seconds)
    parts = ((whole // 86400, "d"), (whole // 3600 % 24, "h"), (whole // 60 % 60, "min"), (whole % 60, "s"))
    told = [(number, unit) for number, unit in parts]
    first = next((place for place, (number, _) in enumerate(told) if number), len(told) - 1)
    return " ".join(f"{number} {unit}" for number, unit in told[first : first + 2])


class _Rate:
    """How many a second, since it was made."""

    def __init__(self, done: int = 0) -> None:
        self._began, self._before = time.monotonic(), done

    def of(self, done: int) -> float:
        return (done - self._before) / max(time.monotonic() - self._began, 1e-3)


@contextmanager
def _log(path: Path | None) -> Iterator[Listener]:
    """The log: a JSON object a line, added to what is there, each line whole when the next page begins."""
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("a", encoding="utf-8", buffering=1)
    except OSError as fault:
        raise UsageError(f"The log {path} cannot be written ({fault.strerror}).", "Choose another file.") from fault
    phase: Phase | None = None
    with file:

        def logged(progress: Progress) -> None:
            nonlocal phase
            if progress.phase is phase and progress.result is None:
                return
            event = "page" if progress.result else progress.phase.value
            phase = progress.phase
            file.write(json.dumps({"time": _now(), "event": event, **_said(progress)}, ensure_ascii=True) + "\n")

        yield logged
        file.write(json.dumps({"time": _now(), "event": "done"}) + "\n")


def _said(progress: Progress) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(progress, name) for name in ("done", "total", "failed", "reused")}
    if (result := progress.result) is not None:
        said |= {
            "page_id": result.source.page_id,
            "source": result.source.source.name,
            "page_number": result.source.page_number,
            "status": "failed" if result.error else "ok",
            "cause": result.cause or "",
            "error": result.error,
            "seconds": round(result.seconds, 3),
        }
    return said


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
