"""The papers that go with a release: README, LICENSE, CITATION.cff."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.release.about import NO_LICENSE, About
from pipeline.release.croissant import cite_as

README = """# {title}

{description}

Version {version}, {released}. {license}. Made by jiaokan {program}. {cite}

| what | where |
| --- | --- |
| tables as CSV (UTF-8) | `csv/`, each with its schema in `datapackage.json` |
{excel}| the same, typed | `parquet/`, `jiaokan.sqlite` (keys, indexes, full-text search) |
| what every column means | `codebook.zh.md`, `codebook.en.md` |
| how the data came about, what it is good for and what not | `datasheet.md` |
| rules, stated by recipes or shown by the tables | `recipes/`, `csv/rules.csv`, `csv/columns.csv` |
| where everything comes from | `prov.json`, `csv/cells.csv`, `csv/repairs.csv` |
| for machines | `ro-crate-metadata.json`, `croissant.json`{mets} |
| checksums | `SHA256SUMS` (`sha256sum -c SHA256SUMS`, or `jiaokan verify`) |

Python: `import pipeline; pipeline.load("{folder}", "cells")`, or `pandas.read_parquet("parquet/cells.parquet")`.
R: `readr::read_csv("csv/cells.csv")`, or `arrow::read_parquet("parquet/cells.parquet")`.

Words in the text, parted by jieba:

```sql
SELECT articles.article_id, articles.headline FROM articles_fts
JOIN article_words ON article_words.rowid = articles_fts.rowid
JOIN articles USING (article_id) WHERE articles_fts MATCH '社区' ORDER BY rank;
```
"""


def readme(about: About, released: str, program: str, *, folder: str, excel: bool, mets: bool) -> str:
    return README.format(
        title=about.both_titles,
        description=about.description,
        version=about.version,
        released=released,
        license=f"Licence: {about.license_title}; see LICENSE",
        program=program,
        cite=f"Cite as: {cite_as(about, released)}",
        excel="| tables for Excel (UTF-8 with its mark, CR LF) | `csv-excel/` |\n" if excel else "",
        mets=", `mets/` and `alto/` for libraries" if mets else "",
        folder=folder,
    )


def license_text(about: About) -> str:
    """The terms; raises UsageError where a file of one's own is missing."""
    newspaper = (
        "The newspaper pages that this dataset was made from, their texts and pictures may be protected by rights of their\n"
        "publishers and authors. These terms are about the dataset only and grant nothing of those rights.\n"
        f"{about.rights}".rstrip()
        + "\n"
    )
    if about.license_file:
        try:
            return Path(about.license_file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise UsageError(f"The licence {about.license_file} cannot be read.", "Give a text file in UTF-8.") from fault
    if about.license.startswith("LicenseRef-"):
        raise UsageError(f"The licence {about.license} is not one we know.", "Give its text as license_file.")
    if about.license == NO_LICENSE:
        return f"No licence has been granted for this dataset. All rights reserved.\n\n{newspaper}"
    return f"{about.license_title}\nSPDX-License-Identifier: {about.license}\n{about.license_url}\n\n{newspaper}"


def citation(about: About, released: str) -> str:
    """CITATION.cff 1.2.0. Strings are written as JSON, which YAML takes."""
    lines = ['cff-version: "1.2.0"', 'message: "Please cite this dataset as follows."', 'type: "dataset"']
    told = {"title": about.both_titles, "version": about.version, "abstract": about.description, "date-released": released}
    told |= {"doi": about.doi, "url": about.url}
    if about.license_url:
        told["license"] = about.license
    lines += [f"{key}: {_quoted(value)}" for key, value in told.items() if value]
    lines.append("keywords:")
    lines += [f"  - {_quoted(word)}" for word in about.keywords]
    lines.append("authors:")
    for each in about.authors:
        names = {"family-names": each.family, "given-names": each.given} if each.family else {"name": each.name}
        more = {"affiliation": each.affiliation if each.family else "", "orcid": each.orcid}
        pairs = [f"{key}: {_quoted(value)}" for key, value in {**names, **more}.items() if value]
        lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
