"""What a page adds to the published files, as bytes to be kept until they are published: names with their bytes.

No pickle: who can write into an output folder shall not thereby run code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

LENGTH = 8
"""Bytes of the number that says how long the head is."""


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Names and bytes, in their order; the same give the same bytes."""
    parts = list(parts)
    head = json.dumps([[name, len(data)] for name, data in parts], separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(LENGTH, "big"), head, *(data for _, data in parts)))


def unpacked(data: bytes) -> Iterator[tuple[str, memoryview]]:
    """What was packed."""
    whole = memoryview(data)
    start = LENGTH + int.from_bytes(whole[:LENGTH], "big")
    for name, size in json.loads(bytes(whole[LENGTH:start])):
        yield name, whole[start : start + size]
        start += size
