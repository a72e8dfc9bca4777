"""Cleaning: the text of articles and the values of tables in one normal form, every change on the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.clean.articles import clean_article
from pipeline.clean.tables import clean_table
from pipeline.model import Page
from pipeline.recipes.schema import Recipe


def clean_page(page: Page, recipes: Sequence[Recipe]) -> Page:
    """The page with clean articles and tables; ``repairs`` names every change. Cleaning twice changes nothing."""
    by_name = {recipe.name: recipe for recipe in recipes}
    tables = [clean_table(table, by_name.get(table.recipe)) for table in page.tables]
    articles = [clean_article(article) for article in page.articles]
    repairs = [repair for _, found in (*tables, *articles) for repair in found]
    return replace(
        page,
        tables=tuple(table for table, _ in tables),
        articles=tuple(article for article, _ in articles),
        repairs=(*page.repairs, *repairs),
    )
