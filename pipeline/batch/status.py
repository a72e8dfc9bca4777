"""What a ledger says of an output folder: done, failed, left, and how long that will take."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.ledger_file import DONE, FILE_NAME, FOLDER, connected
from pipeline.batch.lock import is_held
from pipeline.errors import UsageError
from pipeline.remote import refuse_as_folder


@dataclass(frozen=True, slots=True)
class Status:
    """The pages of the conversion in work, or of the last one. ``causes`` are those of failed pages with their number;
    ``seconds_left`` is None where nothing is known to go by."""

    running: bool
    published: bool
    total: int
    done: int
    causes: tuple[tuple[str, int], ...]
    jobs: int
    seconds_left: float | None

    @property
    def failed(self) -> int:
        return sum(number for _, number in self.causes)

    @property
    def left(self) -> int:
        return self.total - self.done


def read_status(out: Path) -> Status:
    """How far the conversion into ``out`` is; raises UsageError where there was none."""
    refuse_as_folder(out, "Give the folder that was --out.")
    path = out / FOLDER / FILE_NAME
    if not os.path.lexists(path):
        raise UsageError(f"{out} holds no ledger of a conversion.", "Give the output folder of jiaokan convert.")
    try:
        with closing(connected(path)) as db:
            return _read(db, running=is_held(out))
    except sqlite3.Error as fault:
        raise UsageError(
            f"The ledger of {out} cannot be read ({fault}).", "Check its permissions, or convert into that folder again."
        ) from fault


def _read(db: sqlite3.Connection, *, running: bool) -> Status:
    meta = dict(db.execute("SELECT key, value FROM meta"))
    jobs = int(meta.get("jobs", 1))
    query = f"SELECT count(*), count(pages.page_id), avg(seconds) FILTER (WHERE page_count > 0) FROM {DONE.format('LEFT')}"  # noqa: S608
    total, done, mean = db.execute(query).fetchone()
    causes = db.execute(
        f"SELECT cause, count(*) FROM {DONE.format('')} WHERE cause IS NOT NULL GROUP BY cause ORDER BY 2 DESC, 1"  # noqa: S608
    ).fetchall()
    seconds = mean * (total - done) / max(1, jobs) if mean is not None else None
    return Status(running, bool(meta.get("published")), total, done, tuple(causes), jobs, seconds if total > done else 0.0)
