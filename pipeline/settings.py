"""Everything a user can set, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline.model import Decision


class Ocr(StrEnum):
    """When a page is read by OCR."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class EngineName(StrEnum):
    """Which OCR engine reads first; AUTO is rapidocr, or tesseract where rapidocr is not installed."""

    AUTO = "auto"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"


ASIDE: dict[str, bool] = {"decides": False}
"""Marks a setting that does not change what comes of a page, so that pages done with another value of it stay done."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a conversion.

    ``recipe_folders`` are searched for ``*.toml`` besides the recipes that come with the project.
    """

    recipe_folders: tuple[Path, ...] = field(default=(), metadata=ASIDE)  # what is read in them decides
    ocr: Ocr = Ocr.AUTO
    engine: EngineName = EngineName.AUTO
    alto: bool = False
    """Write ALTO 4 beside the tables, a file for each page that was read by OCR or from a text layer."""
    searchable_pdf: bool = False
    """Write a searchable PDF of each page that was read by OCR."""
    report: bool = False
    """Write report/, static HTML with pictures of the pages; the command line does unless told otherwise."""
    decisions: tuple[Decision, ...] = field(default=(), metadata=ASIDE)  # those of a page decide that page: batch/ledger.py
    """What people decided of single cells; they come after all repairs."""
    max_pixels: int = 200_000_000
    """A larger picture is refused before it is unpacked: a broadsheet at 400 dpi has 70 million."""
    max_file_bytes: int = 512 * 1024 * 1024
    """A larger source is refused: the largest newspaper issue seen is a tenth of it."""
    max_pages_per_file: int = 2000
    jobs: int = field(default=0, metadata=ASIDE)
    """Worker processes; 0: none, pages are read in this process, where nothing bounds their time and memory."""
    page_seconds: float = field(default=300.0, metadata=ASIDE)
    """A page that takes longer is given up: the slowest seen took 30 s on one core."""
    page_memory: int = field(default=4 << 30, metadata=ASIDE)
    """Bytes that a worker process may hold, 0 for no limit; the hungriest page seen took 1.5 GiB."""
    retry_failed: bool = field(default=False, metadata=ASIDE)
    """Try the pages again that failed before."""
    force: bool = field(default=False, metadata=ASIDE)
    """Make every page anew, whatever the ledger has of it."""
    scheduler: str = field(default="", metadata=ASIDE)
    """Address of a Dask scheduler whose workers read the pages."""
    upload: str = field(default="", metadata=ASIDE)
    """Address in an object store where the published files are put too."""
    fetched: Path | None = field(default=None, metadata=ASIDE)
    """Folder where files of an object store are kept from looking to reading; a conversion has one of its own."""
    spreadsheet_safe: bool = field(default=False, metadata=ASIDE)
    """Write an apostrophe before values that a spreadsheet program would run as a formula (emit/csv.py)."""
