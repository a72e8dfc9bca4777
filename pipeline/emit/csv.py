"""CSV files as RFC 4180 wants them, with line feeds: what goes in comes out, whatever it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What a value begins with that a spreadsheet program may run (OWASP, "CSV Injection"; the wide forms are run by some)."""
NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?[%％‰]?")


class CsvFile:
    """A CSV file that grows row by row. Values stay data: nothing is added to them unless the file is to be
    ``spreadsheet_safe``."""

    def __init__(self, path: Path, header: Sequence[str] = (), *, spreadsheet_safe: bool = False) -> None:
        """Open ``path`` anew; an empty ``header`` writes no header line."""
        self._row = _spreadsheet_row if spreadsheet_safe else _encodable_row
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(_LineFeeds(self._file), lineterminator="\r\n")
        if header:
            self.add([header])

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        self._writer.writerows(map(self._row, rows))

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> CsvFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None) -> None:
        self.close()


class _LineFeeds:
    """Ends each row with LF. The csv module quotes what its line terminator holds, and before Python 3.13 nothing else: told LF
    alone it would write a bare CR unquoted, which readers take for the end of a row."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, row: str) -> Any:
        return self._file.write(row.removesuffix("\r\n") + "\n")


def _encodable_row(row: Sequence[str]) -> Sequence[str]:
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return [encodable(value) for value in row]
    return row


def _spreadsheet_row(row: Sequence[str]) -> Sequence[str]:
    return [spreadsheet_value(value) for value in row]


def encodable(text: str) -> str:
    """``text`` with halves of surrogate pairs, which UTF-8 cannot hold, made one character or U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def spreadsheet_value(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet program would take it for a formula; numbers stay."""
    guarded = FORMULA.match(text) is not None and NUMBER.fullmatch(text) is None
    return encodable(f"'{text}" if guarded else text)
