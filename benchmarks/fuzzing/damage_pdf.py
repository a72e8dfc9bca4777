"""Damage to the objects of a PDF and to the tokens of its streams, where damage to bytes would mostly hit compressed noise."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pikepdf

from benchmarks.fuzzing.damage import MOST, damaged

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b".5",
    b"-0.0",
    b"1e5",
    b"1000000",
    b"-99999999",
    b"2147483648",
    b"9" * 40,
    b"0." + b"0" * 40 + b"1",
)
TOKENS = (
    *(b"BT", b"ET", b"q", b"Q", b"Tj", b"TJ", b"'", b'"', b"T*", b"Td", b"TD", b"Tm", b"Tf", b"Tr", b"Tz", b"cm", b"Do", b"BI"),
    *(
        b"ID",
        b"EI",
        b"BDC",
        b"EMC",
        b"re",
        b"f",
        b"S",
        b"n",
        b"W",
        b"[",
        b"]",
        b"<<",
        b">>",
        b"<",
        b">",
        b"(",
        b")",
        b"%",
        b"/",
    ),
    *(b"/F1", b"/Fm0", b"<0041>", b"<004>", b"<D840DC0B>", b"(\\)", b"(\\053\\9)", b"null", b"true", b"\0", b"\xff\xfe"),
    *(
        b"beginbfchar",
        b"endbfchar",
        b"beginbfrange",
        b"endbfrange",
        b"begincmap",
        b"endcmap",
        b"usecmap",
        b"<0000> <FFFF> <4E00>",
    ),
    *(b"<0000> <FFFF> [<4E00>]", b"<00> <FF> <D800>", b"begincodespacerange", b"<00000000> <FFFFFFFF> <00000000>"),
)
REFUSED = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError)
"""What pikepdf raises over a file that is damaged too much already to be damaged more."""
_TOKEN = re.compile(rb"<<|>>|[\[\]()<>%]|/?[^\s\[\]()<>%/]+|\s+")
_NUMBER = re.compile(rb"[+-]?[0-9]*\.?[0-9]+")
KEYS = (
    *(
        "/Type",
        "/Subtype",
        "/Resources",
        "/Contents",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/UserUnit",
        "/Parent",
        "/Kids",
        "/Count",
    ),
    *(
        "/Font",
        "/XObject",
        "/Encoding",
        "/ToUnicode",
        "/DescendantFonts",
        "/W",
        "/DW",
        "/DW2",
        "/W2",
        "/FontMatrix",
        "/FontBBox",
    ),
    *(
        "/Widths",
        "/FirstChar",
        "/CIDToGIDMap",
        "/CIDSystemInfo",
        "/Matrix",
        "/BBox",
        "/CharProcs",
        "/Annots",
        "/Group",
        "/Length",
    ),
)


def damaged_objects(content: bytes, chance: random.Random) -> bytes:
    """A PDF with a few of its objects and tokens of its streams changed, written with or without object streams."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            with suppress(*REFUSED):
                chance.choice((_stream, _stream, _value, _value, _page, _form))(pdf, chance)
        file = io.BytesIO()
        mode = chance.choice((pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate))
        try:
            pdf.save(file, object_stream_mode=mode, compress_streams=chance.random() < 0.2, static_id=True)
        except REFUSED:
            return damaged(content, chance)
    data = file.getvalue()
    return _crossed(data, chance) if chance.random() < 0.15 else data


def _objects(pdf: pikepdf.Pdf, *kinds: type) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, kinds)]


def _stream(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Tokens of a stream: those of pages, forms and maps rather than those of pictures and font programs."""
    streams = _objects(pdf, pikepdf.Stream)
    plain = [each for each in streams if not {"/Length1", "/Length2", "/Length3", "/Width"} & set(each.keys())]
    stream = chance.choice(plain or streams)
    data = stream.read_bytes()
    stream.write(damaged_tokens(data, chance) if chance.random() < 0.8 else damaged(data, chance))


def damaged_tokens(data: bytes, chance: random.Random) -> bytes:
    """Tokens left out, doubled, moved, put in, numbers changed."""
    tokens = _TOKEN.findall(data[:MOST])
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not tokens:
            break
        place = chance.randrange(len(tokens))
        match chance.randrange(6):
            case 0:
                del tokens[place]
            case 1:
                tokens[place:place] = tokens[place : place + chance.choice((1, 8, 40))] * chance.choice((1, 2, 30))
            case 2:
                tokens[place:place] = [b" ", chance.choice(TOKENS), b" "]
            case 3:
                tokens[place] = chance.choice(TOKENS)
            case 4:
                numbers = [index for index, token in enumerate(tokens) if _NUMBER.fullmatch(token)]
                if numbers:
                    tokens[chance.choice(numbers)] = chance.choice(NUMBERS)
            case _:
                tokens.insert(chance.randrange(len(tokens)), tokens.pop(place))
    return b"".join(tokens)


def _nasty(pdf: pikepdf.Pdf, chance: random.Random) -> Any:
    objects = list(pdf.objects)
    makers: tuple[Callable[[], Any], ...] = (
        lambda: None,
        lambda: chance.choice((0, -1, 1, 37, 90, 2**31 - 1, -(2**31), True)),
        lambda: pikepdf.Object.parse(chance.choice(NUMBERS[:-2])) if chance.random() < 0.5 else 1.5,
        lambda: pikepdf.Name(
            chance.choice(("/Type0", "/Type3", "/TrueType", "/Identity-V", "/Identity-H", "/GBK-EUC-H", "/X"))
        ),
        lambda: pikepdf.String(chance.choice((b"", b"\xfe\xff\xd8\x00", b"x" * 1000))),
        lambda: pikepdf.Array([chance.choice((0, -1, 300, 10**9)) for _ in range(chance.choice((0, 1, 3, 4, 6)))]),
        lambda: pikepdf.Array([chance.choice(objects) for _ in range(3)]),
        pikepdf.Dictionary,
        lambda: chance.choice(objects),
        lambda: chance.choice(objects),
    )
    return chance.choice(makers)()


def _value(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """A value of a dictionary or an array changed, taken out, or put in under a key that means something."""
    holders = _objects(pdf, pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)
    holder = chance.choice(holders)
    for _ in range(chance.randrange(3)):  # further in
        within = holder if isinstance(holder, pikepdf.Array) else list(dict(holder.items()).values())
        inner = [each for each in within if isinstance(each, pikepdf.Dictionary | pikepdf.Array)]
        holder = chance.choice(inner) if inner else holder
    if isinstance(holder, pikepdf.Array):
        if len(holder):
            holder[chance.randrange(len(holder))] = _nasty(pdf, chance)
        return
    keys = sorted(holder.keys())
    key = chance.choice(KEYS) if not keys or chance.random() < 0.3 else chance.choice(keys)
    if key == "/Length":
        return
    if chance.random() < 0.2 and key in holder:
        del holder[key]
    else:
        holder[key] = _nasty(pdf, chance)


def _page(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Boxes, turns and resources of a page, its own or inherited."""
    page = chance.choice(list(pdf.pages)).obj
    for holder in [page, page.get("/Parent")][: chance.choice((1, 2))]:
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        box = [chance.choice((0, -100, 20, 37.5, 300, 842, 10**6, -(10**6), 14400)) for _ in range(4)]
        match chance.randrange(6):
            case 0 | 1:
                holder[chance.choice(("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"))] = pikepdf.Array(box)
            case 2:
                holder["/Rotate"] = chance.choice((0, 90, 180, 270, 360, -90, 45, 37, 10**9))
            case 3:
                holder["/UserUnit"] = chance.choice((0, 1, 2, -1, 1000))
            case 4:
                if "/Resources" in page and isinstance(page.get("/Parent"), pikepdf.Dictionary):
                    page["/Parent"]["/Resources"] = page["/Resources"]
                    del page["/Resources"]
            case _:
                contents = page.get("/Contents")
                if contents is not None:
                    page["/Contents"] = pikepdf.Array([contents] * chance.choice((0, 2, 3)))


def _form(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """The page's content once more as a form, some times over; seldom within itself: forms that hold themselves twice are
    bombs, which end at the time limit and tell nothing."""
    page = chance.choice(list(pdf.pages)).obj
    content, resources = page["/Contents"].read_bytes().replace(b"/Fm0 Do", b""), page["/Resources"]
    within = chance.random() < 0.03
    form = pdf.make_stream(content + b"\n/Fm0 Do" * within)
    form["/Type"], form["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Form")
    form["/BBox"] = pikepdf.Array([0, 0, chance.choice((10, 300, 10**6)), 842])
    form["/Matrix"] = pikepdf.Array([chance.choice((1, 1, 0, -1, 0.5, 1000)) for _ in range(6)])
    own = pikepdf.Dictionary({key: value for key, value in resources.items() if key != "/XObject"})
    form["/Resources"] = own
    if within:
        own["/XObject"] = pikepdf.Dictionary({"/Fm0": form})
    if isinstance(resources, pikepdf.Dictionary):
        resources["/XObject"] = pikepdf.Dictionary({"/Fm0": form})
        page["/Contents"] = pdf.make_stream(content + b"\nq /Fm0 Do Q" * chance.choice((1, 1, 2, 8)))


def _crossed(data: bytes, chance: random.Random) -> bytes:
    """The table of objects, or the place where it stands, said wrong."""
    start = max(data.rfind(b"xref"), 0)
    place = chance.randrange(start, len(data)) if start < len(data) else 0
    return data[:place] + bytes([chance.choice(b"0123456789 nf<>/R")]) + data[place + chance.choice((0, 1, 1, 1)) :]
