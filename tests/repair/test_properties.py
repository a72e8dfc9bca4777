"""What must hold of every table: sound ones are left in peace, wrong ones are never silently wrong and never made worse."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import CellStatus, Page, Severity
from pipeline.numbers import parse_value
from pipeline.recipes import read_recipes
from pipeline.repair import repair_page, undo
from pipeline.validate import validate_page
from tests import random_tables as make
from tests.random_damage import alike_digit, digit, lost_digit, lost_point, transposed

RECIPES = read_recipes()
SCORES = next(recipe for recipe in RECIPES if recipe.name == "community_scores")
KINDS: list[Callable[[random.Random], make.Specimen]] = [
    lambda rng: make.scores(rng, recipe=SCORES),
    make.scores,
    lambda rng: make.scores(rng, (10, 20, 30, 40)),
    make.medals,
    make.population,
    make.budget,
]
REPAIRED = (CellStatus.CORRECTED, CellStatus.IMPUTED, CellStatus.REREAD)
SEEDS = st.integers(0, 2**32)
_SLOW = settings(max_examples=60, deadline=None)


def _convert(specimen: make.Specimen) -> Page:
    return repair_page(validate_page(make.page_of(specimen.table()), RECIPES), RECIPES)


@given(SEEDS, st.sampled_from(KINDS))
@_SLOW
def test_sound_tables_are_left_in_peace(seed: int, kind: Callable[[random.Random], make.Specimen]) -> None:
    """No warning, no error, no change."""
    specimen = kind(random.Random(seed))  # noqa: S311
    page = _convert(specimen)
    assert [f for f in page.findings if f.severity is not Severity.NOTICE] == []
    assert page.repairs == ()
    assert page.tables[0] == specimen.table()


@pytest.mark.parametrize("damage", [alike_digit, transposed, lost_point, lost_digit])
@given(seed=SEEDS, kind=st.sampled_from(KINDS))
@_SLOW
def test_one_misprint_is_mended_rightly_or_flagged(
    damage: Callable[[random.Random, make.Specimen], bool],
    seed: int,
    kind: Callable[[random.Random], make.Specimen],
) -> None:
    """The damaged row is flagged, no other row is; a cell that was changed now tells the truth; all can be undone."""
    rng = random.Random(seed)  # noqa: S311
    specimen = kind(rng)
    if not damage(rng, specimen):
        return
    page = _convert(specimen)
    ((row, _),) = specimen.damage
    totals = {len(specimen.true) - 1} if specimen.true[-1][0] == "合计" else set()
    flagged = {f.where.row for f in page.findings if f.severity is not Severity.NOTICE}
    assert row in flagged
    assert flagged <= {row} | totals
    for number, cells in enumerate(page.tables[0].rows):
        for cell, true in zip(cells, specimen.true[number], strict=True):
            if cell.status in REPAIRED:
                assert cell.clean == true or parse_value(cell.clean) == parse_value(true)
    assert undo(page.tables[0], page.repairs).rows[row][0].clean == specimen.printed[row][0]
    assert [[c.clean for c in cells] for cells in undo(page.tables[0], page.repairs).rows] == specimen.printed


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_the_same_page_gives_the_same_answer(seed: int) -> None:
    """Nothing depends on chance or on the order of a set."""
    rng = random.Random(seed)  # noqa: S311
    specimen = make.scores(rng)
    digit(rng, specimen)
    assert _convert(specimen) == _convert(specimen)
