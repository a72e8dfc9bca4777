"""The same community, team or person through several issues of one ranking: names linked, changes told.

Within an issue a name stands once, so two issues are matched one to one: equal names first, then, of the rest, the assignment
with the greatest sum of likeness (``scipy.optimize.linear_sum_assignment``). A link that is not by an equal name has its score
beside it, and none is made where another name is as like.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.names import squeeze
from pipeline.research.names_alike import alike

if TYPE_CHECKING:
    import pandas as pd

LEAST = 0.8
"""One character of five may differ: 古域社区 for 古城社区 with its district before it. Two of seven may not."""
ROUTES = ("text_layer", "plain_text", "ocr")
"""Of several witnesses of one table, the one with the fewest doubts; among equals, in this order."""


@dataclass(slots=True)
class _Entity:
    """What is one thing through the issues; ``names`` are all it was printed with, the latest last."""

    number: int
    within: str
    names: list[str] = field(default_factory=list)


def one_witness(frame: pd.DataFrame) -> pd.DataFrame:
    """One table an issue: of several witnesses the one with the fewest flagged rows, then by route. Undated ones are left out.

    ``frame`` is a table of a recipe as ``pipeline.load`` gives it.
    """
    from pipeline.dataset.frames import FOLDER, load

    pages = load(frame.attrs[FOLDER], "pages").set_index("page_id")
    chosen = []
    for _, issue in frame[frame.issue_date.notna()].groupby("issue_date", sort=True):
        tables = issue.groupby("table_id", sort=True)
        doubts = {
            str(table_id): (int(rows.flagged.sum()), ROUTES.index(str(pages.at[rows.page_id.iloc[0], "route"])), str(table_id))
            for table_id, rows in tables
        }
        chosen.append(min(doubts, key=lambda table_id: doubts[table_id]))
    return frame[frame.table_id.isin(chosen)]


def link(
    frame: pd.DataFrame, name: str = "name", issue: str = "issue_date", within: str = "district", least: float = LEAST
) -> pd.DataFrame:
    """The frame with its rows linked from issue to issue; columns are added.

    ``entity`` counts the things that are ranked, ``entity_name`` is the name each was printed with most often; ``link`` says
    how a row was linked (``first``, ``exact``, ``similar``), ``link_score`` how alike the name is to the one before, 0 to 1.
    Names of different ``within`` (a column; left out where there is none) are never linked. Raises UsageError where an issue
    holds more than one table, or a row has no issue.
    """
    columns = [issue, name, *(each for each in (within, "table_id") if each in frame.columns)]
    if lacking := [column for column in (issue, name) if column not in frame.columns]:
        raise UsageError(f"The data frame has no column {', '.join(lacking)}.", "Name the columns of names and issues.")
    if frame[issue].isna().any():
        raise UsageError(f"{frame[issue].isna().sum()} rows have no {issue}.", "Leave them out, or give them one.")
    entities: list[_Entity] = []
    found: dict[Any, tuple[int, str, float]] = {}
    for _, rows in frame[columns].groupby(issue, sort=True):
        if "table_id" in rows.columns and rows.table_id.nunique() > 1:
            problem = f"The issue {rows[issue].iloc[0]} has {rows.table_id.nunique()} tables."
            raise UsageError(problem, "Choose one, or let pipeline.one_witness choose.")
        places = rows[within] if within in rows.columns else rows[name].map(lambda _: "")
        said = [
            (at, squeeze(_text(each)), _text(place)) for at, each, place in zip(rows.index, rows[name], places, strict=True)
        ]
        found |= _issue(said, entities, least)
    linked = frame.copy()
    linked["entity"] = [found[label][0] for label in frame.index]
    linked["entity_name"] = linked.entity.map({each.number: _usual(each.names) for each in entities})
    linked["link"] = [found[label][1] for label in frame.index]
    linked["link_score"] = [found[label][2] for label in frame.index]
    return linked


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _usual(names: list[str]) -> str:
    return max(names, key=lambda name: (names.count(name), -names.index(name)))


def _issue(rows: list[tuple[Any, str, str]], entities: list[_Entity], least: float) -> dict[Any, tuple[int, str, float]]:
    """Link the rows of one issue (label, name, district) to the entities there are, and make new ones of the rest."""
    found: dict[Any, tuple[int, str, float]] = {}
    by_name = {name: each for each in entities for name in each.names if name}
    free, rest = dict.fromkeys(each.number for each in entities), []
    for label, name, within in rows:
        each = by_name.get(name)
        if each is not None and each.number in free and _one_place(each.within, within):
            del free[each.number]
            each.names.append(name)
            found[label] = (each.number, "exact", 1.0)
        else:
            rest.append((label, name, within))
    left = [each for each in entities if each.number in free]
    for (label, name, _), each, score in _similar(rest, left, least):
        each.names.append(name)
        found[label] = (each.number, "similar", round(score, 3))
    for label, name, within in rest:
        if label not in found:
            entities.append(_Entity(len(entities) + 1, within, [name]))
            found[label] = (len(entities), "first", 1.0)
    return found


def _one_place(one: str, other: str) -> bool:
    return not one or not other or one == other


def _similar(
    rows: list[tuple[Any, str, str]], entities: list[_Entity], least: float
) -> list[tuple[tuple[Any, str, str], _Entity, float]]:
    """The pairs of the best assignment that are alike enough, and more alike than either is to anything else."""
    if not rows or not entities:
        return []
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError as fault:
        raise UsageError("Linking names needs scipy, which is not installed.", "pip install 'jiaokan[research]'") from fault
    scores = [[_likeness(row, each) for each in entities] for row in rows]
    pairs = []
    for i, j in zip(*linear_sum_assignment(scores, maximize=True), strict=True):
        score = scores[i][j]
        others = [*scores[i][:j], *scores[i][j + 1 :], *(row[j] for place, row in enumerate(scores) if place != i)]
        if score >= least and all(other < score for other in others):
            pairs.append((rows[i], entities[j], score))
    return pairs


def _likeness(row: tuple[Any, str, str], each: _Entity) -> float:
    _, name, within = row
    if not name or not _one_place(each.within, within):
        return 0.0
    last = each.names[-1]
    if within != each.within:  # one of the two names lacks its district: what is left is compared
        name, last = name.removeprefix(within), last.removeprefix(each.within)
    return alike(name, last) if last else 0.0


def changes(linked: pd.DataFrame, rank: str = "rank", score: str = "total", issue: str = "issue_date") -> pd.DataFrame:
    """One row an entity and issue, from the second issue on: what became of it since the issue before.

    ``event`` is ``stayed``, ``entered`` (for the first time), ``returned`` or ``left``; ``rank_change`` is above 0 for a climb;
    ``renamed`` says that the name is printed in another way. ``flagged`` where the table doubts either row.
    """
    import pandas as pd

    issues = sorted(linked[issue].unique())
    by_issue = {each: rows.set_index("entity") for each, rows in linked.groupby(issue)}
    told: list[dict[str, Any]] = []
    seen: set[Any] = set(by_issue[issues[0]].index) if issues else set()
    for before, now in pairwise(issues):
        old, new = by_issue[before], by_issue[now]
        for entity in sorted({*old.index, *new.index}):
            was, now_is = (table.loc[entity] if entity in table.index else None for table in (old, new))
            event = "left" if now_is is None else "stayed" if was is not None else "returned" if entity in seen else "entered"
            told.append(
                {"entity": entity, issue: now, "issue_before": before, "event": event, **_change(was, now_is, rank, score)}
            )
        seen |= set(new.index)
    columns = ["entity", "entity_name", issue, "issue_before", "event", "rank", "rank_before", "rank_change"]
    columns += ["score", "score_before", "score_change", "renamed", "link", "link_score", "flagged"]
    return pd.DataFrame(told, columns=columns).convert_dtypes()


def _change(was: Any, now: Any, rank: str, score: str) -> dict[str, Any]:
    known = now if now is not None else was
    said = {
        "entity_name": known["entity_name"],
        "flagged": any(bool(row.get("flagged")) for row in (was, now) if row is not None),
    }
    for name, column in (("rank", rank), ("score", score)):
        said[name] = None if now is None else now[column]
        said[f"{name}_before"] = None if was is None else was[column]
    if was is not None and now is not None:
        said |= {"rank_change": was[rank] - now[rank], "score_change": round(float(now[score] - was[score]), 6)}
        said["renamed"] = squeeze(str(was["name"])) != squeeze(str(now["name"])) if "name" in now.index else None
    if now is not None:
        said |= {"link": now["link"], "link_score": now["link_score"]}
    return said
