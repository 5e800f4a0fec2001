"""What other modules may call of 公文."""

from shuniu.modules.documents.outgoing.publication import (
    TELLERS,
    ToPublish,
    digest_of,
    get_to_publish,
    list_to_publish,
)

__all__ = ["TELLERS", "ToPublish", "digest_of", "get_to_publish", "list_to_publish"]
