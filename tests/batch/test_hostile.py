"""Files made to break readers: each costs itself alone, within the limits that the settings state, and nothing in it is run."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest

from pipeline.convert import convert
from pipeline.settings import Ocr, Settings
from tests.raw_pdf import pdf_of, pdf_of_codes
from tests.test_convert import DUMP, contents, put, records
from tests.typeset import hostile

LIMITED = Settings(jobs=2, page_seconds=20, page_memory=600 << 20, ocr=Ocr.NEVER, max_pixels=20_000_000)
STORY = [ord(character) for character in "石桥通车，两岸的人走近了。"]


def changed(make_changes: object, content: bytes | None = None) -> bytes:
    with pikepdf.open(io.BytesIO(content or pdf_of_codes(STORY))) as pdf:
        make_changes(pdf)  # type: ignore[operator]
        file = io.BytesIO()
        pdf.save(file, static_id=True)
    return file.getvalue()


def page_tree_loop() -> bytes:
    """A page tree that holds itself, and says it holds a billion pages."""
    whole = pdf_of_codes(STORY)
    return whole.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [2 0 R] /Count 9")


def object_stream_loop() -> bytes:
    """The length of the page's content is said by that very content."""
    whole = pdf_of_codes(STORY)
    start = whole.index(b"/Length")
    return whole[:start] + b"/Length 4 0 R" + whole[whole.index(b" >>", start) :]


def deflated(content: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(zlib.compress(content, 9), Filter=pikepdf.Name.FlateDecode)

    return changed(change)


def flate_bomb() -> bytes:
    """A page of one megabyte that unpacks to one gigabyte of nothing."""
    squeeze = zlib.compressobj(9)
    blanks = bytes(1 << 24).replace(b"\0", b" ")
    data = b"".join([*(squeeze.compress(blanks) for _ in range(64)), squeeze.flush()])

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, data, Filter=pikepdf.Name.FlateDecode)

    return changed(change)


def with_scripts() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="while (true) {}", Type=pikepdf.Name.Action)
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="touch launched", Type=pikepdf.Name.Action)
        pdf.Root.OpenAction = script
        pdf.pages[0].AA = pikepdf.Dictionary(O=launch)
        pdf.attachments["../../evil.sh"] = b"#!/bin/sh\ntouch launched\n"

    return changed(change)


def signed() -> bytes:
    """A signature field with its byte range: such a file may be read by anyone."""

    def change(pdf: pikepdf.Pdf) -> None:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
            Contents=pikepdf.String(b"\0" * 64),
            ByteRange=[0, 10, 20, 30],
        )
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=value))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)

    return changed(change)


def huge_picture_in_a_pdf() -> bytes:
    """A page that is one picture of 300,000 by 300,000 pixels, of which the file holds a few bytes."""

    def change(pdf: pikepdf.Pdf) -> None:
        picture = pikepdf.Stream(pdf, zlib.compress(bytes(1000)), Filter=pikepdf.Name.FlateDecode)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 300_000, 300_000, 8
        picture.ColorSpace = pikepdf.Name.DeviceGray
        page = pdf.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(Im=pdf.make_indirect(picture))
        page.Contents = pdf.make_stream(b"300 0 0 200 0 0 cm /Im Do")

    return changed(change)


def png_of_no_end() -> bytes:
    """A PNG whose text chunk unpacks to 200 MB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    text = b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9)
    head = struct.pack(">IIBBBBB", 200, 200, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"zTXt", text)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def tiff_that_goes_round() -> bytes:
    """A TIFF whose second directory is its first."""
    tags = [(256, 4, 200), (257, 4, 200), (258, 3, 1), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 4, 200), (279, 4, 5000)]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + directory + struct.pack("<I", 8) + bytes(5000)


def jpeg_2000_of_a_continent() -> bytes:
    size = struct.pack(">HHIIIIIIIIH", 47, 0, 2**31 - 1, 2**31 - 1, 0, 0, 2**31 - 1, 2**31 - 1, 0, 0, 1) + b"\x07\x01\x01"
    return b"\xff\x4f\xff\x51" + size


FILES = {
    "a page tree in a loop": (".pdf", page_tree_loop),
    "a stream that says its own length": (".pdf", object_stream_loop),
    "a bomb in a page": (".pdf", flate_bomb),
    "a million objects": (".pdf", lambda: deflated(b"0 0 1 1 re f\n" * 1_000_000)),
    "graphics states without end": (".pdf", lambda: deflated(b"q " * 2_000_000)),
    "a page of ten kilometres": (".pdf", lambda: pdf_of_codes(STORY).replace(b"[0 0 300 200]", b"[0 0 3e7 2e7]")),
    "a page of no size": (".pdf", lambda: pdf_of_codes(STORY).replace(b"[0 0 300 200]", b"[0 0 0 0]")),
    "a huge picture": (".pdf", huge_picture_in_a_pdf),
    "a text chunk without end": (".png", png_of_no_end),
    "directories in a ring": (".tif", tiff_that_goes_round),
    "a continent": (".jp2", jpeg_2000_of_a_continent),
    "a line without end": (".txt", lambda: "字".encode() * 3_000_000),
    "nothing but tabs": (".txt", lambda: b"a\t" * 1_000_000),
}


@pytest.fixture(scope="module")
def alone_and_beside(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A good page converted alone, and beside all hostile files."""
    folder = tmp_path_factory.mktemp("hostile")
    good = put(folder / "good", page_txt=DUMP)
    bad = folder / "bad"
    bad.mkdir()
    for kind, (ending, make) in FILES.items():
        (bad / f"{kind}{ending}").write_bytes(make())
    convert([good], folder / "alone", LIMITED)
    convert([bad, good], folder / "beside", LIMITED)
    return folder / "alone", folder / "beside"


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_is_read_or_refused_with_a_sentence(alone_and_beside: tuple[Path, Path], kind: str) -> None:
    name = f"{kind}{FILES[kind][0]}"
    pages = [page for page in records(alone_and_beside[1] / "pages.csv") if page["source"] == name]
    assert pages
    for page in pages:
        assert page["status"] == "ok" or page["error"].endswith(".")
        assert "Please report it" not in page["error"] or "ended the process" in page["error"]


def test_the_good_page_beside_them_is_as_if_it_were_alone(alone_and_beside: tuple[Path, Path]) -> None:
    alone, beside = map(contents, alone_and_beside)
    page_id = records(alone_and_beside[0] / "pages.csv")[0]["page_id"]
    for name in ("articles.csv", "cells.csv", "findings.csv", "community_scores.csv"):
        assert [line for line in beside[name].splitlines() if page_id in line] == alone[name].splitlines()[1:]


@pytest.mark.parametrize("make", [with_scripts, signed])
def test_scripts_and_signatures_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    monkeypatch.chdir(put(tmp_path / "work"))
    plain = put(tmp_path / "plain", page_pdf=pdf_of_codes(STORY))
    odd = put(tmp_path / "odd", page_pdf=make())  # type: ignore[operator]
    for source in (plain, odd):
        assert convert([source], tmp_path / f"{source.name} out", LIMITED).failed == 0
    texts = [[row["text"] for row in records(tmp_path / f"{name} out" / "articles.csv")] for name in ("plain", "odd")]
    assert texts[0] == texts[1] != []
    assert {path.name for path in tmp_path.rglob("*") if path.name in ("launched", "evil.sh")} == set()


def test_an_empty_content_and_an_encrypted_file_are_told(tmp_path: Path) -> None:
    source = put(tmp_path / "in", empty_pdf=pdf_of(b""), locked_pdf=hostile.encrypted_pdf())
    convert([source], tmp_path / "out", LIMITED)
    empty, locked = (page["error"] for page in records(tmp_path / "out" / "pages.csv"))
    assert "no text layer" in empty
    assert "is encrypted" in locked


def test_formulas_are_kept_and_may_be_disarmed(tmp_path: Path) -> None:
    """What is printed stays as it is; --spreadsheet-safe puts an apostrophe before it, and leaves numbers alone."""
    dump = DUMP.replace("桃城区古柳社区", '=HYPERLINK("http://x","y")').replace("93.6", "-93.6")
    source = put(tmp_path / "in", page_txt=dump)
    convert([source], tmp_path / "plain", LIMITED)
    convert([source], tmp_path / "safe", Settings(jobs=1, ocr=Ocr.NEVER, max_pixels=20_000_000, spreadsheet_safe=True))
    plain, safe = (records(tmp_path / name / "community_scores.csv")[0] for name in ("plain", "safe"))
    assert plain["name"].startswith("=HYPERLINK")
    assert safe["name"].startswith("'=HYPERLINK")
    printed = [records(tmp_path / name / "cells.csv") for name in ("plain", "safe")]
    assert all("-93.6" in {row["printed"] for row in rows} for rows in printed)
