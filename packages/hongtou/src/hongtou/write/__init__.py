"""Pens: the Page model as PDF, OFD, SVG and PNG, the manuscript as an editable Word document."""

from hongtou.write.code import Code, Corner
from hongtou.write.ofd import elements_of, write_ofd
from hongtou.write.pdf import write_pdf
from hongtou.write.svg import write_svg
from hongtou.write.word import docx_marks, write_docx

__all__ = ["Code", "Corner", "docx_marks", "elements_of", "write_docx", "write_ofd", "write_pdf", "write_svg"]
