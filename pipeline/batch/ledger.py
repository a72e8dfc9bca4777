"""The ledger: what has come of each page, in ``.jiaokan/ledger.sqlite`` of the output folder.

A page's result is kept as soon as it is there: whatever ends a conversion costs the pages in work and no other, and the next
one takes from here what is still true.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pipeline.batch.ledger_file import DONE, FILE_NAME, FOLDER, LedgerFile
from pipeline.errors import Cause, UsageError
from pipeline.model import PageSource, Source, SourceKind
from pipeline.remote import RemoteFile, given_path

__all__ = ["FILE_NAME", "FOLDER", "Entry", "Ledger"]

WRITTEN_AFTER = 0.5
"""Seconds: results are written together this often, for each writing waits until the disk has it."""
WRITTEN_BYTES = 8 << 20
"""And whenever so much has come together."""
COLUMNS = "wanted.page_id, page_number, path, name, sha256, kind, page_count, stamp"


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of one page: why it failed, if it did; ``counts`` for the summary; what it adds to the ``shared`` files, and
    its ``own`` ones, each with a mark that changes with it."""

    page_id: str
    cause: Cause | None
    error: str
    seconds: float
    counts: str
    shared: bytes
    own: bytes
    shared_mark: str
    own_mark: str

    @classmethod
    def of(cls, page_id: str, cause: Cause | None, error: str, seconds: float, counts: str, shared: bytes, own: bytes) -> Entry:
        """With its marks."""
        marks = (hashlib.sha256(data).hexdigest() for data in (shared, own))
        return cls(page_id, cause, error, seconds, counts, shared, own, *marks)


class Ledger(LedgerFile):
    """The pages of the ledger, as a context; what it was given last is written at the end, also after an exception."""

    def __init__(self, out: Path) -> None:
        super().__init__(out)
        self._kept: list[tuple[Entry, str]] = []
        self._bytes = 0
        self._written = time.monotonic()

    def known_file(self, file: Path | RemoteFile, name: str, stamp: str) -> Source | None:
        """A file as it was when it had this stamp."""
        query = "SELECT sha256, kind, page_count FROM files WHERE path = ? AND stamp = ?"
        with self.told():
            place = os.fsencode(file.url if isinstance(file, RemoteFile) else file)
            found = self.db.execute(query, (place, stamp)).fetchone() if stamp else None
        return _source(place, name, found[0], found[1], found[2], stamp) if found else None

    def want(self, files: Iterable[list[PageSource]], fingerprint: str) -> Iterator[PageSource]:
        """Set down the pages of these files as what is to be published, in this order; answers with the first pages of files
        that were given twice, which are left out. What was wanted before stays until all is known."""
        with self.transaction():
            self.db.execute("DELETE FROM coming")
        position = 0
        for group in _groups(files):
            with self.transaction():
                for pages in group:
                    if self.db.execute("SELECT 1 FROM coming WHERE page_id = ?", (pages[0].page_id,)).fetchone():
                        yield pages[0]
                        continue
                    rows = [(position + number, *_row(page)) for number, page in enumerate(pages)]
                    self.db.executemany("INSERT INTO coming VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
                    position += len(rows)
        with self.transaction():
            self.db.execute("DELETE FROM wanted")
            self.db.execute("INSERT INTO wanted SELECT * FROM coming")
            self.db.execute("DELETE FROM coming")
            self.db.execute(
                "INSERT OR REPLACE INTO files SELECT path, stamp, sha256, kind, page_count FROM wanted"
                " WHERE page_count > 0 AND page_number = 1"
            )
            self.set_down(fingerprint=fingerprint)

    def forget(self, *, causes: Iterable[Cause] | None = None) -> None:
        """Have all pages made anew, or those that failed for one of these reasons."""
        with self.transaction():
            if causes is None:
                self.db.execute("DELETE FROM pages")
            else:
                self.db.executemany("DELETE FROM pages WHERE cause = ?", [(cause,) for cause in causes])

    def decided(self, marks: dict[tuple[str, int], str]) -> int:
        """Have the wanted pages made anew about which people decided something else than last time. ``marks`` tell by file and
        page number what was decided; answers how many of these pages are not wanted."""
        now = {f"{sha256}/{number}": mark for (sha256, number), mark in marks.items()}
        elsewhere = 0
        with self.transaction():
            found = self.db.execute("SELECT value FROM meta WHERE key = 'decided'").fetchone()
            before = json.loads(found[0]) if found else {}
            for key in sorted({*before, *now}):
                sha256, _, number = key.partition("/")
                place = (sha256, int(number))
                wanted = "SELECT page_id FROM wanted WHERE sha256 = ? AND page_number = ?"
                elsewhere += key in now and self.db.execute(wanted, place).fetchone() is None
                if before.get(key) != now.get(key):
                    self.db.execute(f"DELETE FROM pages WHERE page_id IN ({wanted})", place)  # noqa: S608 - ours
            self.set_down(decided=json.dumps(now))
        return elsewhere

    def counted(self) -> tuple[int, int, int]:
        """How many pages are wanted, how many of them are done, and how many of these failed."""
        with self.told():
            query = f"SELECT count(*), count(pages.page_id), count(cause) FROM {DONE.format('LEFT')}"  # noqa: S608 - ours
            total, done, failed = self.db.execute(query).fetchone()
        return total, done, failed

    def to_make(self) -> Iterator[PageSource]:
        """The wanted pages that are not done, in order; results may be kept while this goes on."""
        position = -1
        query = (
            f"SELECT position, {COLUMNS} FROM {DONE.format('LEFT')}"  # noqa: S608 - ours
            " WHERE pages.page_id IS NULL AND position > ? ORDER BY position LIMIT 1000"
        )
        while True:
            with self.told():
                rows = self.db.execute(query, (position,)).fetchall()
            if not rows:
                return
            yield from (_page_source(row[1:]) for row in rows)
            position = rows[-1][0]

    def keep(self, entry: Entry, fingerprint: str) -> None:
        """Keep what came of a page; it is on the disk half a second later, or with the next page."""
        self._kept.append((entry, fingerprint))
        self._bytes += len(entry.shared) + len(entry.own)
        if self._bytes > WRITTEN_BYTES or time.monotonic() - self._written > WRITTEN_AFTER:
            self.write()

    def write(self) -> None:
        """What was kept is on the disk when this returns."""
        if self._kept:
            with self.transaction():
                self.db.executemany(
                    "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        (it.page_id, mark, it.cause, it.error, it.seconds, it.counts, it.shared_mark, it.own_mark)
                        for it, mark in self._kept
                    ],
                )
                self.db.executemany(
                    "INSERT OR REPLACE INTO shared VALUES (?, ?)", [(it.page_id, it.shared) for it, _ in self._kept]
                )
                self.db.executemany("INSERT OR REPLACE INTO own VALUES (?, ?)", [(it.page_id, it.own) for it, _ in self._kept])
            self._kept.clear()
        self._bytes, self._written = 0, time.monotonic()

    def counts(self) -> Iterator[tuple[str, int]]:
        """The counts of the wanted pages that are done, each with how many pages have them."""
        with self.told():
            yield from self.db.execute(f"SELECT counts, count(*) FROM {DONE.format('')} GROUP BY counts")  # noqa: S608 - ours

    def prune(self) -> None:
        """Drop what is wanted no more: after the rest was published, not before."""
        gone = "SELECT page_id FROM pages WHERE page_id NOT IN (SELECT page_id FROM wanted)"
        with self.transaction():
            for table in ("shared", "own", "pages"):
                self.db.execute(f"DELETE FROM {table} WHERE page_id IN ({gone})")  # noqa: S608 - ours
            self.db.execute("DELETE FROM files WHERE path NOT IN (SELECT path FROM wanted)")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None) -> None:
        try:
            if kind is None or not issubclass(kind, UsageError):  # a full disk would only say so again
                self.write()
        finally:
            self.db.close()


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
