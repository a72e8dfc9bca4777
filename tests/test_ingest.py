"""Files and folders become pages; each kind of fault says what it is."""

from __future__ import annotations

import io
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import UsageError
from pipeline.ingest import page_sources
from pipeline.model import PageResult, PageSource, SourceKind
from pipeline.settings import Settings
from tests.typeset import hostile

SETTINGS = Settings()


def found(*paths: Path, leave_out: Path | None = None, settings: Settings = SETTINGS) -> list[PageSource]:
    """The pages of these paths, none of which may have failed."""
    results = list(page_sources(paths, settings, leave_out))
    assert all(isinstance(each, PageSource) for each in results), results
    return [each for each in results if isinstance(each, PageSource)]


def names(*paths: Path, leave_out: Path | None = None) -> list[str]:
    return [page.source.name for page in found(*paths, leave_out=leave_out)]


def fault(folder: Path, settings: Settings = SETTINGS) -> str:
    """The one error of the one file of a folder."""
    (result,) = page_sources([folder], settings)
    assert isinstance(result, PageResult)
    assert (result.page, result.source.page_number, result.source.source.page_count) == (None, 1, 0)
    return result.error


def put(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def picture(form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (80, 90), 255).save(buffer, form, **options)
    return buffer.getvalue()


def test_a_folder_is_read_in_the_order_of_its_names_bytes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "甲.txt", "B.txt", "a.txt"):
        put(tmp_path / name, f"字 {name}")
    assert names(tmp_path) == ["B.txt", "a.txt", "a/z.txt", "b.txt", "甲.txt"]


def test_what_is_no_page_is_passed_over_in_folders(tmp_path: Path) -> None:
    """Hidden files and folders, links out of the tree and files of unknown kinds."""
    put(tmp_path / "outside.txt", "外")
    tree = tmp_path / "tree"
    put(tree / "page.txt", "字")
    for name in (".hidden.txt", ".git/page.txt", "moving.gif", "notes.csv", "~$x.docx"):
        put(tree / name, "字")
    (tree / "link.txt").symlink_to(tmp_path / "outside.txt")
    (tree / "folder").symlink_to(tmp_path)
    assert names(tree) == ["page.txt"]


def test_the_output_folder_is_never_entered(tmp_path: Path) -> None:
    put(tmp_path / "page.txt", "字")
    put(tmp_path / "out" / "page.txt", "字")
    assert names(tmp_path, leave_out=tmp_path / "out") == ["page.txt"]
    assert names(tmp_path, leave_out=tmp_path / "nested" / ".." / "out") == ["page.txt"]


def test_the_kind_is_told_by_the_content(tmp_path: Path) -> None:
    """A PDF may hide behind another name, and some bytes may stand before its mark."""
    put(tmp_path / "a.dat", hostile.plain_pdf())
    put(tmp_path / "b.txt", hostile.plain_pdf())
    put(tmp_path / "c.pdf", b"\n" * 900 + hostile.plain_pdf())
    put(tmp_path / "d.TXT", "字")
    kinds = [page.source.kind for page in found(tmp_path)]
    assert kinds == [SourceKind.PDF, SourceKind.PDF, SourceKind.PDF, SourceKind.TEXT]


def test_pictures_are_told_by_their_content(tmp_path: Path) -> None:
    """Whatever they are called; each of their frames is a page."""
    for name, form in (("a.jpg", "JPEG"), ("b.PNG", "PNG"), ("c.txt", "WEBP"), ("d.dat", "JPEG2000"), ("e.bmp", "BMP")):
        put(tmp_path / name, picture(form))
    put(tmp_path / "f.tiff", picture("TIFF", save_all=True, append_images=[Image.new("L", (80, 90))]))
    pages = found(tmp_path)
    assert {page.source.kind for page in pages} == {SourceKind.IMAGE}
    assert [page.source.name[0] + str(page.page_number) for page in pages] == ["a1", "b1", "c1", "d1", "e1", "f1", "f2"]


def test_a_text_that_begins_like_a_picture_is_a_text(tmp_path: Path) -> None:
    put(tmp_path / "x.txt", "BM 衡水日报")
    assert found(tmp_path)[0].source.kind is SourceKind.TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_dumps_come_in_several_encodings(tmp_path: Path, encoding: str) -> None:
    put(tmp_path / "page.text", "字里行间".encode(encoding))
    assert found(tmp_path)[0].source.kind is SourceKind.TEXT


def test_each_page_of_a_file_is_a_source(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "two.pdf"), invariant=1)
    for text in ("one", "two"):
        canvas.drawString(72, 72, text)
        canvas.showPage()
    canvas.save()
    pages = found(tmp_path / "two.pdf")
    assert [(page.page_number, page.source.page_count, page.source.name) for page in pages] == [
        (1, 2, "two.pdf"),
        (2, 2, "two.pdf"),
    ]
    assert [page.page_id[-3:] for page in pages] == ["-p1", "-p2"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("衡水日报 2022-04-28.txt", "衡水日报-2022-04-28"),
        ("a/Issue No.1 (二).txt", "Issue-No-1-二"),
        ("？！.txt", "page"),
        (f"{'长' * 60}.txt", "长" * 40),
        ("../x.txt", "x"),
    ],
)
def test_a_page_id_is_fit_for_a_file_name(tmp_path: Path, name: str, slug: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    put(root / name, "字")
    page_id = found((root / name).resolve())[0].page_id
    assert page_id.rpartition("-p")[0][:-13] == slug
    assert len(page_id) <= 40 + 1 + 12 + 3


def test_a_page_id_depends_on_name_and_bytes_alone(tmp_path: Path) -> None:
    """The same tree elsewhere gives the same ids; another name or another byte gives others."""
    ids = []
    for place, name, text in (("a", "x.txt", "字"), ("b", "x.txt", "字"), ("c", "y.txt", "字"), ("d", "x.txt", "子")):
        put(tmp_path / place / name, text)
        ids.append(found(tmp_path / place)[0].page_id.split("-")[1])
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_the_same_file_given_twice_is_read_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Also when it comes by itself and in its folder; a second file of the same bytes is another page."""
    put(tmp_path / "x.txt", "字")
    put(tmp_path / "y.txt", "字")
    with caplog.at_level(logging.WARNING):
        assert names(tmp_path, tmp_path / "x.txt", tmp_path) == ["x.txt", "y.txt"]
    assert [record.getMessage() for record in caplog.records] == [
        f"{name} was given twice (same name, same bytes): the second is left out." for name in ("x.txt", "x.txt", "y.txt")
    ]


def test_files_of_other_kinds_are_passed_over_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Those that a person put there; hidden ones are the machine's."""
    for name in ("a/1.caj", "a/2.CAJ", "notes.docx", "LICENCE", ".DS_Store", "odd.a\nb", "x.txt"):
        put(tmp_path / name, "字")
    with caplog.at_level(logging.WARNING):
        assert names(tmp_path) == ["x.txt"]
    told = "files of other kinds were passed over (2 .caj, 1 without a suffix, 1 .a b, 1 .docx)."
    assert [record.getMessage() for record in caplog.records] == [f"{tmp_path}: {told}"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.pdf", b"", "x.pdf is empty."),
        ("x.txt", b"", "x.txt is empty."),
        ("x.jpg", b"", "x.jpg is empty."),
        ("x.jpg", b"<html>", "x.jpg is named .jpg but is not a picture that can be read."),
        ("x.jpg", b"\xff\xd8\xff", "x.jpg is corrupt, or no picture at all."),
        ("x.pdf", hostile.not_a_pdf(), "x.pdf is named .pdf but is not a PDF."),
        ("x.pdf", hostile.encrypted_pdf(), "x.pdf is encrypted."),
        ("x.pdf", hostile.truncated_pdf(), "x.pdf is cut off before its end."),
        ("x.pdf", hostile.plain_pdf()[:-20], "x.pdf is cut off before its end."),
        ("x.pdf", b"%PDF-1.4\nnonsense\nstartxref\n0\n%%EOF\n", "x.pdf is corrupt."),
        ("x.pdf", hostile.pageless_pdf(), "x.pdf is a PDF without pages."),
        ("x.txt", b"\xff\xfe\x00", "x.txt is neither UTF-8 nor GB 18030 text."),
        ("x.txt", "字".encode() + b"\0", "x.txt is neither UTF-8 nor GB 18030 text."),
        ("x.txt", b"\xff\xff\xff", "x.txt is neither UTF-8 nor GB 18030 text."),
    ],
)
def test_a_faulty_file_says_what_is_wrong_and_what_to_do(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    put(tmp_path / "d" / name, content)
    error = fault(tmp_path / "d")
    assert error.startswith(told)
    assert len(error) > len(told) + 5, "a remedy follows"
    assert str(tmp_path) not in error, "errors are published: no path of this machine"


def test_a_pdf_padded_with_nuls_is_whole(tmp_path: Path) -> None:
    put(tmp_path / "x.pdf", hostile.plain_pdf() + b"\0" * 10_000)
    assert len(found(tmp_path)) == 1


def test_a_pdf_locked_with_an_empty_password_is_read(tmp_path: Path) -> None:
    put(tmp_path / "x.pdf", hostile.encrypted_pdf(""))
    assert len(found(tmp_path)) == 1


def test_a_folder_without_pages_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert fault(tmp_path / "空").startswith("The folder 空 holds no PDF, no picture and no text file.")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (replace(SETTINGS, max_file_bytes=10), "x.pdf has {size} bytes, more than the 10 allowed."),
        (replace(SETTINGS, max_pages_per_file=0), "x.pdf has 1 pages, more than the 0 allowed."),
    ],
)
def test_what_is_too_large_is_refused(tmp_path: Path, settings: Settings, told: str) -> None:
    put(tmp_path / "x.pdf", hostile.plain_pdf())
    assert fault(tmp_path, settings).startswith(told.format(size=len(hostile.plain_pdf())))


def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk error, or missing rights (which the tests' user may not lack)."""
    put(tmp_path / "x.txt", "字")

    def broken(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pipeline.ingest.hashlib.file_digest", broken)
    assert fault(tmp_path) == "x.txt cannot be read (Permission denied). Check the file and its permissions."


def test_a_folder_that_cannot_be_listed_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "closed" / "x.txt", "字")
    put(tmp_path / "y.txt", "字")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", guarded)
    monkeypatch.setattr("os.listdir", guarded)
    closed, good = page_sources([tmp_path], SETTINGS)
    assert isinstance(closed, PageResult)
    assert (closed.error[:42], type(good)) == ("closed cannot be read (Permission denied).", PageSource)


@pytest.mark.parametrize("name", ["missing", "table.xlsx"])
def test_wrong_use_is_refused_at_once_when_nothing_else_is_given(tmp_path: Path, name: str) -> None:
    put(tmp_path / "table.xlsx", b"PK")
    with pytest.raises(UsageError, match=r"does not exist|neither a PDF, a picture nor a text file"):
        page_sources([tmp_path / name, tmp_path / "missing too"], SETTINGS)


def test_wrong_use_beside_good_files_is_a_failed_page(tmp_path: Path) -> None:
    put(tmp_path / "table.xlsx", b"PK")
    put(tmp_path / "page.txt", "字")
    results = list(page_sources([tmp_path / "missing.pdf", tmp_path / "table.xlsx", tmp_path / "page.txt"], SETTINGS))
    assert [each.error for each in results if isinstance(each, PageResult)] == [
        "missing.pdf does not exist. Check the path.",
        "table.xlsx is neither a PDF, a picture nor a text file. Give .pdf, .txt, .jpg, .png, .tif, .jp2, .bmp or .webp files.",
    ]
    assert isinstance(results[2], PageSource)


def test_nothing_given_is_refused() -> None:
    with pytest.raises(UsageError, match="Nothing to read"):
        page_sources([], SETTINGS)


def test_a_name_that_is_no_utf8_becomes_one(tmp_path: Path) -> None:
    """Bytes of an old file system's names stay visible and break no output."""
    try:
        put(tmp_path / os.fsdecode(b"\xd0\xc2.txt"), "字")
    except OSError:
        return  # this file system knows UTF-8 names only
    assert names(tmp_path) == ["\\xd0\\xc2.txt"]


def test_a_sentence_is_a_line_whatever_a_file_is_called(tmp_path: Path) -> None:
    """Names may hold line ends and what turns a terminal's colours; the name itself is published as it is."""
    put(tmp_path / "a\n\x1b[31mb\t.pdf", b"")
    (result,) = page_sources([tmp_path], Settings())
    assert isinstance(result, PageResult)
    assert (result.source.source.name, result.error) == ("a\n\x1b[31mb\t.pdf", "a␊␛[31mb␉.pdf is empty. Fetch the file again.")
