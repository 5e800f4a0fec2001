"""The manuscript as an editable Word document (ECMA-376, WordprocessingML)."""

from hongtou.write.word.document import write_docx
from hongtou.write.word.properties import docx_marks

__all__ = ["docx_marks", "write_docx"]
