"""Pages that only OCR can read give the clean table of the sound page. Slow: the engine takes seconds a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.answer import Run
from tests.extract.pictures import saved, scan_of
from tests.test_convert import contents, put, records
from tests.typeset import damaged
from tests.typeset.damaged import WrongMap
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.random_page import random_page

SEED = 2
"""A small page: a tabloid."""


def clean_tables(folder: Path) -> list[str]:
    return [text for file, text in sorted(contents(folder).items()) if file.startswith("tables/") and ".raw." not in file]


def damages() -> dict[str, bytes]:
    page = typeset(random_page(SEED))
    sound = render_pdf(page)
    return {
        "no maps": damaged.without_maps(sound),
        **{wrong.value: damaged.with_wrong_maps(sound, wrong) for wrong in WrongMap},
        "scan": damaged.scanned(page, dpi=200),
        "old OCR": damaged.scanned(page, lambda text: text[::-1], dpi=200),
    }


def test_slow_the_two_pages_of_a_spread_are_two_pages(tmp_path: Path, run: Run) -> None:
    """Each gives the tables it gives alone; a fault of one costs the other nothing, and both have rows of their own."""
    alone, pages = [], []
    for seed in (2, 5):
        folder = tmp_path / str(seed)
        pages.append(scan_of(seed))
        assert run("convert", put(folder, page_png=saved(pages[-1], "PNG", dpi=(200, 200))), "--out", folder / "out").code == 0
        alone += clean_tables(folder / "out")
    height = max(page.shape[0] for page in pages)
    halves = [np.pad(page, ((0, height - page.shape[0]), (0, 40)), constant_values=255) for page in pages]
    spread = saved(np.ascontiguousarray(np.hstack(halves)), "PNG", dpi=(200, 200))
    assert run("convert", put(tmp_path / "both", page_png=spread), "--out", tmp_path / "both" / "out").code == 0
    assert clean_tables(tmp_path / "both" / "out") == alone != []
    rows = records(tmp_path / "both" / "out" / "pages.csv")
    assert [(row["half"], row["page_id"].rpartition("-")[2], row["status"]) for row in rows] == [
        ("left", "left", "ok"),
        ("right", "right", "ok"),
    ]


@pytest.mark.parametrize("name", ["no maps", *WrongMap, "scan", "old OCR"])
def test_slow_the_clean_table_is_that_of_the_sound_page(name: str, tmp_path: Path, run: Run) -> None:
    sound = render_pdf(typeset(random_page(SEED)))
    for folder, data in (("sound", sound), ("damaged", damages()[name])):
        assert run("convert", put(tmp_path / folder, page_pdf=data), "--out", tmp_path / folder / "out").code == 0
    assert clean_tables(tmp_path / "damaged" / "out") == clean_tables(tmp_path / "sound" / "out") != []
    (page,) = records(tmp_path / "damaged" / "out" / "pages.csv")
    assert page["route"] == "ocr"
    assert page["route_reason"]
