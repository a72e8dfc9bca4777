"""The ledger: what has come of each page, in ``.jiaokan/ledger.sqlite`` of the output folder.

A page's result is kept as soon as it is there: whatever ends a conversion costs the pages in work and no other, and the next
one takes from here what is still true. One process writes (``lock``); others may look (``status``). The journal is SQLite's
rollback journal and not its write-ahead log, which needs memory shared between machines where the folder is on a network.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pipeline.errors import Cause, UsageError
from pipeline.model import PageSource, Source, SourceKind
from pipeline.remote import RemoteFile, given_path

FOLDER = ".jiaokan"
FILE_NAME = "ledger.sqlite"
LAYOUT = 1
"""Counts the layouts of the tables below; a ledger of another one is begun anew."""
WRITTEN_AFTER = 0.5
"""Seconds: results are written together this often, for each writing waits until the disk has it."""
WRITTEN_BYTES = 8 << 20
"""And whenever so much has come together."""
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
-- What came of a page by the program and settings of its fingerprint, and what is published of it.
CREATE TABLE pages (
    page_id TEXT PRIMARY KEY, fingerprint TEXT, cause TEXT, error TEXT, seconds REAL, counts TEXT) WITHOUT ROWID;
CREATE TABLE results (page_id TEXT PRIMARY KEY, data BLOB);
"""
DONE = """wanted {} JOIN pages ON pages.page_id = wanted.page_id
    AND pages.fingerprint = (SELECT value FROM meta WHERE key = 'fingerprint')"""
COLUMNS = "wanted.page_id, page_number, path, name, sha256, kind, page_count, stamp"


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of one page: ``data`` to be published, and why it failed, if it did. ``counts`` is for the summary."""

    page_id: str
    cause: Cause | None
    error: str
    seconds: float
    counts: str
    data: bytes


class Ledger:
    """The ledger of an output folder, as a context; what it was given last is written at the end, also after an exception.

    Raises UsageError where it cannot be read or written (a full disk, another program's file).
    """

    def __init__(self, out: Path) -> None:
        self._path = out / FOLDER / FILE_NAME
        self._kept: list[tuple[Entry, str]] = []
        self._bytes = 0
        self._written = time.monotonic()
        with self._told():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened(self._path)

    def known_file(self, file: Path | RemoteFile, name: str, stamp: str) -> Source | None:
        """A file as it was when it had this stamp."""
        query = "SELECT sha256, kind, page_count FROM files WHERE path = ? AND stamp = ?"
        with self._told():
            place = os.fsencode(file.url if isinstance(file, RemoteFile) else file)
            found = self._db.execute(query, (place, stamp)).fetchone() if stamp else None
        return _source(place, name, found[0], found[1], found[2], stamp) if found else None

    def want(self, files: Iterable[list[PageSource]], fingerprint: str) -> Iterator[PageSource]:
        """Set down the pages of these files as what is to be published, in this order; answers with the first pages of files
        that were given twice, which are left out. What was wanted before stays until all is known."""
        with self._transaction():
            self._db.execute("DELETE FROM coming")
        position = 0
        for group in _groups(files):
            with self._transaction():
                for pages in group:
                    if self._db.execute("SELECT 1 FROM coming WHERE page_id = ?", (pages[0].page_id,)).fetchone():
                        yield pages[0]
                        continue
                    rows = [(position + number, *_row(page)) for number, page in enumerate(pages)]
                    self._db.executemany("INSERT INTO coming VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
                    position += len(rows)
        with self._transaction():
            self._db.execute("DELETE FROM wanted")
            self._db.execute("INSERT INTO wanted SELECT * FROM coming")
            self._db.execute("DELETE FROM coming")
            self._db.execute(
                "INSERT OR REPLACE INTO files SELECT path, stamp, sha256, kind, page_count FROM wanted"
                " WHERE page_count > 0 AND page_number = 1"
            )
            self._note(fingerprint=fingerprint)

    def forget(self, *, causes: Iterable[Cause] | None = None) -> None:
        """Have all pages made anew, or those that failed for one of these reasons."""
        with self._transaction():
            if causes is None:
                self._db.execute("DELETE FROM pages")
            else:
                self._db.executemany("DELETE FROM pages WHERE cause = ?", [(cause,) for cause in causes])

    def decided(self, marks: dict[tuple[str, int], str]) -> int:
        """Have the wanted pages made anew about which people decided something else than last time. ``marks`` tell by file and
        page number what was decided; answers how many of these pages are not wanted."""
        now = {f"{sha256}/{number}": mark for (sha256, number), mark in marks.items()}
        elsewhere = 0
        with self._transaction():
            found = self._db.execute("SELECT value FROM meta WHERE key = 'decided'").fetchone()
            before = json.loads(found[0]) if found else {}
            for key in sorted({*before, *now}):
                sha256, _, number = key.partition("/")
                place = (sha256, int(number))
                wanted = "SELECT page_id FROM wanted WHERE sha256 = ? AND page_number = ?"
                elsewhere += key in now and self._db.execute(wanted, place).fetchone() is None
                if before.get(key) != now.get(key):
                    self._db.execute(f"DELETE FROM pages WHERE page_id IN ({wanted})", place)  # noqa: S608 - ours
            self._note(decided=json.dumps(now))
        return elsewhere

    def counted(self) -> tuple[int, int, int]:
        """How many pages are wanted, how many of them are done, and how many of these failed."""
        with self._told():
            query = f"SELECT count(*), count(pages.page_id), count(cause) FROM {DONE.format('LEFT')}"  # noqa: S608 - ours
            total, done, failed = self._db.execute(query).fetchone()
        return total, done, failed

    def to_make(self) -> Iterator[PageSource]:
        """The wanted pages that are not done, in order; results may be kept while this goes on."""
        position = -1
        query = (
            f"SELECT position, {COLUMNS} FROM {DONE.format('LEFT')}"  # noqa: S608 - ours
            " WHERE pages.page_id IS NULL AND position > ? ORDER BY position LIMIT 1000"
        )
        while True:
            with self._told():
                rows = self._db.execute(query, (position,)).fetchall()
            if not rows:
                return
            yield from (_page_source(row[1:]) for row in rows)
            position = rows[-1][0]

    def keep(self, entry: Entry, fingerprint: str) -> None:
        """Keep what came of a page; it is on the disk half a second later, or with the next page."""
        self._kept.append((entry, fingerprint))
        self._bytes += len(entry.data)
        if self._bytes > WRITTEN_BYTES or time.monotonic() - self._written > WRITTEN_AFTER:
            self.write()

    def write(self) -> None:
        """What was kept is on the disk when this returns."""
        if self._kept:
            same = "SELECT 1 FROM results WHERE page_id = ? AND data = ?"
            with self._transaction():
                if any(self._db.execute(same, (it.page_id, it.data)).fetchone() is None for it, _ in self._kept):
                    self._note(publication="")
                self._db.executemany(
                    "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)",
                    [(it.page_id, mark, it.cause, it.error, it.seconds, it.counts) for it, mark in self._kept],
                )
                self._db.executemany(
                    "INSERT OR REPLACE INTO results VALUES (?, ?)", [(it.page_id, it.data) for it, _ in self._kept]
                )
            self._kept.clear()
        self._bytes, self._written = 0, time.monotonic()

    def entries(self) -> Iterator[Entry]:
        """The entries of all wanted pages that are done, in order."""
        query = (
            f"SELECT pages.page_id, cause, error, seconds, counts, data FROM {DONE.format('')}"  # noqa: S608 - ours
            " JOIN results ON results.page_id = wanted.page_id ORDER BY position"
        )
        with self._told():
            for page_id, cause, *rest in self._db.execute(query):
                yield Entry(page_id, Cause(cause) if cause else None, *rest)

    def publication(self, how: str) -> str:
        """A digest that changes with the pages to be published, their order, or ``how``; what is in them is told by ``write``,
        which forgets the one that was noted when a page comes out otherwise."""
        digest = hashlib.sha256(how.encode())
        with self._told():
            digest.update(str(self._noted("fingerprint")).encode())
            for (page_id,) in self._db.execute("SELECT page_id FROM wanted ORDER BY position"):
                digest.update(f"\0{page_id}".encode())
        return digest.hexdigest()

    def noted(self, key: str) -> object:
        """What was noted under this name; None where nothing was."""
        with self._told():
            return self._noted(key)

    def _noted(self, key: str) -> object:
        found = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def counts(self) -> Iterator[str]:
        """The counts of all wanted pages that are done."""
        with self._told():
            for (counts,) in self._db.execute(f"SELECT counts FROM {DONE.format('')}"):  # noqa: S608 - ours
                yield counts

    def prune(self) -> None:
        """Drop what is wanted no more: after the rest was published, not before."""
        with self._transaction():
            for table in ("pages", "results"):
                self._db.execute(f"DELETE FROM {table} WHERE page_id NOT IN (SELECT page_id FROM wanted)")  # noqa: S608 - ours
            self._db.execute("DELETE FROM files WHERE path NOT IN (SELECT path FROM wanted)")

    def note(self, **said: object) -> None:
        """Note something for ``status``."""
        with self._transaction():
            self._note(**said)

    def _note(self, **said: object) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", said.items())

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            told = f"{fault.strerror}" if isinstance(fault, OSError) else str(fault)
            raise UsageError(
                f"The output folder {self._path.parent.parent} cannot be written ({told}).",
                "Make room or choose another folder; the pages that were done are kept.",
            ) from fault

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None) -> None:
        try:
            if kind is None or not issubclass(kind, UsageError):  # a full disk would only say so again
                self.write()
        finally:
            self._db.close()


def _opened(path: Path) -> sqlite3.Connection:
    """The database with its tables; one of another layout, or none at all, is begun anew."""
    db = connected(path)
    try:
        known = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
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


def _groups(files: Iterable[list[PageSource]]) -> Iterator[list[list[PageSource]]]:
    """Files to be written together."""
    group: list[list[PageSource]] = []
    began = time.monotonic()
    for pages in files:
        group.append(pages)
        if len(group) == 1000 or time.monotonic() - began > WRITTEN_AFTER:
            yield group
            group, began = [], time.monotonic()
    yield group


def _row(page: PageSource) -> tuple[object, ...]:
    source = page.source
    path = os.fsencode(source.url or source.path)
    return (page.page_id, page.page_number, path, source.name, source.sha256, source.kind, source.page_count, source.stamp)


def _page_source(row: tuple[str, int, bytes, str, str, str, int, str]) -> PageSource:
    page_id, page_number, path, name, sha256, kind, page_count, stamp = row
    return PageSource(_source(path, name, sha256, kind, page_count, stamp), page_number, page_id)


def _source(place: bytes, name: str, sha256: str, kind: str, page_count: int, stamp: str) -> Source:
    """A local path is kept as an absolute one, so an address is never taken for one."""
    found = given_path(os.fsdecode(place))
    path, url = (Path(name), found) if isinstance(found, str) else (found, "")
    return Source(path, name, sha256, SourceKind(kind), page_count, stamp, url)
