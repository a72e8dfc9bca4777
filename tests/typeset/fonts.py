"""Chinese typefaces: those found on this machine, and one that needs no file.

``STSong-Light`` is a CID font every PDF reader brings its own glyphs for; it is not embedded, and it is what pages are
set in where no Chinese font file is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface: a TrueType file (``index`` in a collection), or with no ``path`` a CID font that is not embedded."""

    name: str
    path: str = ""
    index: int = 0

    @property
    def embedded(self) -> bool:
        return bool(self.path)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The two voices of a page: ``body`` for text and tables, ``display`` for headlines."""

    body: Face
    display: Face


FALLBACK = Face("STSong-Light")

# File name, index in the collection, whether it is a Ming (song) face, which suits body text.
KNOWN_FILES = {
    "UMing": ("uming.ttc", 0, True),
    "SimSun": ("simsun.ttc", 0, True),
    "UKai": ("ukai.ttc", 0, True),
    "ZenHei": ("wqy-zenhei.ttc", 0, False),
    "MicroHei": ("wqy-microhei.ttc", 0, False),
    "SimHei": ("simhei.ttf", 0, False),
    "DroidFallback": ("DroidSansFallbackFull.ttf", 0, False),
}


@cache
def _font_files() -> dict[str, Path]:
    """File name -> path of every TrueType file in the usual folders."""
    found: dict[str, Path] = {}
    for folder in FONT_FOLDERS:
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.suffix.lower() in {".ttf", ".ttc"}:
                    found.setdefault(path.name, path)
    return found


def find_face(name: str) -> Face | None:
    """The face of this name in ``KNOWN_FILES``, or None where its file is not installed or cannot be read."""
    file_name, index, _ = KNOWN_FILES[name]
    path = _font_files().get(file_name)
    if path is None:
        return None
    face = Face(name, str(path), index)
    try:
        register(face)
    except TTFError:
        return None
    return face


@cache
def installed_faces() -> tuple[Face, ...]:
    """Every known face of this machine, in the order of ``KNOWN_FILES``."""
    return tuple(face for face in map(find_face, KNOWN_FILES) if face is not None)


def default_fonts() -> Fonts:
    """A song face for the body and a black face for headlines where installed, else the fallback for what is missing."""
    faces = installed_faces()
    song = [face for face in faces if KNOWN_FILES[face.name][2]]
    black = [face for face in faces if not KNOWN_FILES[face.name][2]]
    return Fonts((song or black or [FALLBACK])[0], (black or song or [FALLBACK])[0])


def fallback_fonts() -> Fonts:
    return Fonts(FALLBACK, FALLBACK)


@cache
def register(face: Face) -> None:
    """Make the face known to reportlab, unless it is one of PDF's own; raises TTFError where its file is no TrueType."""
    if face.name in pdfmetrics.standardFonts:
        return
    font = TTFont(face.name, face.path, subfontIndex=face.index) if face.embedded else UnicodeCIDFont(face.name)
    pdfmetrics.registerFont(font)


@cache
def advance(face: Face, char: str) -> float:
    """The width of one character at size 1."""
    register(face)
    return float(pdfmetrics.stringWidth(char, face.name, 1000)) / 1000


def text_width(face: Face, text: str, size: float) -> float:
    return sum(advance(face, char) for char in text) * size


def missing_characters(face: Face, text: str) -> set[str]:
    """What the face has no glyph for; nothing is known to be missing from a face that is not embedded."""
    register(face)
    if not face.embedded:
        return set()
    font = pdfmetrics.getFont(face.name)
    glyphs: dict[int, int] = font.face.charToGlyph  # type: ignore[attr-defined]  # the stubs know no font's face
    return {char for char in text if ord(char) not in glyphs and not char.isspace()}
