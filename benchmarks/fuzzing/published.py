"""What is published of damaged pages: the same files whatever the number of workers, each as its own schema says."""

from __future__ import annotations

import csv
import filecmp
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from frictionless import Package

from benchmarks.fuzzing.readers import SETTINGS
from pipeline.convert import convert

CLOCKED = "pages.csv"
"""It has a column that no two runs have in common."""


def faults_of(files: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Where the published files differ between one worker and two, or are not as ``datapackage.json`` says."""
    with tempfile.TemporaryDirectory() as place:
        raw, folders = Path(place) / "raw", [Path(place) / "one", Path(place) / "two"]
        raw.mkdir()
        for name, content in files:
            (raw / name).write_bytes(content)
        if not any(raw.iterdir()):
            return
        for folder, jobs in zip(folders, (1, 2), strict=True):
            convert([raw], folder, replace(SETTINGS, jobs=jobs, report=False))
        yield from _differing(*folders)
        yield from _unfit(folders[0])


def _differing(one: Path, two: Path) -> Iterator[str]:
    names = [sorted(str(path.relative_to(folder)) for path in _files(folder)) for folder in (one, two)]
    if names[0] != names[1]:
        yield f"one worker wrote {names[0]}, two {names[1]}"
        return
    for name in names[0]:
        if name == CLOCKED:
            if _without_seconds(one / name) != _without_seconds(two / name):
                yield f"{name} differs between one worker and two"
        elif not filecmp.cmp(one / name, two / name, shallow=False):
            yield f"{name} differs between one worker and two"


def _files(folder: Path) -> Iterator[Path]:
    """The published ones; the ledger and its like are hidden."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _without_seconds(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: value for name, value in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def _unfit(folder: Path) -> Iterator[str]:
    report = Package(folder / "datapackage.json").validate()
    if not report.valid:
        yield from (f"{place}: {message}" for place, message in report.flatten(["fieldName", "message"]))
