"""Everything a user can set, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a conversion.

    ``recipe_folders`` are searched for ``*.toml`` besides the recipes that come with the project.
    """

    recipe_folders: tuple[Path, ...] = ()
    ocr: Ocr = Ocr.AUTO
    engine: EngineName = EngineName.AUTO
    alto: bool = False
    """Write ALTO 4 beside the tables, a file for each page that was read by OCR or from a text layer."""
    searchable_pdf: bool = False
    """Write a searchable PDF of each page that was read by OCR."""
    report: bool = False
    """Write report/, static HTML with pictures of the pages; the command line does unless told otherwise."""
    decisions: tuple[Decision, ...] = ()
    """What people decided of single cells; they come after all repairs."""
    max_pixels: int = 200_000_000
    """A larger picture is refused before it is unpacked: a broadsheet at 400 dpi has 70 million."""
    max_file_bytes: int = 512 * 1024 * 1024
    """A larger source is refused: the largest newspaper issue seen is a tenth of it."""
    max_pages_per_file: int = 2000
