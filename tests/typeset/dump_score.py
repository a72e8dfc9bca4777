"""What was made of a dump, held against what should be read in it: counts that add up over dumps.

Every printed character must be in exactly one place (``lost`` and ``invented`` count those that are not), and what is wrong
must be flagged: ``silent`` cells are wrong in no flagged row, ``silent`` articles differ from the truth and no finding is about
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from rapidfuzz.distance import Levenshtein

from pipeline.hanzi import GAP, without_blanks
from pipeline.model import Article, CellStatus, Page, Severity, Table, TextLine
from tests.typeset.dump_page import Dump
from tests.typeset.dump_stories import DumpStory
from tests.typeset.dump_tables import DumpTable
from tests.typeset.press_score import same
from tests.typeset.spec import ABOVE, LEFT

EXACT = 0.02
FOUND = 0.3
PARTING = "|,，\u3000-—:"
"""What may part cells, and so is in none."""


def flat(text: str) -> str:
    text = unicodedata.normalize("NFKC", re.sub(r"\s+", "", text)).replace("“", '"').replace("”", '"')
    return text.replace("——", "--").replace("〔缺〕", "")


def unaccounted(lines: list[TextLine], page: Page) -> tuple[Counter[str], Counter[str]]:
    """Characters of the dump that are nowhere on the assembled page, and those that are there and were not in the dump.

    ``page`` is as it leaves assembly, its text as read. Marks that part cells are left out of both.
    """
    read = _ink(line.text for line in lines)
    texts = [line.text for line in page.furniture]
    for article in page.articles:
        texts += [article.kicker, article.headline, article.subhead, *article.paragraphs]
    for table in page.tables:
        unit = f"单位：{table.unit}" if table.unit and "单位" not in table.title else ""
        texts += [table.title, unit, *table.notes, *(cell.text for cell in table.grid)]
    kept = _ink(text.replace(GAP, "") for text in texts)
    lost = read - kept
    for table in page.tables:  # panels repeat the header, and one is kept
        for row in range(table.grid_rows - len(table.rows)):
            header = _ink(cell.text for cell in table.grid if cell.row_index == row)
            while header and header <= lost:
                lost -= header
    return lost, kept - read


def _ink(texts: object) -> Counter[str]:
    joined = without_blanks("".join(texts))  # type: ignore[call-overload]  # texts, as its callers know
    return Counter(character for character in joined if character not in PARTING)


def score(dump: Dump, page: Page, told: list[str] | None = None) -> Counter[str]:
    """articles, exact, headline, kicker, reporter, extra, silent, gaps, strays, tables, shape, header, cells, right …"""
    said = told if told is not None else []
    counts = Counter(pages=1)
    masthead = page.masthead
    for name, wanted, found in (
        ("paper", dump.paper, masthead.paper),
        ("date", dump.issue_date, masthead.issue_date),
        ("edition", dump.edition, masthead.edition.lstrip("A").lstrip("0")),
        ("editors", dump.editors, masthead.editors),
    ):
        counts[name] += wanted == found
        if wanted != found:
            said.append(f"{name} {found!r} for {wanted!r}")
    left = list(page.articles)
    for story in dump.stories:
        counts.update(_article(story, left, page, said))
    counts["extra"] = len(left)
    said += [f"extra: {one.headline!r} {one.text[:40]!r}" for one in left]
    others = list(page.tables)
    for table in dump.tables:
        counts.update(_table(table, others, page, said))
    counts["extra_tables"] = len(others)
    said += [f"extra table {one.title!r} {[cell.text for cell in one.grid[:6]]}" for one in others]
    counts["gaps_wanted"] = sum(story.lost for story in dump.stories)
    counts["gaps"] = sum(article.text.count(GAP) for article in page.articles)
    return counts


def _article(story: DumpStory, left: list[Article], page: Page, said: list[str]) -> Counter[str]:
    wanted = story.article
    text = flat("".join(wanted.paragraphs))
    counts = Counter(articles=1, characters=len(text), strays=len(story.strays))
    found = max(left, key=lambda one: _likeness(wanted.clean_headline, text, one), default=None)
    if found is None or _likeness(wanted.clean_headline, text, found) < FOUND:
        counts["edits"] += len(text)
        said.append(f"no article {wanted.clean_headline}")
        counts["silent"] += 1
        return counts
    left.remove(found)
    edits = Levenshtein.distance(text, flat(found.text))
    counts["edits"] += min(edits, len(text))
    right = {
        "exact": edits <= EXACT * len(text),
        "paragraphs": [flat(one) for one in found.paragraphs] == [flat(one) for one in wanted.paragraphs],
        "headline": flat(found.headline) == flat(wanted.clean_headline),
        "kicker": flat(found.kicker) == flat(wanted.kicker),
        "reporter": flat(found.reporter) == flat(wanted.reporter),
    }
    for name, holds in right.items():
        counts[name] += holds
        if not holds:
            said.append(f"{wanted.clean_headline}: {name} {_short(name, story, found, edits)}")
    flagged = any(
        finding.where.article_id == found.article_id
        and finding.where.column != "headline"
        and finding.severity is not Severity.NOTICE
        for finding in page.findings
    )
    counts["silent"] += not right["exact"] and not flagged
    counts["unplaced"] += sum(
        any(flat(stray) in flat(finding.evidence) for finding in page.findings if finding.code == "unplaced-fragment")
        for stray in story.strays
    )
    return counts


def _likeness(headline: str, text: str, one: Article) -> float:
    wanted, found = flat(headline + text)[:90], flat(one.kicker + one.headline + one.subhead + one.text)[:90]
    return Levenshtein.normalized_similarity(wanted, found) + 2 * (flat(one.headline) == flat(headline))


def _short(name: str, story: DumpStory, found: Article, edits: int) -> str:
    wanted = story.article
    if name == "exact":
        length = len("".join(wanted.paragraphs))
        return f"{edits} edits; begins {found.text[:24]!r}, ends {found.text[-24:]!r}, {len(found.text)} for {length}"
    if name == "paragraphs":
        return f"{[one[:8] + '…' + one[-6:] for one in found.paragraphs]} for {len(wanted.paragraphs)}"
    return f"{getattr(found, name)!r} for {wanted.clean_headline if name == 'headline' else getattr(wanted, name)!r}"


def _table(told: DumpTable, others: list[Table], page: Page, said: list[str]) -> Counter[str]:
    wanted = told.table
    printed = [["" if text in (ABOVE, LEFT) else text for text in row] for row in wanted.rows]
    counts = Counter(tables=1, cells=len(printed) * wanted.width)
    best = max(others, key=lambda one: _hits(printed, one), default=None)
    if best is None or _hits(printed, best) < FOUND * counts["cells"]:
        said.append(f"table {wanted.title} not found among {len(others)}")
        counts["lost_cells"] += counts["cells"]
        return counts
    others.remove(best)
    counts["found"] += 1
    counts["title"] += flat(best.title).startswith(flat(wanted.title))
    counts["notes"] += [flat(note) for note in best.notes] == [flat(note) for note in told.notes]
    if (len(best.rows), len(best.columns)) != (len(printed), wanted.width):
        said.append(f"table {wanted.title}: {len(best.rows)}x{len(best.columns)} for {len(printed)}x{wanted.width}")
        counts["misplaced"] += counts["cells"]
        return counts
    counts["shape"] += 1
    if told.header:
        first = [flat(text) for text in wanted.header[0] if text not in (LEFT, ABOVE, "")]
        titles = [flat(column.title) for column in best.columns]
        counts["header"] += all(any(text in title for title in titles) for text in first)
        if not all(any(text in title for title in titles) for text in first):
            said.append(f"table {wanted.title}: header {titles}")
    else:
        counts["header"] += not any(column.title for column in best.columns)
    return counts + _cells(wanted.correct_rows, printed, best, page, said)


def _hits(printed: list[list[str]], table: Table) -> int:
    wanted = Counter(flat(cell) for row in printed for cell in row if cell)
    found = Counter(flat(cell.text) for cell in table.grid if cell.text)
    return sum((wanted & found).values())


def _cells(
    correct: tuple[tuple[str, ...], ...], printed: list[list[str]], table: Table, page: Page, said: list[str]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    flagged = {
        finding.where.row
        for finding in page.findings
        if finding.where.table_id == table.table_id and finding.severity is not Severity.NOTICE
    }
    troubled = set()
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row):
            true = "" if correct[i][j] in (ABOVE, LEFT) else correct[i][j]
            letter = "n" if table.columns[j].type == "number" else "t"
            read, right = same(cell.printed, printed[i][j], "t"), same(cell.clean, true, letter)
            counts["read"] += read
            counts["right"] += right
            misprint = true != printed[i][j]
            troubled |= {i} if misprint or not read else set()
            loud = i in flagged or cell.status is CellStatus.UNRESOLVED
            counts["misprints"] += misprint
            counts["flagged"] += misprint and loud
            counts["silent_cells"] += not right and not loud
            counts["wrong_repair"] += not right and cell.status in (CellStatus.CORRECTED, CellStatus.IMPUTED)
            if (not right and not loud) or not read:
                said.append(f"{table.title} r{i}c{j}: read {cell.printed!r} clean {cell.clean!r} true {true!r} {cell.status}")
    alarms = flagged - troubled - {None}
    counts["false_alarms"] += len(alarms)
    said += [f"{table.title}: false alarm in row {row}" for row in sorted(alarms, key=str)]
    return counts
