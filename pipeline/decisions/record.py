"""``decisions.csv``: lines are only ever appended, so that nothing a person decided is lost."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.geometry import Box
from pipeline.model import Decision, Verdict

FILE_NAME = "decisions.csv"
EDGES = ("x0", "y0", "x1", "y1")
COLUMNS = (
    *("sha256", "page_number", "half", "table", "row", "column", *EDGES),
    *("before", "verdict", "after", "reason", "by", "at"),
)
REMEDY = "Mend that line, or take it out."


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in the order they were taken; none where there is no file. Raises UsageError at the first line that is
    none: a decision is never dropped in silence."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise UsageError(f"{path} has no column {missing[0]}.", "Give a decisions.csv that the review desk wrote.")
            return tuple(_decision(row, path, reader.line_num) for row in reader)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise UsageError(f"{path} cannot be read ({fault}).", "Give a decisions.csv that the review desk wrote.") from fault


def _decision(row: dict[str, str], path: Path, line: int) -> Decision:
    if None in row or None in row.values():
        raise UsageError(f"{path}, line {line}: it has not as many values as there are columns.", REMEDY)
    try:
        edges = [row[name] for name in EDGES]
        return Decision(
            sha256=row["sha256"],
            page_number=int(row["page_number"]),
            table=int(row["table"]),
            row=int(row["row"]),
            column=row["column"],
            box=Box(*map(float, edges)) if all(edges) else None,
            before=row["before"],
            verdict=Verdict(row["verdict"]),
            after=row["after"],
            reason=row["reason"],
            by=row["by"],
            at=row["at"],
            half=row["half"],
        )
    except ValueError as fault:
        raise UsageError(f"{path}, line {line}: {fault}.", REMEDY) from fault


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add lines at the end of the file, which is begun where there is none; they are on the disk when this returns."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    for each in decisions:
        edges = ["" if each.box is None else f"{edge:g}" for edge in each.box or ("",) * 4]
        place = (each.sha256, each.page_number, each.half, each.table, each.row, each.column, *edges)
        writer.writerow([*place, each.before, each.verdict, each.after, each.reason, each.by, each.at])
    with path.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        head = "" if size else ",".join(COLUMNS) + "\n"
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                head = "\n"
        file.write((head + lines.getvalue()).encode())
        file.flush()
        os.fsync(file.fileno())
