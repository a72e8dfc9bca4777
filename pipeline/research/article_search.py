"""Search in the articles of a converted folder or a release: the same index as in a release's SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dataset import full_text
from pipeline.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

AROUND = 20
"""Characters shown on each side of a hit."""
HEADLINE_WEIGHT = 5.0
"""A word of the headline says more about an article than one of its text."""


def search(folder: str | Path, query: str, limit: int = 50) -> pd.DataFrame:
    """Articles that hold all words of ``query``, the most fitting first (BM25), with the date of issue and the place of a hit.

    Raises UsageError where the folder holds no articles, or the query no words.
    """

    from pipeline.dataset.frames import load

    wanted = full_text.match(query)
    if not wanted:
        raise UsageError("There are no words to look for.", "Give one or more words.")
    articles = load(folder, "articles")
    texts = articles[["article_id", "headline", "text"]].fillna("").astype(str)
    rows = [(article_id, headline, text) for article_id, headline, text in texts.itertuples(index=False)]
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(full_text.SCHEMA)
        full_text.fill(database, rows)
        found = database.execute(
            f"SELECT {full_text.WORDS}.rowid - 1, -bm25({full_text.INDEX}, {HEADLINE_WEIGHT}, 1) AS score "  # noqa: S608
            f"FROM {full_text.INDEX} JOIN {full_text.WORDS} ON {full_text.WORDS}.rowid = {full_text.INDEX}.rowid "
            f"WHERE {full_text.INDEX} MATCH ? ORDER BY score DESC, {full_text.WORDS}.rowid LIMIT ?",
            (wanted, limit),
        ).fetchall()
    dates = load(folder, "pages").set_index("page_id").issue_date
    hits = articles.iloc[[place for place, _ in found]][["page_id", "article_id", "headline"]].reset_index(drop=True)
    hits.insert(1, "issue_date", hits.page_id.map(dates))
    hits["where"] = [_around(rows[place][2] or rows[place][1], query) for place, _ in found]
    hits["score"] = [round(score, 6) for _, score in found]
    return hits


def _around(text: str, query: str) -> str:
    """The first place where the query stands, or its first word that does."""
    flat = text.replace("\n", " ")
    places = [flat.find(word) for word in (query.strip(), *full_text.parted(query).split()) if word]
    at = next((place for place in places if place >= 0), 0)
    start, end = max(0, at - AROUND), at + len(query) + AROUND
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"
