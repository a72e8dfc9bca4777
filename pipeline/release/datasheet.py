"""The datasheet: the questions of "Datasheets for Digital Cultural Heritage" (Alkemade and others 2023, doi 10.5334/johd.124,
after Gebru and others 2021), answered from the data where the data can, and by ``about`` where only a person can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline import __version__
from pipeline.dataset.data_package import Package
from pipeline.release.about import About
from pipeline.release.codebook import half
from pipeline.release.croissant import cite_as

NOT_SAID = "*Not stated by whoever made this release.*"
LIMITS = """- A misprint that breaks no rule cannot be seen; a flag says where to look, its absence proves nothing.
- `corrected` means that one explanation alone of a closed catalogue fits, `imputed` that a stated convention filled the value.
- Boxes and confidences are those of the reading; `csv/cells.csv` keeps the printed reading of every cell beside the clean one.
- Names of living people stand in articles and tables as the paper printed them. Think of them before linking or republishing.
- The text is what one newspaper printed on its day: what it left out, and whom it did not name, is not in the data."""


Rows = list[dict[str, str]]


def datasheet(package: Package, about: About, released: str, rules: Rows, accuracy: Rows) -> str:
    """The datasheet as Markdown."""
    return "\n".join((
        f"# Datasheet: {about.both_titles}",
        "",
        'Sections after "Datasheets for Digital Cultural Heritage" (doi 10.5334/johd.124). Figures are counted from the data.',
        "",
        *_section("Motivation", about.motivation or NOT_SAID),
        *_section("Composition", *_composition(package)),
        *_section("Collection and digitisation", about.collection or NOT_SAID, "", *_sources(package)),
        *_section("Processing, cleaning and what was changed", *_processing(package)),
        *_section("Quality", *_quality(rules, accuracy)),
        *_section("Uses and limits", about.uses or NOT_SAID, "", LIMITS),
        *_section(
            "Distribution and rights",
            f"Version {about.version}, {released}. Licence of the dataset: {about.license_title}.",
            about.rights or "Rights in the newspaper pages: " + NOT_SAID,
            "",
            f"Cite as: {cite_as(about, released)}",
        ),
        *_section("Maintenance", about.maintenance or NOT_SAID, f"Contact: {about.contact or NOT_SAID}"),
    ))  # fmt: skip


def _section(title: str, *lines: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield from lines
    yield ""


def _composition(package: Package) -> Iterator[str]:
    pages = list(package.records("pages"))
    dates = sorted(page["issue_date"] for page in pages if page["issue_date"])
    yield from _counted("Pages by newspaper", (page["paper"] or "unknown" for page in pages))
    yield from _counted("Pages by route", (page["route"] or "not read" for page in pages))
    yield f"Dates of issue: {dates[0]} to {dates[-1]}, {len(set(dates))} different.\n" if dates else "Dates of issue: none.\n"
    undated = sum(not page["issue_date"] for page in pages)
    if undated:
        yield f"Pages without a date: {undated}.\n"
    for resource in package.tables:
        told = half(resource.descriptor.get("description", ""), "en")
        yield f"- `{resource.name}`: {sum(1 for _ in resource.rows())} rows. {told}"


def _sources(package: Package) -> Iterator[str]:
    pages = list(package.records("pages"))
    failed = [page for page in pages if page["status"] == "failed"]
    yield f"{len({page['sha256'] for page in pages if page['sha256']})} source files, {len(pages)} pages."
    yield f"Pages that could not be read: {len(failed)}; `csv/pages.csv` says why." if failed else "Every page was read."
    yield from ("", *_counted("Pages by engine", (page["engine"] or "none" for page in pages)))


def _processing(package: Package) -> Iterator[str]:
    yield f"Converted and released by jiaokan {__version__}. Each change is a row of `csv/repairs.csv` with its evidence.\n"
    yield from _counted("Cells by status", (cell["status"] for cell in package.records("cells")))
    yield from _counted("Repairs by rule", (f"{each['rule']} ({each['status']})" for each in package.records("repairs")))
    yield from _counted("Findings", (f"{each['severity']}: {each['code']}" for each in package.records("findings")))


def _quality(rules: Rows, accuracy: Rows) -> Iterator[str]:
    stated = [rule for rule in rules if rule["origin"] == "recipe"]
    if stated:
        yield "Rules of the recipes, and the share of rows in which each holds (`csv/rules.csv`):\n"
        yield "| rule | columns | rows | as printed | clean |\n| --- | --- | --- | --- | --- |"
        for rule in stated:
            yield (
                f"| {rule['recipe']}: {rule['kind']} | {rule['columns'].replace(';', ', ')} | {rule['rows']} | "
                f"{rule['pass_rate_printed']} | {rule['pass_rate_clean']} |"
            )
        yield ""
    yield from _inferred([rule for rule in rules if rule["origin"] == "inferred"])
    if not accuracy:
        yield "No sample was checked by hand (`jiaokan sample`, `jiaokan accuracy`), so no error rate can be stated."
        return
    yield "Checked by hand: error rates with 95 % confidence intervals (`csv/accuracy.csv`).\n"
    yield "| value | route | field | checked | wrong | error rate | interval |\n| --- | --- | --- | --- | --- | --- | --- |"
    for row in accuracy:
        yield (
            f"| {row['value']} | {row['route']} | {row['field']} | {row['checked']} of {row['cells']} | {row['wrong']} | "
            f"{row['error_rate']} | {row['low']} to {row['high']} |"
        )


def _inferred(rules: Rows) -> Iterator[str]:
    """By kind: a large release has thousands."""
    if not rules:
        return
    tables = len({rule["table_id"] for rule in rules})
    yield f"Rules that {tables} tables show themselves, by kind; `csv/rules.csv` has each with what supports it:\n"
    yield "| kind | rules | rows | broken as printed | broken when clean |\n| --- | --- | --- | --- | --- |"
    for kind in sorted({rule["kind"] for rule in rules}):
        mine = [rule for rule in rules if rule["kind"] == kind]
        sums = [sum(int(rule[name]) for rule in mine) for name in ("rows", "broken_printed", "broken_clean")]
        yield f"| {kind} | {len(mine)} | " + " | ".join(map(str, sums)) + " |"
    yield ""


def _counted(title: str, values: Iterable[str]) -> Iterator[str]:
    counts = Counter(values)
    if counts:
        yield f"{title}: " + "; ".join(f"{value} {count}" for value, count in sorted(counts.items())) + ".\n"
