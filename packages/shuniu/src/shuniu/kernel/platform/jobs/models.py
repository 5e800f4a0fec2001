"""Jobs: long work that somebody asked for and can watch; and when a daily task last ran."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of long work. `attempt` counts its beginnings and is the token of whoever works on it;
    `failures` counts errors and deaths, and is what a kind's `attempts` limits.

    `checkpoint` is what the work itself noted to go on from after an interruption; `heartbeat` is the last sign
    of life. `message` and `error` are Chinese sentences for the person who asked.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(default=0)
    post_id = models.BigIntegerField(default=0)
    unit_id = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    task_id = models.UUIDField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    message = models.CharField(max_length=400, blank=True)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    result_file_id = models.BigIntegerField(null=True)
    error = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()
    heartbeat = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "platform_job"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running"), finished_at__isnull=True)
                | Q(state__in=("done", "failed"), finished_at__isnull=False),
                name="finished_job_says_when",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="failed_job_says_why"),
        ]
        indexes = [
            models.Index(fields=["account_id", "-id"], name="jobs_of_account"),
            models.Index(
                fields=["heartbeat"], condition=Q(state__in=("waiting", "running")), name="jobs_unfinished"
            ),
        ]

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None


class DailyRun(models.Model):
    """The last day on which a daily tick ran: a restart does not repeat it, and two workers do it once."""

    name = models.CharField(max_length=80, primary_key=True)
    day = models.DateField()

    class Meta:
        db_table = "platform_daily_run"
