"""CSV as RFC 4180 wants it, with line feeds: what goes in comes out, whatever it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What a value begins with that a spreadsheet program may run (OWASP, "CSV Injection"; the wide forms are run by some)."""
NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?[%％‰]?")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as lines of a CSV file in UTF-8; values stay data, nothing is added to them."""
    text = io.StringIO(newline="")
    csv.writer(_LineFeeds(text), lineterminator="\r\n").writerows(map(_encodable_row, rows))
    return text.getvalue().encode()


def spreadsheet_safe(data: bytes) -> bytes:
    """Such lines again, with an apostrophe before each value that a spreadsheet program would run."""
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    return csv_bytes([spreadsheet_value(value) for value in row] for row in rows)


class _LineFeeds:
    """Ends each row with LF. The csv module quotes what its line terminator holds, and before Python 3.13 nothing else: told LF
    alone it would write a bare CR unquoted, which readers take for the end of a row."""

    def __init__(self, file: io.StringIO) -> None:
        self._file = file

    def write(self, row: str) -> Any:
        return self._file.write(row.removesuffix("\r\n") + "\n")


def _encodable_row(row: Sequence[str]) -> Sequence[str]:
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return [encodable(value) for value in row]
    return row


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
    return f"'{text}" if guarded else text
