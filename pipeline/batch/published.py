"""What of the ledger lies in the output folder, file by file: so that a run publishes what is new, changed or touched alone.

A page's row has a line for each of its own files: the path, and size and time of the file as it was published. Before the
first file is moved into place or removed, the rows of all pages concerned are written without their mark, old and new paths
together; when all is in place they get it back. So whatever ends a run, a row with its mark tells what is there, and one
without it tells what may be.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.batch.ledger_file import DONE, FILE_NAME, FOLDER, LedgerFile

SHARED = ""
"""Stands for a page in the row of the files that all pages share."""
STALE = "stale"
"""The stamp of a file that is to be removed."""
AT_ONCE = 1000
"""Rows that are read or written together."""


@dataclass(frozen=True, slots=True)
class Due:
    """A page whose own files are to be written; ``before`` are the paths that may lie there of it."""

    page_id: str
    before: tuple[str, ...]


class Published:
    """What is published of a ledger's pages; raises UsageError where the ledger cannot be read or written."""

    def __init__(self, ledger: LedgerFile, how: str) -> None:
        """``how`` tells what files are made of a page's bytes besides these: with another one all are written anew."""
        self._ledger = ledger
        self._how = how

    def digest(self) -> str:
        """Changes with what the shared files hold: the pages, their order, and ``how``."""
        digest = hashlib.sha256(f"{self._how}\0{self._ledger.noted('fingerprint')}".encode())
        with self._ledger.told():
            query = f"SELECT pages.page_id, shared_mark FROM {DONE.format('')} ORDER BY position"  # noqa: S608 - ours
            for page_id, mark in self._ledger.db.execute(query):
                digest.update(f"\0{page_id}\0{mark}".encode())
        return digest.hexdigest()

    def shared_is_whole(self, digest: str) -> bool:
        """Whether the shared files are those of this digest and as they were published."""
        found = self._rows("SELECT files FROM published WHERE page_id = ? AND mark = ?", SHARED, digest)
        return bool(found) and _whole(self._ledger.out, found[0][0])

    def due(self, *, every: bool = False) -> Iterator[tuple[int, list[Due]]]:
        """The pages whose own files are not as they are to be, some at a time, with how many pages were looked at."""
        query = (
            f"SELECT position, pages.page_id, own_mark, published.mark, published.files FROM {DONE.format('')}"  # noqa: S608 - ours
            " LEFT JOIN published ON published.page_id = pages.page_id WHERE position > ? ORDER BY position LIMIT ?"
        )
        position, looked = -1, 0
        while rows := self._rows(query, position, AT_ONCE):
            due = [
                Due(page_id, _paths(files))
                for _, page_id, own, mark, files in rows
                if every or mark != self._mark(own) or not _whole(self._ledger.out, files)
            ]
            position, looked = rows[-1][0], looked + len(rows)
            yield looked, due

    def own(self, page_id: str) -> bytes:
        """What is kept of a page's own files."""
        data: bytes = self._rows("SELECT data FROM own WHERE page_id = ?", page_id)[0][0]
        return data

    def shared(self) -> Iterator[bytes]:
        """Each page's part of the shared files, in order."""
        query = f"SELECT data FROM {DONE.format('')} JOIN shared ON shared.page_id = wanted.page_id ORDER BY position"  # noqa: S608
        with self._ledger.told():
            for (data,) in self._ledger.db.execute(query):
                yield data

    def begin(self, pages: Iterable[tuple[Due, Sequence[str]]]) -> None:
        """Set down that the files of these pages are being written, each with the paths that it has now."""
        rows = []
        for page, now in pages:
            stale = sorted(set(page.before).difference(now))
            rows.append(
                (page.page_id, "", "\n".join([*(f"{path}\t" for path in now), *(f"{path}\t{STALE}" for path in stale)]))
            )
        with self._ledger.transaction():
            self._ledger.db.executemany("INSERT OR REPLACE INTO published VALUES (?, ?, ?)", rows)

    def begin_shared(self, now: Sequence[str]) -> None:
        """The same of the files that all pages share."""
        found = self._rows("SELECT files FROM published WHERE page_id = ?", SHARED)
        self.begin([(Due(SHARED, _paths(found[0][0]) if found else ()), now)])

    def begin_gone(self) -> None:
        """The same of pages that are wanted no more."""
        query = "SELECT page_id, files FROM published WHERE page_id > ? AND page_id NOT IN (SELECT page_id FROM wanted) LIMIT ?"
        last = SHARED
        while rows := self._rows(query, last, AT_ONCE):
            self.begin((Due(page_id, _paths(files)), ()) for page_id, files in rows)
            last = rows[-1][0]

    def stale(self) -> Iterator[str]:
        """The paths that are to be removed."""
        with self._ledger.told():
            for (files,) in self._ledger.db.execute("SELECT files FROM published WHERE mark = ''"):
                yield from (path for path, stamp in _lines(files) if stamp == STALE)

    def done(self, digest: str) -> None:
        """Set down that all files are in place, the shared ones as this digest tells."""
        query = (
            "SELECT published.page_id, published.files, own_mark FROM published"
            " LEFT JOIN wanted ON wanted.page_id = published.page_id LEFT JOIN pages ON pages.page_id = wanted.page_id"
            " WHERE published.mark = '' LIMIT ?"
        )
        while rows := self._rows(query, AT_ONCE):
            with self._ledger.transaction():
                for page_id, files, own in rows:
                    if own is None and page_id != SHARED:
                        self._ledger.db.execute("DELETE FROM published WHERE page_id = ?", (page_id,))
                        continue
                    there = [path for path, stamp in _lines(files) if stamp != STALE]
                    told = "\n".join(f"{path}\t{_stamp(f'{self._ledger.out}/{path}')}" for path in there)
                    row = (self._mark(own) if own else digest, told, page_id)
                    self._ledger.db.execute("UPDATE published SET mark = ?, files = ? WHERE page_id = ?", row)

    def _mark(self, own: str) -> str:
        return f"{self._how}{own}"

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._ledger.told():
            return self._ledger.db.execute(query, values).fetchall()


def known_files(out: Path) -> frozenset[str]:
    """The shared files that are as they were published, told without touching anything; none where there is no ledger."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{quote(str(out / FOLDER / FILE_NAME))}?mode=ro", uri=True, timeout=1)) as db,
    ):
        found = db.execute("SELECT files FROM published WHERE page_id = ?", (SHARED,)).fetchone()
        return frozenset(path for path, stamp in _lines(found[0] if found else "") if _is(f"{out}/{path}", stamp))
    return frozenset()


def _whole(out: Path, files: str) -> bool:
    return all(_is(f"{out}/{path}", stamp) for path, stamp in _lines(files))


def _is(path: str, stamp: str) -> bool:
    return bool(stamp) and _stamp(path) == stamp


def _lines(files: str) -> Iterator[tuple[str, str]]:
    """Paths with their stamps."""
    for line in files.split("\n") if files else ():
        path, _, stamp = line.partition("\t")
        yield path, stamp


def _paths(files: str | None) -> tuple[str, ...]:
    return tuple(path for path, _ in _lines(files or ""))


def _stamp(path: str) -> str:
    """Size and time of a file; empty where there is none."""
    try:
        it = os.stat(path)  # noqa: PTH116 - some thirty files a page, and Path takes three times the call
    except OSError:
        return ""
    return f"{it.st_size}-{it.st_mtime_ns}"
