"""``<recipe>.csv``: the rows of a known table from all issues together, derived columns included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.emit.fields import Field, FileFields, both, holds, published_files
from pipeline.errors import RecipeError
from pipeline.lexicons import read_lexicon
from pipeline.model import Page, Table
from pipeline.names import split_name
from pipeline.recipes.schema import ColumnSpec, DoubledCharacter, KnownDistrictRule, Recipe

DEFAULT_DISTRICTS = "hengshui_districts"
"""The lexicon of a derived column whose recipe names none; the first paper's."""


@dataclass(frozen=True, slots=True)
class RecipeRows:
    """The rows that one table adds to the file of its recipe; ``misfits`` are columns that hold a value not of their type."""

    recipe: str
    rows: tuple[tuple[str, ...], ...]
    misfits: tuple[str, ...] = ()


def recipe_rows(page: Page, table: Table, recipe: Recipe) -> RecipeRows:
    """The clean rows of a table under all columns of its recipe; a column that the table lacks is empty."""
    places = [table.column_index(spec.derived_from or spec.name) for spec in recipe.columns]
    lexicons = [read_lexicon(_lexicon(recipe, spec)) if spec.part else () for spec in recipe.columns]
    rows = []
    for number, row in enumerate(table.rows):
        values = ["" if place is None else row[place].clean for place in places]
        told = [_derived(value, spec, lexicon) for value, spec, lexicon in zip(values, recipe.columns, lexicons, strict=True)]
        rows.append((page.page_id, table.table_id, page.masthead.issue_date, *told, str(number)))
    return RecipeRows(recipe.name, tuple(rows), tuple(_misfits(recipe_file(recipe).fields, rows)))


def _misfits(fields: Sequence[Field], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for each, values in zip(fields, zip(*rows, strict=True), strict=False):
        if not all(holds(each.type, value) for value in values):
            yield each.name


def _derived(value: str, spec: ColumnSpec, districts: Sequence[str]) -> str:
    if not spec.part:
        return value
    district, community = split_name(value, districts)
    return district if spec.part == "district" else community


def _lexicon(recipe: Recipe, spec: ColumnSpec) -> str:
    for each in (*recipe.rules, *recipe.repairs):
        if isinstance(each, KnownDistrictRule | DoubledCharacter) and each.column == spec.derived_from:
            return each.lexicon
    return DEFAULT_DISTRICTS


def recipe_file(recipe: Recipe) -> FileFields:
    """The columns of a recipe's file; raises RecipeError where its name or a column's is taken."""
    files = published_files()
    if recipe.name in files:
        raise RecipeError(f"The recipe {recipe.name} has the name of a published file.", "Give it another name.")
    before = (files["tables"].fields[1], files["tables"].fields[0], _field_of("pages", "issue_date"))
    row = _field_of("cells", "row")
    own = tuple(_column_field(spec) for spec in recipe.columns)
    taken = {each.name for each in (*before, row)}
    for each in own:
        if each.name in taken:
            raise RecipeError(f"The column {each.name} of the recipe {recipe.name} has the name of a published column.")
    return FileFields(
        name=recipe.name,
        title=both(recipe.title.model_dump()),
        description=both(
            {
                "zh": f"每行一条数据行，各期合在一起。出处：{recipe.source}",
                "en": f"One row a data row of this table, all issues together. Source: {recipe.source}",
            }
        ),
        fields=(*(Field(each.name, each.title, each.type, each.description) for each in before), *own, row),
        primary_key=("table_id", "row"),
        foreign_keys=(("page_id", "pages"), ("table_id", "tables")),
    )


def _field_of(file: str, name: str) -> Field:
    return next(each for each in published_files()[file].fields if each.name == name)


_PARTS_ZH = {"district": "区", "community": "社区"}


def _column_field(spec: ColumnSpec) -> Field:
    told = [spec.description.model_dump()] if spec.description else []
    if spec.derived_from:
        part = {"zh": f"{spec.derived_from}中的{_PARTS_ZH[spec.part]}。", "en": f"The {spec.part} within {spec.derived_from}."}
        told.append(part)
    if spec.share is not None:
        told.append({"zh": f"据所印表头，不超过{spec.share}。", "en": f"At most {spec.share}, as the printed header says."})
    return Field(
        spec.name,
        both(spec.title.model_dump()),
        spec.type,
        both({"zh": "".join(each["zh"] for each in told), "en": " ".join(each["en"] for each in told)}) if told else "",
        spec.unit,
        role=spec.role,
        share="" if spec.share is None else str(spec.share),
        derived_from=spec.derived_from,
    )
