"""What a PDF page shows as text, by a quicker way than pdfminer's own: text operators alone, and by one regular expression.

Two thirds of what pdfminer takes for a page are spent on finding tokens a byte at a time, and on paths and colours that nobody
asks for. Fonts, maps and text state, which make it a witness, are its own. Where a stream holds anything out of the ordinary
(an inline picture, parentheses within strings) ``UnusualStreamError`` sends the caller to pdfminer's own way.
"""

from __future__ import annotations

import re
import struct
from binascii import unhexlify
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any, cast

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, stream_value
from pdfminer.psexceptions import PSException
from pdfminer.psparser import LIT, PSBaseParser, PSLiteral, literal_name
from pdfminer.utils import Matrix
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.extract.shown_strings import FontInFile, ShownString, StringSetter
from pipeline.extract.text_objects import (
    BLANKS,
    END,
    IGNORED,
    MARKED,
    NAME,
    NUMBER,
    ON_ONE_LINE,
    TextObject,
    band_of,
    said_in,
    sides_of,
)

_TOKENS = rf"""
    (?P<operands>(?:{NUMBER})*+)(?P<operator>[A-Za-z'"][A-Za-z0-9*]*){END}
    | (?P<numbers>(?:{NUMBER})++)
    | <(?P<shown>[0-9A-Fa-f\s]*)>{BLANKS}Tj{END}
    | <(?P<hex>[0-9A-Fa-f\s]*)>
    | \((?P<string>(?:[^()\\]|\\.)*)\)
    | (?P<marked>{MARKED})
    | /(?P<name>{NAME})
    | (?P<begin>\[|<<)
    | (?P<end>\]|>>)
    | %[^\r\n]*
    | \Z)"""
TOKEN = re.compile(f"{BLANKS}(?:{_TOKENS}".encode(), re.VERBOSE | re.DOTALL)
"""ISO 32000-1, 7.2 and 7.3. What pages are full of is one token: numbers with their operator, a string that is shown, a mark
with its dictionary."""
COARSE = re.compile(
    rf"""{BLANKS}(?:
    (?P<ignored>(?:(?:{IGNORED}{END}|{MARKED}){BLANKS})++)
    | (?P<text>{ON_ONE_LINE}){END}
    | {_TOKENS}""".encode(),
    re.VERBOSE | re.DOTALL,
)
"""As TOKEN, but that operators which say nothing of text are one token, and so is a text object of one line."""
ESCAPE = re.compile(rb"\\([0-3][0-7]{2}|[btnfr()\\])")
USUAL = re.compile(rb"(?:[^\\]|\\(?:[0-3][0-7]{2}|[btnfr()\\]))*")
ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
TEXT = "text object"
RENAMED = {"T*": "T_a", "'": "_q", '"': "_w"}
SHOWING = {name.encode(): name for name in ("q Q cm Do BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' " + '"').split()}
"""The operators that decide which characters stand where; some have other names with pdfminer."""
FAULTS = (PSException, PdfminerException, MalformedPDFException, ArithmeticError, AssertionError, AttributeError, LookupError,
          TypeError, ValueError, RecursionError, struct.error)  # fmt: skip
"""What pdfminer and pdfplumber raise over a file that is not as it should be."""
UNUSUAL = (b"BI", b"true", b"false", b"null")
"""Inline pictures, whose data follows, and values that look like operators."""


class UnusualStreamError(Exception):
    """A content stream that is for pdfminer's own parser."""


Shown = ShownString | TextObject


def shown_strings(page: PDFPage, resources: PDFResourceManager) -> list[Shown]:
    """What a page shows as text, in the file's order, forms included; raises UnusualStreamError, and what pdfminer raises."""
    interpreter = _TextInterpreter(resources, PDFDevice(resources), StringSetter(resources), [])
    interpreter.process_page(page)
    found = list(interpreter.strings)
    interpreter.strings.clear()  # no cycle: what is found knows the interpreter
    return found


class _TextInterpreter(PDFPageInterpreter):
    """Sets strings down as they are shown; their fonts are loaded when their characters are asked for."""

    def __init__(self, resources: PDFResourceManager, device: PDFDevice, setter: StringSetter, strings: list[Shown]) -> None:
        super().__init__(resources, device)
        self._setter, self.strings = setter, strings
        self._left_open = False
        """Whether the text matrix is not where the text ended that was set down last."""
        methods = {operator: getattr(self, f"do_{RENAMED.get(operator, operator)}") for operator in SHOWING.values()}
        methods[TEXT] = self.do_text_object
        self._showing = {operator: (method, method.__code__.co_argcount - 1) for operator, method in methods.items()}

    def dup(self) -> _TextInterpreter:
        return _TextInterpreter(self.rsrcmgr, self.device, self._setter, self.strings)

    def init_resources(self, resources: dict[object, object]) -> None:
        """As pdfminer's, of forms and fonts alone; what a font's name stands for is looked up when it is needed."""
        said = dict_value(resources)
        super().init_resources({kind: said[kind] for kind in ("XObject",) if kind in said})
        self.resources = resources
        self.fontmap = _Fonts(self.rsrcmgr, dict_value(said.get("Font", {})))

    def do_TJ(self, seq: Any) -> None:  # noqa: N802  # pdfminer's name
        """As pdfminer's, but that the string is set down and not set."""
        if self._left_open:
            raise UnusualStreamError
        if self.textstate.font is not None and self.device.ctm is not None:
            self.strings.append(ShownString(self._setter, self.device.ctm, self.textstate, seq))

    def execute(self, streams: Sequence[object]) -> None:
        """As pdfminer's, streams within themselves left out."""
        contents = []
        self.stream_ids.clear()
        for each in streams:
            stream = stream_value(each)
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                self.stream_ids.add(stream.objid)
                contents.append(stream.get_data())
        self._run(b"\n".join(contents), COARSE)

    def _run(self, content: bytes, tokens: re.Pattern[bytes]) -> None:
        stack = self.argstack
        for operator in _operators(content, stack, tokens):
            method, count = self._showing[operator]
            arguments = stack[-count:] if count else []
            stack.clear()
            if len(arguments) == count:
                method(*arguments)

    def do_BT(self) -> None:  # noqa: N802  # pdfminer's name
        """As pdfminer's."""
        super().do_BT()
        self._left_open = False

    def do_text_object(self, content: bytes) -> None:
        """Set down a text object that stands on one line, and leave the state it leaves."""
        self.do_BT()
        before, said, ctm = self.textstate.copy(), said_in(content), self.device.ctm
        used = {self.fontmap[literal_name(_name(name))] for name in {name for name, _ in said.fonts}}
        if before.font is not None:
            used.add(before.font)
        band = None if ctm is None else band_of(said, before, used, ctm)
        if ctm is None or band is None:
            self._run(content, TOKEN)
            return
        self.strings.append(
            TextObject(band, partial(sides_of, content, said, before, ctm), partial(self._strings_of, content, before, ctm))
        )
        for name, size in said.fonts[-1:]:
            self.do_Tf(_name(name), size)
        for operator, value in said.state.items():
            self._showing[operator][0](value)
        self._left_open = True

    def _strings_of(self, content: bytes, state: PDFTextState, ctm: Matrix) -> list[ShownString]:
        """The strings of a text object that begins in this state."""
        found: list[Shown] = []
        kept = self.textstate, self.device.ctm, self.strings, self._left_open
        self.textstate, self.device.ctm, self.strings = state.copy(), ctm, found
        try:
            self._run(content, TOKEN)
        finally:
            self.textstate, self.device.ctm, self.strings, self._left_open = kept
        return [string for each in found for string in each.strings]


class _Fonts(dict[object, PDFFont]):
    """The fonts of a page by their names; one that the page does not have is pdfminer's usual font."""

    def __init__(self, resources: PDFResourceManager, specs: Mapping[object, object]) -> None:
        super().__init__({name: cast("PDFFont", FontInFile(resources, spec)) for name, spec in specs.items()})
        self._usual = FontInFile(resources, {})

    def __missing__(self, _: object) -> PDFFont:
        return cast("PDFFont", self._usual)


def _operators(content: bytes, stack: list[Any], tokens: re.Pattern[bytes] = COARSE) -> Iterator[str]:
    """The text operators in order; when one is answered, ``stack`` holds its operands. A text object is one, with its bytes."""
    match = tokens.scanner(content).match  # type: ignore[attr-defined]  # undocumented, as old as the module
    outer: list[list[Any]] = []
    values = stack
    while (token := match()) is not None:
        kind = token.lastgroup
        if kind in ("operator", "shown", "marked", "ignored", "text"):
            if outer:
                raise UnusualStreamError
            if operator := _operator(token, kind, stack):
                yield operator
            else:
                stack.clear()
        elif kind == "begin":
            outer.append(values)
            values = []
        elif kind == "end":
            if not outer:
                raise UnusualStreamError
            inner, values = values, outer.pop()
            values.append(inner)
        elif kind == "numbers":
            values.extend(_numbers(token[kind]))
        elif kind is not None:
            values.append(VALUES[kind](token[kind]))
        elif token.end() == len(content):
            return
    raise UnusualStreamError


def _operator(token: re.Match[bytes], kind: str, stack: list[Any]) -> str:
    """The operator a token ends with, "" for one that says nothing about text; its operands within the token are put on the
    stack."""
    if kind == "shown":
        stack.append(_bytes_of_hex(token[kind]))
        return "Tj"
    if kind == "text":
        stack.append(token[kind])
        return TEXT
    if kind == "ignored":
        return ""
    operator = SHOWING.get(token[kind], "")
    if operator:
        stack.extend(_numbers(token["operands"]))
    elif token[kind] in UNUSUAL:
        raise UnusualStreamError
    return operator


def _numbers(text: bytes) -> Iterable[float]:
    return [float(each) if b"." in each else int(each) for each in text.split()]


def _name(text: bytes) -> PSLiteral:
    try:
        return LIT(text.decode())
    except UnicodeDecodeError as fault:
        raise UnusualStreamError from fault


def _bytes_of_hex(text: bytes) -> bytes:
    """pdfminer takes an odd last digit for the lower half of its byte, and so must its double."""
    digits = text if text.isalnum() else b"".join(text.split())
    if len(digits) % 2:
        digits = digits[:-1] + b"0" + digits[-1:]
    return unhexlify(digits)


def _bytes_of(text: bytes) -> bytes:
    if b"\\" not in text:
        return text
    if USUAL.fullmatch(text):
        return ESCAPE.sub(_escaped, text)
    _, value = PSBaseParser(BytesIO(b"(" + text + b") ")).nexttoken()
    return value if isinstance(value, bytes) else b""


def _escaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return ESCAPED.get(said) or bytes((int(said, 8),))


VALUES: dict[str, Callable[[bytes], Any]] = {"hex": _bytes_of_hex, "string": _bytes_of, "name": _name}
