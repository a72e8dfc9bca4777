"""PDFs written by hand, object by object: what no typesetting library would print."""

from __future__ import annotations

FONT = (
    (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
    ),
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 8 0 R /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    ),
)
DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)


def pdf_of_codes(codes: list[int], size: float = 10, extra: bytes = b"") -> bytes:
    """A page of 300 by 200 points with one line of text at (50, 150): glyph n stands for the code point ``codes[n]``.

    Surrogates are written as they are, so that broken maps can be made.
    """
    string = "".join(f"{index + 1:04X}" for index in range(len(codes)))
    content = f"BT /F1 {size} Tf 50 150 Td <{string}> Tj ET\n".encode() + extra
    return pdf_of(content, _to_unicode(codes))


def _to_unicode(codes: list[int]) -> bytes:
    pairs = "\n".join(f"<{index + 1:04X}> <{_utf16(code)}>" for index, code in enumerate(codes))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be", "surrogatepass").hex().upper()


def pdf_of(content: bytes, to_unicode: bytes = b"") -> bytes:
    """A page of 300 by 200 points with this content stream."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *FONT,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(to_unicode), to_unicode),
        DESCRIPTOR,
    )
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + entries
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )  # fmt: skip
