"""Damage to any bytes."""

from __future__ import annotations

import random

MOST = 1 << 20
PIECES = (
    *(b"0", b"-1", b"65536", b"99999999999", b"1e999", b"<<", b">>", b"[", b"]", b"(", b")", b"obj", b"stream\n", b"endstream"),
    *(
        b"/Kids [1 0 R]",
        b"/Parent 3 0 R",
        b"/Length 99999999",
        b"/Rotate 37",
        b"/MediaBox [0 0 1e9 1e9]",
        b"/Filter /FlateDecode",
    ),
    *(b"\0", b"\xff", b"\n\n", b"\t\t\t", b",", b'"', b"\r", "\u202e〔缺〕\U00020bb7".encode(), "合计".encode()),
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One piece of it, or up to eight, cut, doubled, moved, overwritten or rewritten."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if not data:
            break
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 1, 2, 8, 64, 1024)))
        match chance.randrange(6):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = data[start:end] * chance.choice((1, 2, 50))
            case 2:
                data[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 3:
                data[start] ^= 1 << chance.randrange(8)
            case 4:
                data[start:end] = chance.choice(PIECES)
            case _:
                place = chance.randrange(len(data))
                data[place:place] = data[start:end]
    return bytes(data[:MOST])
