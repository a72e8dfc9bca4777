"""The objects of a PDF file by a quicker way than pdfminer's own: dictionaries and arrays without a stream, token by token.

A page of Chromium has up to 180 Type 3 fonts, each with hundreds of numbers and names; pdfminer finds tokens a byte at a time.
What is anything out of the ordinary is left to it.
"""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import LIT, PSLiteral

_SPACE = r"[\t\n\f\r ]"
_END = r"(?=[\0\t\n\f\r \[\]()<>/%])"
_NUMBERS = rf"(?:[+-]?(?:[0-9]{{1,18}}(?:\.[0-9]{{0,18}})?|\.[0-9]{{1,18}}){_END}{_SPACE}*+)++"
_HEAD = re.compile(rf"{_SPACE}*([0-9]{{1,18}}){_SPACE}+[0-9]{{1,18}}{_SPACE}+obj{_END}{_SPACE}*".encode())
_TOKEN = re.compile(
    rf"""(?:
    (?P<numbers>{_NUMBERS})(?P<reference>R{_END})?
    | (?P<names>(?:/[!$&'*-.0-;=?-Z\\^-z|~]++{_SPACE}*+)++)
    | \((?P<string>[^()\\\r]*+)\)
    | (?P<begin><<|\[)
    | (?P<end>>>|\])
    | (?P<word>true|false|null|endobj){_END}
    ){_SPACE}*+""".encode(),
    re.VERBOSE,
)
"""ISO 32000-1, 7.2 and 7.3; names without #, strings without escapes. Two numbers before an R are a reference."""
WORDS = {b"true": True, b"false": False, b"null": None}
USUAL, LONGEST = 1 << 12, 1 << 16


def read_quickly(document: PDFDocument) -> None:
    """Let this document read its objects the quicker way where that is possible."""
    usual = document._getobj_parse

    def quick(position: int, number: int) -> object:
        value = None
        if (parser := document._parser) is not None:
            parser.fp.seek(position)
            content = parser.fp.read(USUAL)
            value = value_of(document, number, content if b"endobj" in content else content + parser.fp.read(LONGEST))
        return usual(position, number) if value is None else value

    document._getobj_parse = quick  # type: ignore[method-assign,assignment]


_SIMPLE_FONT = re.compile(
    rf"{_SPACE}*([0-9]{{1,18}}){_SPACE}+[0-9]{{1,18}}{_SPACE}+obj{_SPACE}*<<{_SPACE}*/Type{_SPACE}*/Font{_SPACE}*"
    rf"/Subtype{_SPACE}*/(?:Type1|TrueType|Type3){_END}".encode()
)


def begins_as_simple_font(reference: PDFObjRef) -> bool:
    """Whether an object's first words say that it is a font of one byte a character; False too where that is not plain."""
    document, number = reference.doc, reference.objid
    parser = document._parser if document is not None else None
    if document is None or parser is None or number in document._cached_objs:
        return False
    for xref in document.xrefs:
        try:
            stream, position, _ = xref.get_pos(number)
        except KeyError:
            continue
        if stream is not None:
            return False
        parser.fp.seek(position)
        begin = _SIMPLE_FONT.match(parser.fp.read(200))
        return begin is not None and int(begin[1]) == number
    return False


def value_of(document: PDFDocument, number: int, content: bytes) -> dict[str, Any] | list[Any] | None:
    """The dictionary or array that ``content`` begins with, as object of this number; None for anything else."""
    head = _HEAD.match(content)
    if head is None or int(head[1]) != number:
        return None
    outer: list[tuple[bytes, list[Any]]] = []
    values: list[Any] = []
    match = _TOKEN.scanner(content, head.end()).match  # type: ignore[attr-defined]  # undocumented, as old as the module
    while (token := match()) is not None:
        kind, text = token.lastgroup, token[token.lastgroup]
        if kind == "begin":
            outer.append((text, values))
            values = []
        elif kind == "end":
            made = _ended(outer[-1][0] + text, values) if outer else None
            if made is None:
                return None
            values = outer.pop()[1]
            values.append(made)
        elif kind == "names":
            values += map(LIT, text.decode().replace("/", " ").split())
        elif kind == "string":
            values.append(text)
        elif kind == "numbers" or kind == "reference":
            values += _numbers(token["numbers"])
            if kind == "reference":
                if not (len(values) > 1 and isinstance(values[-2], int)):
                    return None
                values[-2:] = [PDFObjRef(document, values[-2])]
        elif text in WORDS:
            values.append(WORDS[text])
        else:
            return values[0] if not outer and len(values) == 1 and isinstance(values[0], dict | list) else None
    return None


def _numbers(text: bytes) -> list[float]:
    return [float(each) if b"." in each else int(each) for each in text.split()]


def _ended(brackets: bytes, values: list[Any]) -> dict[str, Any] | list[Any] | None:
    """The array or dictionary between these brackets; None where it is neither."""
    if brackets == b"[]":
        return values
    keys = values[::2]
    if brackets != b"<<>>" or len(values) % 2 or not all(isinstance(key, PSLiteral) for key in keys):
        return None
    return {str(key.name): value for key, value in zip(keys, values[1::2], strict=True) if value is not None}
