"""Pages as other programs print them: the same articles, however the file says the ink.

Headlines drawn as outlines are no text: what becomes of them is another matter.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import tables
from pipeline.articles import assemble
from pipeline.layout import lay_out
from pipeline.recipes import read_recipes
from tests.hand_set import read_pdf
from tests.test_random_pages import faults_of, story_of
from tests.typeset.designs import designed_page
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.producers import PRODUCERS, print_page

OUTLINES = "outlines"
KINDS = {"narrow type": "tabloid", "picture rules": "briefs", "tinted": "around a box", "turned": "photo tabloid"}


def faults(page: TypesetPage, producer: str, folder: Path) -> list[str]:
    read = assemble(lay_out(tables.find_tables(read_pdf(print_page(page, producer), folder), read_recipes())))
    found = list(read.articles)
    missed = [fault for article in page.articles for fault in faults_of(article, story_of(article, found))]
    return [*missed, *(f"extra: {one.headline}" for one in found)]


@pytest.mark.parametrize("producer", [name for name in PRODUCERS if name != OUTLINES])
def test_the_same_ink_is_the_same_page(producer: str, tmp_path: Path) -> None:
    assert not faults(typeset(designed_page(KINDS.get(producer, "dressed headlines"), 1)), producer, tmp_path)
