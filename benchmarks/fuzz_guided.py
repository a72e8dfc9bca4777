"""The parsers of our own under atheris, whose inputs grow towards code that none has reached yet.

usage: python -m benchmarks.fuzz_guided KIND [libFuzzer options: -runs=N -max_total_time=SECONDS -seed=N …]

Needs ``pip install 'jiaokan[fuzz]'``. KIND is text (a dump, through the whole conversion), csv, recipe, or stream (the content
stream of a PDF page, as the second reader parses it). ``benchmarks.fuzz`` damages whole files, and sees hangs and crashes of
native code too; this one runs in one process and stops at the first exception that is no sentence of ours, with its input in a
file.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from benchmarks.fuzz import ENDINGS, PIECES, read, seeds
    from pipeline.extract.content_stream import FAULTS, UnusualStreamError, _operators

STREAMS = (
    b"q 1 0 0 1 50 50 cm BT /F1 12 Tf 14 TL 50 700 Td [(a\\050b) -120 <0041>] TJ T* (c) Tj ET Q",
    b"BT /F1 9 Tf 1 0 0 1 40 40 Tm <</MCID 0>> BDC (x\\\\y) ' EMC 2 Tr .5 -.5 Td % note\n(z) Tj ET /Fm0 Do",
)


def _stream(content: bytes) -> None:
    stack: list[object] = []
    try:
        for _ in _operators(content, stack):
            stack.clear()
    except (UnusualStreamError, *FAULTS):
        return


def _file(kind: str, folder: Path, content: bytes) -> None:
    path = folder / f"input{ENDINGS[kind]}"
    path.write_bytes(content)
    read(kind, path)


def _entry(piece: bytes) -> str:
    """A line of a dictionary as libFuzzer reads it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n'


def _first(kind: str) -> Iterator[bytes]:
    yield from STREAMS if kind == "stream" else seeds(kind)


def main() -> None:
    kinds = ("text", "csv", "recipe", "stream")
    if len(sys.argv) < 2 or sys.argv[1] not in kinds:
        sys.exit(f"usage: python -m benchmarks.fuzz_guided {'|'.join(kinds)} [libFuzzer options]")
    kind = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as place:
        folder, corpus, pieces = Path(place), Path(place) / "corpus", Path(place) / "pieces"
        corpus.mkdir()
        for number, content in enumerate(_first(kind)):
            (corpus / str(number)).write_bytes(content)
        pieces.write_text("".join(map(_entry, PIECES)))
        test: Callable[[bytes], None] = _stream if kind == "stream" else lambda content: _file(kind, folder, content)
        atheris.Setup([*sys.argv, f"-dict={pieces}", str(corpus)], test)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
