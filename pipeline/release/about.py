"""What only the person who releases can say: title, creators, licence, date. A TOML file, or options of the command."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.errors import UsageError

NO_LICENSE = "none"
LICENSES = {
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "CC-BY-NC-4.0": (
        "Creative Commons Attribution-NonCommercial 4.0 International",
        "https://creativecommons.org/licenses/by-nc/4.0/",
    ),
    "CC-BY-NC-SA-4.0": (
        "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    ),
    "ODbL-1.0": ("Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "PDDL-1.0": (
        "Open Data Commons Public Domain Dedication and License 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ),
}
"""SPDX identifiers of licences made for data; any other may stand in a file of one's own (``license_file``)."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Creator(_Strict):
    """A person, or an organisation where ``family`` is empty."""

    name: str = Field(min_length=1)
    family: str = ""
    given: str = ""
    affiliation: str = ""
    affiliation_url: str = ""
    url: str = ""
    orcid: Annotated[str, Field(pattern=r"^(https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX])?$")] = ""


class Both(_Strict):
    """Words in Chinese and English."""

    zh: str
    en: str


class About(_Strict):
    """All that a release says of itself beyond what is in the data."""

    title: Both = Both(zh="报纸版面数据", en="Newspaper pages as data")
    description: str = "Tables and articles of newspaper pages, what was found odd in them, and every change that was made."
    version: str = "1.0.0"
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    publisher_url: str = ""
    license: str = NO_LICENSE
    license_file: str = ""
    released: date | None = None
    url: str = ""
    doi: str = ""
    contact: str = ""
    keywords: tuple[str, ...] = ("newspapers", "报纸", "Chinese", "OCR", "tables")
    motivation: str = ""
    collection: str = ""
    rights: str = ""
    uses: str = ""
    maintenance: str = ""

    @field_validator("license")
    @classmethod
    def _known(cls, value: str) -> str:
        if value != NO_LICENSE and value not in LICENSES and not value.startswith("LicenseRef-"):
            raise ValueError(
                f"unknown licence; known are {', '.join((NO_LICENSE, *LICENSES))}, or LicenseRef-… with license_file"
            )
        return value

    @field_validator("doi")
    @classmethod
    def _doi(cls, value: str) -> str:
        if value and not re.fullmatch(r"10\.\d{4,9}/\S+", value):
            raise ValueError("a DOI begins with 10. and has no https:// before it")
        return value

    @property
    def both_titles(self) -> str:
        return f"{self.title.zh} / {self.title.en}"

    @property
    def license_title(self) -> str:
        return LICENSES.get(self.license, ("No licence granted" if self.license == NO_LICENSE else self.license, ""))[0]

    @property
    def license_url(self) -> str:
        return LICENSES.get(self.license, ("", ""))[1]

    @property
    def authors(self) -> tuple[Creator, ...]:
        """The creators, or the program where nobody is named: CFF and Croissant want one."""
        return self.creators or (Creator(name="jiaokan"),)


def read_about(path: Path | None, **options: str) -> About:
    """The settings of a TOML file, an option that is not empty before it; raises UsageError with what is wrong and where."""
    said: dict[str, object] = {}
    if path is not None:
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as fault:
            raise UsageError(f"{path} cannot be read ({fault.strerror}).", "Check the path.") from fault
        except (ValueError, RecursionError) as fault:  # TOML, UTF-8, numbers of 5,000 digits, brackets within brackets
            raise UsageError(f"{path} is not valid TOML: {fault}.", "Mend the file.") from fault
        if "license_file" in said:
            said["license_file"] = str(path.parent / str(said["license_file"]))
    said |= {name: value for name, value in options.items() if value}
    try:
        return About.model_validate(said)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(f"What is said about the release is wrong at {place}: {first['msg']}.", "See the README.") from fault
