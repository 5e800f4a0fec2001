"""The elements of a document as the plain facts that its file carries beside the pages (GB/T 33190, CustomDatas)."""

from __future__ import annotations

from hongtou.manuscript import Manuscript, date_text


def elements_of(copy: Manuscript) -> dict[str, str]:
    """What *copy* says of itself, under the names of 公文格式要素; what it does not have is left out.

    Several names stand behind one another with 、 between them, days as the document prints them.
    """
    found = {
        "份号": copy.copy_number,
        "紧急程度": copy.urgency.value if copy.urgency else "",
        "发文机关": "、".join(copy.issuers),
        "发文字号": str(copy.number) if copy.number else "",
        "签发人": "、".join(copy.signatories),
        "标题": copy.title,
        "主送机关": "、".join(copy.addressees),
        "附件": "、".join(copy.annex_names),
        "发文机关署名": "、".join(copy.signed_by),
        "成文日期": date_text(copy.document_date) if copy.document_date else "",
        "附注": copy.note,
        "抄送机关": "、".join(copy.copy_to),
        "印发机关": copy.printing_office,
        "印发日期": date_text(copy.printing_date) if copy.printing_date else "",
    }
    return {name: text for name, text in found.items() if text}
