"""In what encoding a text file is, told by its marks and by what each decoding would make of it."""

from __future__ import annotations

from pipeline.hanzi import is_hanzi

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MOST_NULS = 0.01
"""Of a file's bytes: a database writes one here and there; more are no text."""
_UTF_16_TEXT = 0.3
"""Of the characters of UTF-16 text without its mark that are Chinese or ASCII letters."""
_FEWEST = 16
"""Characters that tell: of fewer any bytes may look like text."""
_COMMON_GB, _COMMON_BIG5 = range(0xB0A1, 0xD7FA), range(0xA440, 0xC67F)
"""The first levels of GB 2312 and of Big5: the characters that print is made of."""
_SURELY, _HARDLY = 0.9, 0.75
"""Of the Chinese characters: text in its own encoding has over .95 of its first level, text of the other under .6."""


def decoded(data: bytes, *, nuls: bool = False) -> tuple[str, str] | None:
    """The text and its encoding; None where it is no text in an encoding known here (UTF-8, UTF-16, GB 18030, Big5).

    More than a stray NUL makes it none, unless ``nuls`` are allowed.

    >>> decoded("渠水".encode("gb18030"))
    ('渠水', 'gb18030')
    """
    if data.startswith(_UTF_16_MARKS):
        text = _decoded(data, "utf-16")
        return None if text is None else (text, "utf-16")
    if data.count(b"\0") > _MOST_NULS * len(data):
        wide = next((found for name in ("utf-16-le", "utf-16-be") if (found := _wide(data, name))), None)
        if wide or not nuls:
            return wide
    text = _decoded(data, "utf-8-sig")
    if text is not None:
        return text, "utf-8"
    simplified, traditional = _decoded(data, "gb18030"), _decoded(data, "big5hkscs")
    if simplified is None or (traditional is not None and _is_big5(simplified, traditional)):
        return None if traditional is None or not _is_big5("", traditional) else (traditional, "big5")
    return simplified, "gb18030"


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes, encoding: str) -> tuple[str, str] | None:
    """UTF-16 without its mark: common Chinese characters, and no control characters but blanks."""
    text = _decoded(data, encoding)
    if not text or len(text) < _FEWEST or any(character < " " and character not in "\t\n\r\f" for character in text):
        return None
    common = max(_common(text, "gb2312", _COMMON_GB), _common(text, "big5", _COMMON_BIG5))
    letters = sum(is_hanzi(character) or (character.isascii() and character.isalnum()) for character in text)
    return (text, encoding) if letters >= _UTF_16_TEXT * len(text) and common >= _HARDLY else None


def _is_big5(simplified: str, traditional: str) -> bool:
    """Whether bytes that two encodings can read are Big5: common characters in that one, rare ones in the other."""
    return _common(traditional, "big5", _COMMON_BIG5) >= _SURELY and _common(simplified, "gb2312", _COMMON_GB) < _HARDLY


def _common(text: str, encoding: str, level: range) -> float:
    """Of the Chinese characters of a text, how many are of the first level of an encoding; 0 where there are none."""
    hanzi = [character for character in text if is_hanzi(character)]
    codes = (character.encode(encoding, "ignore") for character in hanzi)
    return sum(len(code) == 2 and int.from_bytes(code) in level for code in codes) / max(1, len(hanzi))
