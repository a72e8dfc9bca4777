"""Full-text search over Chinese text: SQLite's FTS5, which parts words at blanks, over text that jieba has parted.

Index and query are parted alike: into the words of jieba's dictionary, and the shorter words within them (its search mode).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipeline.words import segmenter

WORDS = "article_words"
INDEX = "articles_fts"
COLUMNS = ("headline", "text")
SCHEMA = f"""
CREATE TABLE {WORDS} (article_id TEXT PRIMARY KEY REFERENCES articles (article_id), headline TEXT, text TEXT);
CREATE VIRTUAL TABLE {INDEX} USING fts5 (headline, text, content='{WORDS}', tokenize='unicode61');
"""
"""``article_words`` holds the parted text; its rowid is that of the article. The index takes its text from there."""


def parted(text: str) -> str:
    """The words of a text and the shorter words within them, parted by blanks.

    >>> parted("创建全国文明城市")
    '创建 全国 文明 城市 文明城市'
    """
    return " ".join(word for word in segmenter().cut_for_search(text, HMM=False) if not word.isspace())


def match(query: str) -> str:
    """A query of FTS5 that finds the texts which hold all words of ``query``; "" where it holds none."""
    words = [word for word in parted(query).split() if any(character.isalnum() for character in word)]
    return " AND ".join('"' + word.replace('"', '""') + '"' for word in words)


def fill(database: sqlite3.Connection, articles: Iterable[tuple[str, str, str]]) -> None:
    """Put articles (identifier, headline, text) into the index, in the order of the table ``articles``."""
    rows = ((article_id, parted(headline), parted(text)) for article_id, headline, text in articles)
    database.executemany(f"INSERT INTO {WORDS} VALUES (?, ?, ?)", rows)  # noqa: S608 - a constant
    database.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")  # noqa: S608 - a constant
    database.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")  # noqa: S608 - a constant
