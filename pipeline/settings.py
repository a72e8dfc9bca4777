"""Everything a user can set, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a conversion.

    ``recipe_folders`` are searched for ``*.toml`` besides the recipes that come with the project.
    """

    recipe_folders: tuple[Path, ...] = ()
    max_file_bytes: int = 512 * 1024 * 1024
    """A larger source is refused: the largest newspaper issue seen is a tenth of it."""
    max_pages_per_file: int = 2000
