"""The opponent: error localisation after Fellegi and Holt (1976) as a mixed-integer program, solved by HiGHS through scipy.

The fewest cells are changed so that every sum of a row, every cap and every total of a column holds (de Waal, Pannekoek and
Scholtus 2011, chapter 3): a binary variable for each cell says whether it may differ from what is printed, and the sum of
them is least. The values of the solution are what it imputes. ``unique`` answers whether no other set of as few cells would
do: a careful office imputes then only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from pipeline.numbers import parse_value
from tests.random_tables import Specimen


@dataclass(frozen=True)
class Solution:
    """The cells of one row that are changed, with their values, and whether no other choice of as few cells would do."""

    values: dict[int, Decimal]
    unique: bool


def localise(specimen: Specimen, row: int) -> Solution | None:
    """The fewest cells of a row to change so that its sum, its caps and the totals row hold; None where nothing is wrong."""
    columns = (specimen.total, *specimen.parts)
    texts = specimen.printed[row]
    printed = [parse_value(texts[column]) for column in columns]
    signs = np.array([-1.0] + [1.0] * len(specimen.parts))
    known = np.array([float(value or 0) for value in printed])
    if all(value is not None for value in printed) and abs(float(signs @ known)) < 1e-9 and _within(specimen, columns, known):
        return None
    first = _solve(specimen, columns, printed, signs)
    if first is None:
        return None
    values, changed = first
    second = _solve(specimen, columns, printed, signs, forbid=changed)
    unique = second is None or int(second[1].sum()) > int(changed.sum())
    places = 10**specimen.decimals
    return Solution(
        {
            column: Decimal(round(float(value) * places)) / places
            for column, value, differs in zip(columns, values, changed, strict=True)
            if differs
        },
        unique,
    )


def _within(specimen: Specimen, columns: tuple[int, ...], values: np.ndarray) -> bool:
    caps = [float(specimen.caps.get(column, 10**9)) for column in columns]
    return all(0 <= value <= cap for value, cap in zip(values, caps, strict=True)) or specimen.signed


def _solve(
    specimen: Specimen,
    columns: tuple[int, ...],
    printed: list[Decimal | None],
    signs: np.ndarray,
    forbid: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray] | None:
    """Values and whether each is changed. Variables: the values, then the binaries."""
    count = len(columns)
    big = 10.0 * max(1.0, *(abs(float(value or 0)) for value in printed))
    known = np.array([float(value or 0) for value in printed])
    link = np.hstack([np.eye(count), -big * np.eye(count)])
    link_below = np.hstack([np.eye(count), big * np.eye(count)])
    constraints = [
        LinearConstraint(np.concatenate([signs, np.zeros(count)]), 0, 0),
        LinearConstraint(link, -np.inf, known),
        LinearConstraint(link_below, known, np.inf),
    ]
    if forbid is not None:
        constraints.append(LinearConstraint(np.concatenate([np.zeros(count), forbid]), -np.inf, forbid.sum() - 1))
    low = [-big if specimen.signed else 0.0] * count
    high = [float(specimen.caps.get(column, Decimal(str(big)))) for column in columns]
    must = [1.0 if value is None else 0.0 for value in printed]
    answer = milp(
        np.concatenate([np.zeros(count), np.ones(count)]),
        constraints=constraints,
        bounds=Bounds([*low, *must], [*high, *([1.0] * count)]),
        integrality=np.concatenate([np.zeros(count), np.ones(count)]),
    )
    if not answer.success:
        return None
    return answer.x[:count], np.round(answer.x[count:])
