"""Pens: the Page model as PDF, the manuscript as an editable Word document."""

from hongtou.write.pdf import Code, Corner, write_pdf

__all__ = ["Code", "Corner", "write_pdf"]
