"""The ledger's file: an SQLite database, its tables, and how it is read and written.

One process writes (``lock``); others may look (``status``). The journal is SQLite's rollback journal and not its write-ahead
log, which needs memory shared between machines where the folder is on a network.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import UsageError

FOLDER = ".jiaokan"
FILE_NAME = "ledger.sqlite"
LAYOUT = 2
"""Counts the layouts of the tables below; a ledger of another one is begun anew."""
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA, None)
"""What SQLite says of a file that is no ledger any more; nothing, where it is Python that cannot read what it holds."""
PATIENCE = 60.0
"""Seconds that the writer and those who look wait for each other."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value);
-- What this conversion, or the last one, is to publish, in order; the path is in the bytes of the file system, or an address.
CREATE TABLE wanted (
    position INTEGER PRIMARY KEY, page_id TEXT UNIQUE, page_number INTEGER, path BLOB, name TEXT, sha256 TEXT, kind TEXT,
    page_count INTEGER, stamp TEXT);
CREATE TABLE coming AS SELECT * FROM wanted;
CREATE INDEX coming_pages ON coming (page_id);
-- Files that were looked at; the stamp is size and times, so that a file at rest is hashed once.
CREATE TABLE files (path BLOB PRIMARY KEY, stamp TEXT, sha256 TEXT, kind TEXT, page_count INTEGER) WITHOUT ROWID;
-- What came of a page by the program and settings of its fingerprint; the marks are digests of what is to be published of it.
CREATE TABLE pages (
    page_id TEXT PRIMARY KEY, fingerprint TEXT, cause TEXT, error TEXT, seconds REAL, counts TEXT, shared_mark TEXT,
    own_mark TEXT) WITHOUT ROWID;
-- Its part of the files that all pages share, and its own files.
CREATE TABLE shared (page_id TEXT PRIMARY KEY, data BLOB);
CREATE TABLE own (page_id TEXT PRIMARY KEY, data BLOB);
-- The own files of each page as they lie in the output folder (batch/published.py); of no page: those that all share.
CREATE TABLE published (page_id TEXT PRIMARY KEY, mark TEXT, files TEXT) WITHOUT ROWID;
CREATE INDEX published_marks ON published (mark) WHERE mark = '';
"""
DONE = """wanted {} JOIN pages ON pages.page_id = wanted.page_id
    AND pages.fingerprint = (SELECT value FROM meta WHERE key = 'fingerprint')"""


class LedgerFile:
    """The ledger of an output folder, opened, or made if need be.

    Raises UsageError where it cannot be read or written (a full disk, another program's file).
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._path = out / FOLDER / FILE_NAME
        with self.told():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self.db = _opened(self._path)

    def noted(self, key: str) -> object:
        """What was noted under this name; None where nothing was."""
        with self.told():
            found = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def note(self, **said: object) -> None:
        """Note something under these names."""
        with self.transaction():
            self.set_down(**said)

    def set_down(self, **said: object) -> None:
        """Note something within a transaction."""
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", said.items())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within, or nothing of it."""
        with self.told():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    @contextmanager
    def told(self) -> Iterator[None]:
        """The system's faults in our words: raises UsageError."""
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            raise self._fault(fault) from fault

    def _fault(self, fault: sqlite3.Error | OSError) -> UsageError:
        if isinstance(fault, sqlite3.DatabaseError) and getattr(fault, "sqlite_errorcode", None) in DAMAGED:
            remedy = "Remove that file and convert again: all pages are made anew."
            return UsageError(f"The ledger {self._path} is damaged ({fault}).", remedy)
        if getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            return UsageError(f"Another program holds the ledger {self._path}.", "End that program, then convert again.")
        told = f"{fault.strerror}" if isinstance(fault, OSError) else str(fault)
        remedy = "Make room, check its permissions or choose another folder; the pages that were done are kept."
        return UsageError(f"The output folder {self.out} cannot be written ({told}).", remedy)


def _opened(path: Path) -> sqlite3.Connection:
    """The database with its tables; one of another layout, or a file that is none at all, is begun anew. What cannot be read
    for another reason stays: another program may hold it."""
    db = connected(path)
    try:
        known = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            db.close()
            raise
        known = None
    if known != LAYOUT:
        db.close()
        path.unlink(missing_ok=True)
        db = connected(path)
        db.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {LAYOUT}; COMMIT;")
    db.execute("PRAGMA synchronous = FULL")
    return db


def connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
