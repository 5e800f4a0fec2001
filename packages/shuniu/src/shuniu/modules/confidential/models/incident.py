"""泄密事件: what is known of one, without a word of what the carrier holds (BM-04)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person


class Incident(models.Model):
    """One incident beside its matter. `carrier_number` is the carrier's own number, never that of a document.

    `about` is the matter that it concerns, if there is one here; `before` holds its level and readers while it is
    isolated. The report is made outside of this system; `organ` and `superior` were told of it at `reported_at`.
    """

    class Kind(models.TextChoices):
        LEAKED = "leaked", "泄密"
        POSSIBLE = "possible", "可能泄密"
        LOST = "lost", "载体下落不明"
        SENT = "sent", "误发误传"
        ONLINE = "online", "违规上网"
        OTHER = "other", "其他泄密情形"

    class Carrier(models.TextChoices):
        PAPER = "paper", "纸质文件"
        DISK = "disk", "移动存储介质"
        COMPUTER = "computer", "计算机"
        PHONE = "phone", "手机"
        CHAT = "chat", "即时通信"
        MAIL = "mail", "电子邮件"
        OTHER = "other", "其他载体"

    class Manner(models.TextChoices):
        WRITTEN = "written", "书面报告"
        PHONE = "phone", "电话报告"
        VISIT = "visit", "当面报告"

    class Conclusion(models.TextChoices):
        LEAK = "leak", "属于泄密"
        NOT_LEAK = "not_leak", "经核实没有泄密"

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="incident")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    carrier = models.CharField(max_length=10, choices=Carrier.choices)
    carrier_number = models.CharField(max_length=40, blank=True)
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=40, blank=True)
    first_measures = models.CharField(max_length=600)
    measures = models.CharField(max_length=600, blank=True)
    organ = models.CharField(max_length=60, blank=True)
    superior = models.CharField(max_length=60, blank=True)
    manner = models.CharField(max_length=10, choices=Manner.choices, blank=True)
    reported_at = models.DateTimeField(null=True)
    late_reason = models.CharField(max_length=300, blank=True)
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices, blank=True)
    findings = models.CharField(max_length=1000, blank=True)
    about = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True)

    class Meta:
        db_table = "confidential_incident"
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=True) | Q(about__isnull=False), name="what_is_isolated_is_named"
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True)
                | (Q(reported_at__gte=F("found_at")) & ~Q(organ="") & ~Q(superior="")),
                name="a_report_names_both_who_were_told",
            ),
            models.CheckConstraint(
                condition=Q(conclusion="") | Q(reported_at__isnull=False), name="nothing_is_closed_unreported"
            ),
        ]
