"""PDF files object by object (ISO 32000-1), written so that the same objects give the same bytes: no date, no chance."""

from __future__ import annotations

import hashlib
import zlib


class PdfObjects:
    """The objects of a file, in the order they were added."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def __len__(self) -> int:
        return len(self._objects)

    def add(self, dictionary: str) -> str:
        """Add a dictionary, or any other object; its reference."""
        self._objects.append(dictionary.encode("ascii"))
        return f"{len(self._objects)} 0 R"

    def add_stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> str:
        """Add a stream, deflated unless ``data`` is ``packed`` already; ``entries`` then name its filter."""
        if not packed:
            data, entries = zlib.compress(data, 9), f"{entries} /Filter /FlateDecode"
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("ascii")
        self._objects.append(head + data + b"\nendstream")
        return f"{len(self._objects)} 0 R"

    def to_bytes(self, root: str, info: str) -> bytes:
        """The file, with the references of its catalogue and its information dictionary."""
        parts = [b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"]
        offsets, length = [], len(parts[0])
        digest = hashlib.sha256()
        for number, body in enumerate(self._objects, start=1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            offsets.append(length)
            length += len(part)
            digest.update(part)
            parts.append(part)
        identifier = digest.hexdigest()[:32]
        table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        size = len(offsets) + 1
        parts.append(
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root {root} /Info {info} "
            f"/ID [<{identifier}> <{identifier}>] >>\nstartxref\n{length}\n%%EOF\n".encode("ascii")
        )
        return b"".join(parts)


def text_string(text: str) -> str:
    """A text string (clause 7.9.2.2), in UTF-16 with its mark."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def number(value: float) -> str:
    """A number with at most four decimals, the shortest way."""
    short = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def numbers(values: tuple[float, ...]) -> str:
    return " ".join(map(number, values))
