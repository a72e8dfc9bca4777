"""One conversion an output folder: a lock that the system lets go when its holder ends, however it ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.batch.ledger_file import FOLDER
from pipeline.errors import UsageError

FILE_NAME = "lock"
PATIENCE = 1.0
"""Seconds: who only looks whether the lock is held has it for a moment."""


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Hold the lock of ``out``; raises UsageError where another conversion has it, or the folder cannot be written.

    An empty SQLite file is what is locked: it knows how to do that on every system that Python runs on.
    """
    try:
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(out / FOLDER / FILE_NAME, timeout=PATIENCE, isolation_level=None)
    except (OSError, sqlite3.Error) as fault:
        raise UsageError(f"The output folder {out} cannot be written ({fault}).", "Choose another folder.") from fault
    with closing(db):
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                remedy = f"Wait for it (jiaokan status {out}), or give another folder."
                raise UsageError(f"Another conversion is writing into {out}.", remedy) from fault
            raise UsageError(f"The output folder {out} cannot be written ({fault}).", "Choose another folder.") from fault
        yield


def is_held(out: Path) -> bool:
    """Whether a conversion into ``out`` is running."""
    path = out / FOLDER / FILE_NAME
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
    return False
