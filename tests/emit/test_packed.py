"""Rows come out of the ledger as they went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.emit import packed, page_rows, unpacked, with_page_row
from pipeline.emit.page_files import PageFile
from pipeline.emit.rows import PageRows
from pipeline.emit.writer import Writer
from pipeline.model import PageResult
from pipeline.recipes import read_recipes
from tests.emit.sample import page_source, sample_result
from tests.emit.test_writer import ID, contents

RECIPES = read_recipes()
FILES = st.lists(st.builds(PageFile, *[st.text()] * 5, st.binary()), max_size=3).map(tuple)
ROWS = st.lists(st.lists(st.text()).map(tuple), max_size=3).map(tuple)


def test_what_is_published_is_the_same(tmp_path) -> None:  # type: ignore[no-untyped-def]
    results = [sample_result(f"{ID}1"), sample_result(f"{ID}2"), PageResult(page_source(f"{ID}3"), error="gone")]
    rows = [with_page_row(each, page_rows(each.page, RECIPES) if each.page else None) for each in results]
    for name, pages in (("before", rows), ("after", [*unpacked(packed(rows[:2])), *unpacked(packed(rows[2:]))])):
        with Writer(tmp_path / name, RECIPES) as writer:
            for page in pages:
                writer.add(page)
    assert contents(tmp_path / "before") == contents(tmp_path / "after")


@given(st.lists(st.tuples(st.dictionaries(st.text(), ROWS), FILES), max_size=3))
def test_any_rows_and_files_come_back(pages: list[tuple[dict[str, tuple[tuple[str, ...], ...]], tuple[PageFile, ...]]]) -> None:
    """Surrogates and line ends too; the same rows give the same bytes."""
    rows = [PageRows(files, own=own) for files, own in pages]
    assert list(unpacked(packed(rows))) == rows
    assert packed(rows) == packed(list(unpacked(packed(rows))))
