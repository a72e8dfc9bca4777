"""Brings the output folder to what the ledger has: what is new, changed or touched is written, the rest lies there already."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from pipeline import emit
from pipeline.batch.ledger import Ledger
from pipeline.batch.published import Due, Published, known_files
from pipeline.emit.shared_files import Report
from pipeline.errors import UsageError
from pipeline.recipes.schema import Recipe
from pipeline.settings import Settings

KNOWN = "publication known"
"""The name under which it is noted that the ledger knows all that is published: until then the package is asked what is."""


def publish(
    ledger: Ledger, recipes: Sequence[Recipe], settings: Settings, report: Report | None, tell: Callable[[int], None]
) -> None:
    """Publish the wanted pages of a ledger in its folder; ``tell`` hears how many were looked at.

    A page's own files are written where the page is new, came out otherwise, or a file of it was touched; the files that all
    pages share where any page did. ``--force`` writes all. Raises UsageError where the folder cannot be written.
    """
    published = Published(ledger, "safe " if settings.spreadsheet_safe else "")
    digest = published.digest()
    known = bool(ledger.noted(KNOWN))
    every = settings.force or not known
    shared = every or not published.shared_is_whole(digest)
    due = _told(published.due(every=every), tell)
    first = next(due, [])
    if not shared and not first:
        return

    def stale() -> Iterator[str]:
        return published.stale() if known else chain(published.stale(), writer.left_over())

    intact = known_files(ledger.out)
    with emit.Writer(ledger.out, recipes, settings, report, shared=shared, stale=stale, known=intact) as writer:
        with _damage_told(ledger.out):
            for pages in chain([first], due):
                published.begin((page, writer.add_own(published.own(page.page_id))) for page in pages)
            for part in published.shared() if shared else ():
                writer.add(part)
        published.begin_gone()
        if shared:
            published.begin_shared(writer.finish())
    published.done(digest)
    ledger.note(**{KNOWN: 1})


def _told(batches: Iterator[tuple[int, list[Due]]], tell: Callable[[int], None]) -> Iterator[list[Due]]:
    """Those that hold pages; it is told how far they are."""
    for looked, due in batches:
        tell(looked)
        if due:
            yield due


@contextmanager
def _damage_told(out: Path) -> Iterator[None]:
    """What is no part of a page any more, whoever wrote into the ledger."""
    try:
        yield
    except (zlib.error, ValueError, KeyError) as fault:
        remedy = f"Remove {out / '.jiaokan'} and convert again: all pages are made anew."
        raise UsageError(f"The ledger in {out} is damaged ({type(fault).__name__}).", remedy) from fault
