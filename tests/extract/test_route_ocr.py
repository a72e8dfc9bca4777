"""Pages that only OCR can read give the clean table of the sound page. Slow: the engine takes seconds a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.answer import Run
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


@pytest.mark.parametrize("name", ["no maps", *WrongMap, "scan", "old OCR"])
def test_slow_the_clean_table_is_that_of_the_sound_page(name: str, tmp_path: Path, run: Run) -> None:
    sound = render_pdf(typeset(random_page(SEED)))
    for folder, data in (("sound", sound), ("damaged", damages()[name])):
        assert run("convert", put(tmp_path / folder, page_pdf=data), "--out", tmp_path / folder / "out").code == 0
    assert clean_tables(tmp_path / "damaged" / "out") == clean_tables(tmp_path / "sound" / "out") != []
    (page,) = records(tmp_path / "damaged" / "out" / "pages.csv")
    assert page["route"] == "ocr"
    assert page["route_reason"]
