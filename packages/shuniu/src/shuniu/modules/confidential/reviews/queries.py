"""Looking up reviews of matters that were read already, and what is said of a document's publication."""

from __future__ import annotations

from collections.abc import Sequence

from shuniu.modules.confidential.models import PublicReview


def reviews_of(matter_ids: Sequence[int]) -> dict[int, PublicReview]:
    """The reviews of these matters, by matter; one query."""
    found = PublicReview.objects.filter(matter_id__in=matter_ids).select_related(
        "document", "first_by", "second_by", "approved_by"
    )
    return {review.matter_id: review for review in found}


def publication_of(document_id: int) -> str:
    """What is said of the publication of the document: published where and when, else how far its review is; one query."""
    review = (
        PublicReview.objects.filter(document_id=document_id)
        .exclude(matter__outcome="void")
        .select_related("matter")
        .order_by("-pk")
        .first()
    )
    if review is None:
        return "还没有公开审查，不得公开"
    if review.published_on is not None:
        day = review.published_on
        return f"已于{day.year}年{day.month}月{day.day}日在{review.get_place_display()}公开"
    if review.decision == PublicReview.Decision.REFUSE:
        return "公开审查：不予公开"
    return f"公开审查：{review.matter.standing}"[:120]
