"""The elements of a document, told by the conventions of writing one: the conventions are the markup."""

from hongtou.read.elements.assembly import document_of
from hongtou.read.elements.deadlines import find_deadlines

__all__ = ["document_of", "find_deadlines"]
