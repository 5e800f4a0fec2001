"""What the module keeps beside its matters, in and out."""

from shuniu.modules.documents.models.drafting import DraftBuffer
from shuniu.modules.documents.models.incoming import (
    FolderPlace,
    IncomingDocument,
    PaperCopy,
    PaperMove,
    line_of,
)
from shuniu.modules.documents.models.issuing import (
    ORDER,
    CountersignOpinion,
    DraftVersion,
    OutgoingDocument,
    QualityFinding,
    RuleOverride,
    document_number,
    document_of,
    numbered_through,
    order_series,
)
from shuniu.modules.documents.models.phrases import Phrase
from shuniu.modules.documents.models.plans import CeilingExplanation, IssuePlan, IssueTally
from shuniu.modules.documents.models.seals import Seal, SealMove, SealOrder, SealUse
from shuniu.modules.documents.models.sending import Delivery, ForwardRequest, SendingList, SendingListMember

__all__ = [
    "ORDER",
    "CeilingExplanation",
    "CountersignOpinion",
    "Delivery",
    "DraftBuffer",
    "DraftVersion",
    "FolderPlace",
    "ForwardRequest",
    "IncomingDocument",
    "IssuePlan",
    "IssueTally",
    "OutgoingDocument",
    "PaperCopy",
    "PaperMove",
    "Phrase",
    "QualityFinding",
    "RuleOverride",
    "Seal",
    "SealMove",
    "SealOrder",
    "SealUse",
    "SendingList",
    "SendingListMember",
    "document_number",
    "document_of",
    "line_of",
    "numbered_through",
    "order_series",
]
