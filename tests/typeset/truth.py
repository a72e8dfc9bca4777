"""What a reader should find on a typeset page, as plain values ready for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tests.typeset.page import TypesetPage
from tests.typeset.spec import ABOVE, LEFT, Article, Table

LIST_KIND = "list"
"""The kind of a red and black list, which stands under ``lists`` and not as the page's table."""


def page_truth(page: TypesetPage) -> dict[str, Any]:
    """paper, date, page, editors, table (None where there is none), lists, layout, articles."""
    masthead, style = page.spec.masthead, page.spec.style
    tables = [table for table in page.tables if table.kind != LIST_KIND]
    lists = [list_truth(table) for table in page.tables if table.kind == LIST_KIND]
    return {
        "paper": masthead.paper,
        "date": masthead.issue_date.isoformat(),
        "page": masthead.page,
        "editors": list(masthead.editors),
        "table": table_truth(tables[0], lists) if tables else None,
        "lists": lists,
        "layout": {
            "cols": style.columns,
            "panels": tables[0].panels if tables else 0,
            "frame": tables[0].frame.value if tables else "",
            "fonts": [style.fonts.body.name, style.fonts.display.name],
        },
        "articles": [article_truth(article, number) for number, article in enumerate(page.articles)],
    }


def table_truth(table: Table, lists: list[dict[str, Any]]) -> dict[str, Any]:
    """The table as printed and as it should be; a header cell another one spans is empty."""
    return {
        "title": table.title,
        "kind": table.kind,
        "unit": table.unit,
        "header": [["" if text in (LEFT, ABOVE) else text for text in row] for row in table.header],
        "printed": [list(row) for row in table.rows],
        "true": [list(row) for row in table.correct_rows],
        "anomalies": [asdict(anomaly) for anomaly in table.anomalies],
        "lists": lists,
        "name_col": table.name_col,
    }


def list_truth(table: Table) -> dict[str, Any]:
    """A red and black list: ranks and names of its two halves."""
    return {
        "title": table.title,
        "red": [list(row[:2]) for row in table.rows],
        "black": [list(row[2:]) for row in table.rows],
    }


def article_truth(article: Article, number: int) -> dict[str, Any]:
    return {
        "id": f"a{number}",
        "kicker": article.kicker or None,
        "headline": article.clean_headline,
        "subhead": article.subhead or None,
        "reporter": article.reporter or None,
        "paragraphs": list(article.paragraphs),
        "vertical": article.vertical,
        "boxed": article.boxed,
        "span": article.span,
    }
