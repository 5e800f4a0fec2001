"""公开审查: what was found at each point of a document that is to be published, who said so, and that it was (BM-06)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person


class PublicReview(models.Model):
    """One review beside its matter, of the document whose signed text has the digest `digest`.

    `points` holds by code of the point what was found and why. That a document was published stands here alone
    (`published_on`), so that no document can be said to be published without its review.
    """

    class Decision(models.TextChoices):
        APPROVE = "approve", "同意公开"
        CONDITIONAL = "conditional", "附条件公开"
        REFUSE = "refuse", "不予公开"

    class Place(models.TextChoices):
        WEBSITE = "website", "政府网站"
        GAZETTE = "gazette", "政府公报"
        MEDIA = "media", "政务新媒体"
        BOARD = "board", "公告栏"
        APPLICANT = "applicant", "答复申请人"

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="public_review")
    document = models.ForeignKey(Matter, models.PROTECT, related_name="public_reviews")
    digest = models.CharField(max_length=64)
    points = models.JSONField()
    first_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second_opinion = models.CharField(max_length=400, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    conditions = models.CharField(max_length=400, blank=True)
    conditions_met = models.CharField(max_length=400, blank=True)
    place = models.CharField(max_length=10, choices=Place.choices, blank=True)
    published_on = models.DateField(null=True)

    class Meta:
        db_table = "confidential_review"
        constraints = [
            models.CheckConstraint(
                condition=(Q(second_by__isnull=True) | ~Q(second_by=F("first_by")))
                & (
                    Q(approved_by__isnull=True)
                    | (~Q(approved_by=F("first_by")) & ~Q(approved_by=F("second_by")))
                ),
                name="three_people_review",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(
                    decision__in=["approve", "conditional"],
                    first_by__isnull=False,
                    second_by__isnull=False,
                    approved_by__isnull=False,
                ),
                name="nothing_is_public_unreviewed",
            ),
        ]
        indexes = [models.Index(fields=["document", "-id"], name="reviews_of_document")]
