"""Pens: the Page model as PDF, the manuscript as an editable Word document."""

from hongtou.write.pdf import Code, Corner, write_pdf
from hongtou.write.word import docx_marks, write_docx

__all__ = ["Code", "Corner", "docx_marks", "write_docx", "write_pdf"]
