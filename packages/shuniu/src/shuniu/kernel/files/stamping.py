"""A page laid over every page of a PDF, as it leaves the house; what is stored stays as it came."""

from __future__ import annotations

import io

import pypdfium2

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files.pdfium import PDFIUM

UNREADABLE = Refusal(
    Code.BAD_FILE,
    "这份 PDF 打不开，不能加盖失效标记。",
    remedy="请在办件页面上看，或者向发文机关要一份。",
)


def lay_across(data: bytes, stamp: bytes) -> bytes | Refusal:
    """The PDF *data* with the first page of the PDF *stamp* over each of its pages, drawn as large as the page.

    Refuses a PDF that cannot be opened.
    """
    with PDFIUM:
        try:
            document, over = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(stamp)
        except pypdfium2.PdfiumError:
            return UNREADABLE
        width, height = over[0].get_size()
        drawn = over.page_as_xobject(0, document)
        for page in document:
            across = drawn.as_pageobject()
            across.set_matrix(
                pypdfium2.PdfMatrix().scale(page.get_width() / width, page.get_height() / height)
            )
            page.insert_obj(across)
            page.gen_content()
        out = io.BytesIO()
        document.save(out)
        for opened in (document, over):
            opened.close()
    return out.getvalue()
