"""Faults in use and in files. Faults in *data* are Findings (see ``model/``), never exceptions.

The tree, and the exit code each branch ends the command with::

    JiaokanError                      every error of this project; carries a remedy and an exit code
    ├── UsageError            exit 2  the command was asked for something it cannot do
    │   └── RecipeError       exit 2  a recipe file does not say what a recipe must say
    └── PageError             exit 1  one file or page could not be read; the others go on
        ├── UnreadableSourceError          missing, empty, not a document we know, no pages
        ├── EncryptedSourceError           a password is needed
        ├── DamagedSourceError             cut off or corrupt
        ├── UnreachableSourceError         in an object store that does not answer
        └── ChangedSourceError             another file than when it was first looked at

A conversion in which no page at all could be read ends with exit code 3 (``NOTHING_READ``).
"""

from enum import StrEnum
from typing import ClassVar

from pipeline.sentences import Bilingual, in_a_row

DONE = 0
SOME_FAILED = 1
WRONG_USE = 2
NOTHING_READ = 3
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells say it."""
SILENCE = Bilingual("", "")


class Cause(StrEnum):
    """Why a page failed, in a word: what ``jiaokan status`` counts by."""

    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    CHANGED = "changed"
    UNREACHABLE = "unreachable"
    ENGINE = "engine"
    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    BUG = "bug"


class JiaokanError(Exception):
    """An error with one sentence of what is wrong and one of what to do about it."""

    exit_code: ClassVar[int] = WRONG_USE

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}".strip()


class UsageError(JiaokanError):
    """The command was asked for something it cannot do."""


class RecipeError(UsageError):
    """A recipe file does not say what a recipe must say."""


class PageError(JiaokanError):
    """One file or page could not be read, as is said in both languages."""

    exit_code: ClassVar[int] = SOME_FAILED
    cause: ClassVar[Cause] = Cause.UNREADABLE

    def __init__(self, problem: Bilingual, remedy: Bilingual = SILENCE) -> None:
        super().__init__(problem, remedy)
        self.sentence = in_a_row(problem, remedy)
        """Both after each other."""


class UnreadableSourceError(PageError):
    """A file that is missing, empty, of an unknown kind, or without pages."""


class EncryptedSourceError(PageError):
    """A file that needs a password."""

    cause = Cause.ENCRYPTED


class DamagedSourceError(PageError):
    """A file that is cut off or corrupt."""

    cause = Cause.DAMAGED


class UnreachableSourceError(PageError):
    """A file in an object store that does not answer, or not to us."""

    cause = Cause.UNREACHABLE


class ChangedSourceError(PageError):
    """A file that changed between being looked at and being read."""

    cause = Cause.CHANGED
