"""Text of a page as it can be looked at: characters that are not seen, or that turn the direction of others, are named."""

from __future__ import annotations

import unicodedata

from pipeline.sentences import Bilingual

_KEPT = "\n\t"


def visible(text: str) -> str:
    """The text with control characters as pictures (U+2400) and other unseen characters as ‹U+202E›; lines stay lines."""
    if text.isprintable():
        return text
    return text.translate(_NAMES)


class _Names(dict[int, str]):
    """What is shown of each character, told when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if character in _KEPT else _shown(character)
        return self[code]


_NAMES = _Names()


def in_one_line(text: str) -> str:
    """The same of what is told in a line: names of files may hold line ends, and what turns a terminal's colours.

    >>> in_one_line("a\\nb.pdf is empty.")
    'a␊b.pdf is empty.'
    """
    return visible(text).replace("\n", "\u240a").replace("\t", "\u2409")


def one_line(text: Bilingual) -> Bilingual:
    """The same of a sentence in both languages."""
    return Bilingual(in_one_line(text), in_one_line(text.zh))


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"‹U+{code:04X}›"
    return character
