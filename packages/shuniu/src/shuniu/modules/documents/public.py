"""What other modules may call of 公文."""

from shuniu.modules.documents.incoming.originals import paper_of, tabs_of
from shuniu.modules.documents.outgoing.publication import (
    TELLERS,
    ToPublish,
    digest_of,
    files_of,
    get_to_publish,
    list_to_publish,
)

__all__ = [
    "TELLERS",
    "ToPublish",
    "digest_of",
    "files_of",
    "get_to_publish",
    "list_to_publish",
    "paper_of",
    "tabs_of",
]
