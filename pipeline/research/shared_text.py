"""Articles that share their text: duplicates and reprints, within a day and across days.

Texts are compared by their shingles (runs of ``SHINGLE`` characters, punctuation aside; Broder 1997). MinHash with locality-
sensitive hashing (datasketch) finds the pairs worth comparing; what is told of a pair is then counted, not estimated. A short
piece within a much longer one is not found this way: its share of the whole is too small.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

SHINGLE = 5
"""Characters: about three words. Newspapers' set phrases are longer than that, so a few shared shingles mean nothing."""
LEAST_SHINGLES = 40
"""Shorter pieces are notices and captions, which are alike without being reprints."""
LEAST = 0.5
PERMUTATIONS = 128
SLACK = 0.7
"""Of the threshold: pairs are sought below it, since MinHash only estimates (at 128 permutations to about 0.09)."""


def reprints(folder: str | Path, least: float = LEAST) -> pd.DataFrame:
    """Pairs of articles that share at least ``least`` of their shingles (Jaccard), the most alike first.

    ``kind`` is ``same page`` (two witnesses of one page), ``same day``, ``other day`` or ``undated``; ``days`` lie between the
    two; ``contained`` is the share of the shorter one that stands in the longer. Raises UsageError where datasketch
    is missing.
    """
    import pandas as pd

    from pipeline.dataset.frames import load

    articles = load(folder, "articles")
    pages = load(folder, "pages").set_index("page_id")
    texts = articles.text.fillna("").tolist()
    shingles = {place: found for place, text in enumerate(texts) if len(found := _shingles(text)) >= LEAST_SHINGLES}
    told: list[dict[str, Any]] = []
    for one, other in _candidates(shingles, least):
        shared = len(shingles[one] & shingles[other])
        jaccard = shared / len(shingles[one] | shingles[other])
        if jaccard >= least:
            pair = sorted((one, other), key=lambda place: (_date(articles, pages, place), place))
            contained = shared / min(len(shingles[one]), len(shingles[other]))
            told.append(_pair(articles, pages, *pair) | {"jaccard": round(jaccard, 4), "contained": round(contained, 4)})
    told.sort(key=lambda pair: (-pair["jaccard"], pair["article_id"], pair["other_id"]))
    names = [
        "article_id",
        "other_id",
        "kind",
        "issue_date",
        "other_date",
        "days",
        "jaccard",
        "contained",
        "headline",
        "other_headline",
    ]
    return pd.DataFrame(told, columns=names)


def _shingles(text: str) -> set[str]:
    bare = "".join(character for character in text if character.isalnum())
    return {bare[at : at + SHINGLE] for at in range(len(bare) - SHINGLE + 1)}


def _candidates(shingles: dict[int, set[str]], least: float) -> list[tuple[int, int]]:
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as fault:
        raise UsageError(
            "Finding reprints needs datasketch, which is not installed.", "pip install 'jiaokan[research]'"
        ) from fault
    index = MinHashLSH(threshold=least * SLACK, num_perm=PERMUTATIONS)
    found: dict[int, list[int]] = {}
    for place, of in shingles.items():
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([each.encode() for each in sorted(of)])
        found[place] = sorted(index.query(sketch))
        index.insert(place, sketch)
    return [(other, place) for place, others in found.items() for other in others]


def _date(articles: pd.DataFrame, pages: pd.DataFrame, place: int) -> str:
    return str(pages.at[articles.page_id.iloc[place], "issue_date"])


def _pair(articles: pd.DataFrame, pages: pd.DataFrame, one: int, other: int) -> dict[str, Any]:
    first, second = articles.iloc[one], articles.iloc[other]
    page, its = pages.loc[first.page_id], pages.loc[second.page_id]
    days = (its.issue_date - page.issue_date).days
    return {
        "article_id": first.article_id,
        "other_id": second.article_id,
        "kind": _kind(page, its),
        "issue_date": page.issue_date,
        "other_date": its.issue_date,
        "days": days,
        "headline": first.headline,
        "other_headline": second.headline,
    }


def _kind(page: pd.Series[Any], its: pd.Series[Any]) -> str:
    if page.name == its.name:
        return "same day"
    if page.isna().issue_date or its.isna().issue_date:
        return "undated"
    if page.issue_date != its.issue_date:
        return "other day"
    same = all(str(page[name]) == str(its[name]) for name in ("paper", "edition"))
    return "same page" if same else "same day"
