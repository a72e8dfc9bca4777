"""Files that are no good: what ``ingest`` has to refuse, each small and the same every time."""

from __future__ import annotations

import io
from datetime import date

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.typeset.fonts import fallback_fonts
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.spec import Article, Masthead, PageSpec, Style


def plain_pdf() -> bytes:
    """A good PDF of one small story: the clean case beside the others."""
    story = Article("小城添了一座桥", ("本报讯（记者田青禾）石桥通车，两岸的人走近了。",))
    style = Style(width=300, height=300, columns=1, fonts=fallback_fonts())
    return render_pdf(typeset(PageSpec(Masthead("小报", date(2020, 1, 1)), (story,), style)))


def encrypted_pdf(password: str = "secret") -> bytes:  # noqa: S107 - the lock is the point, not the key
    """A PDF that does not open without the password."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, encrypt=StandardEncryption(password, ownerPassword=password, strength=128))
    canvas.drawString(72, 72, "locked")
    canvas.save()
    return buffer.getvalue()


def truncated_pdf() -> bytes:
    """The first third of a good PDF."""
    whole = plain_pdf()
    return whole[: len(whole) // 3]


def pageless_pdf() -> bytes:
    """A well-formed PDF whose page tree is empty."""
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body + b"xref\n0 3\n0000000000 65535 f \n" + table
        + b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )  # fmt: skip


def not_a_pdf() -> bytes:
    """What a failed download leaves behind under a PDF's name."""
    return "<html><body>404 找不到页面</body></html>".encode()
