"""The parsers of our own under atheris, whose inputs grow towards code that none has reached yet.

usage: python -m benchmarks.fuzz_guided KIND [libFuzzer options: -runs=N -max_total_time=SECONDS -seed=N …]

Needs ``pip install 'jiaokan[fuzz]'``. KIND is a file that somebody gives us (text and dump go through the whole conversion;
csv, recipe, decisions, sheet, about), or what stands in a PDF: stream (a page's content, as the second reader parses it),
object and map (dictionaries, and maps to Unicode, read quickly: they must be what pdfminer reads), or encoding (bytes of text)
and replay (decisions put into a page). ``benchmarks.fuzz`` damages whole files, and sees hangs and crashes of native code too;
this one runs in one process and stops at the first exception that is no sentence of ours, with its input in a file.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from benchmarks.fuzzing.damage import PIECES
    from benchmarks.fuzzing.inputs import DECISIONS, ENDINGS, sound
    from benchmarks.fuzzing.readers import read
    from pipeline.decisions import read_decisions, replay
    from pipeline.errors import JiaokanError
    from pipeline.extract.content_stream import FAULTS, UnusualStreamError, _operators
    from pipeline.extract.file_objects import value_of
    from pipeline.extract.unicode_maps import unicode_map_of
    from pipeline.geometry import Box
    from pipeline.model import Cell, Column, Page, PageSource, Route, Source, SourceKind, Table
    from pipeline.text_encoding import decoded

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

FILES = ("text", "dump", "csv", "recipe", "decisions", "sheet", "about")
MAP = b"begincmap 1 beginbfchar <41> <4E00> endbfchar 1 beginbfrange <01><03> <41> <0010> <0012> <D840DC0B> endbfrange endcmap"
SOUND: dict[str, tuple[bytes, ...]] = {
    "stream": (
        b"q 1 0 0 1 50 50 cm BT /F1 12 Tf 14 TL 50 700 Td [(a\\050b) -120 <0041>] TJ T* (c) Tj ET Q",
        b"BT /F1 9 Tf 1 0 0 1 40 40 Tm <</MCID 0>> BDC (x\\\\y) ' EMC 2 Tr .5 -.5 Td % note\n(z) Tj ET /Fm0 Do",
    ),
    "object": (
        b"1 0 obj\n<< /Type /Font /Widths [0 1.5 -3 .5] /ToUnicode 12 0 R /A (text) /B true /C null >>\nendobj ",
        b"1 0 obj [1 2 0 R << /K [] >>] endobj ",
    ),
    "map": (MAP,),
    "encoding": (
        "石桥通车，两岸的人走近了。".encode("gb18030"),
        "石桥通车，两岸的人".encode("utf-16-le"),
        "石橋通車".encode("big5"),
    ),
    "replay": (DECISIONS.encode(),),
}


def _stream(content: bytes) -> None:
    stack: list[object] = []
    try:
        for _ in _operators(content, stack):
            stack.clear()
    except (UnusualStreamError, *FAULTS):
        return


def _object(content: bytes) -> None:
    quick = value_of(PDFDocument.__new__(PDFDocument), 1, content)
    if quick is None:
        return
    parser = PDFParser(BytesIO(content))
    for _ in range(3):
        parser.nexttoken()
    assert _plain(quick) == _plain(parser.nextobject()[1]), quick


def _plain(value: object) -> object:
    if isinstance(value, PDFObjRef):
        return "reference", value.objid
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else (type(value), value)


def _map(content: bytes) -> None:
    quick = unicode_map_of(content)
    if quick is not None:
        told = FileUnicodeMap()
        CMapParser(told, BytesIO(content)).run()
        assert quick.cid2unichr == told.cid2unichr


def _encoding(content: bytes) -> None:
    for nuls in (False, True):
        told = decoded(content, nuls=nuls)
        if told is not None:
            told[0].encode()


def _page() -> Page:
    """A page that the decisions are about."""
    source = Source(Path("page.pdf"), "page.pdf", "0" * 64, SourceKind.PDF, 1)
    columns = tuple(Column(name, name) for name in ("rank", "name", "score"))
    rows = tuple(
        tuple(
            Cell(text, text, box=Box(10 * i, 10 * j, 10 * i + 9, 10 * j + 9)) for i, text in enumerate((str(j), "东街", "93.6"))
        )
        for j in range(4)
    )
    return Page(
        "page-p1", PageSource(source, 1, "page-p1"), Route.TEXT_LAYER, tables=(Table("page-p1-t1", columns=columns, rows=rows),)
    )


def _replay(path: Path, page: Page, content: bytes) -> None:
    path.write_bytes(content)
    try:
        decisions = read_decisions(path)
    except JiaokanError:
        return
    replay(page, decisions, ())


def _file(kind: str, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    read(kind, path)


def _target(kind: str, folder: Path) -> Callable[[bytes], object]:
    bare: dict[str, Callable[[bytes], object]] = {"stream": _stream, "object": _object, "map": _map, "encoding": _encoding}
    if kind == "replay":
        return partial(_replay, folder / "decisions.csv", _page())
    return bare.get(kind) or partial(_file, kind, folder / f"input{ENDINGS[kind]}")


def _entry(piece: bytes) -> str:
    """A line of a dictionary as libFuzzer reads it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n'


def main() -> None:
    kinds = (*FILES, *SOUND)
    if len(sys.argv) < 2 or sys.argv[1] not in kinds:
        sys.exit(f"usage: python -m benchmarks.fuzz_guided {'|'.join(kinds)} [libFuzzer options]")
    kind = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as place:
        folder, corpus, pieces = Path(place), Path(place) / "corpus", Path(place) / "pieces"
        corpus.mkdir()
        for number, content in enumerate(SOUND.get(kind) or sound(kind)):
            (corpus / str(number)).write_bytes(content)
        pieces.write_text("".join(map(_entry, PIECES)))
        atheris.Setup([*sys.argv, f"-dict={pieces}", str(corpus)], _target(kind, folder))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
