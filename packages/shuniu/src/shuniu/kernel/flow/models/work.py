"""Tasks, rounds and waits: who must do what by when. The open ones are the answer to 现在在谁手里."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.flow.models.matter import Matter
from shuniu.kernel.people.models import Person, Unit


class Round(models.Model):
    """一轮: 会签, 传阅, 协办, 征求意见 or 联署, beside the matter's state."""

    class Kind(models.TextChoices):
        CIRCULATE = "circulate", "传阅"
        COUNTERSIGN = "countersign", "会签"
        ASSIST = "assist", "协办"
        CONSULT = "consult", "征求意见"
        JOINT = "joint", "联署"

    class Order(models.TextChoices):
        RANK = "rank", "按排名依次"
        PARALLEL = "parallel", "同时"
        MIXED = "mixed", "分批"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    order = models.CharField(max_length=10, choices=Order.choices)
    needs_all = models.BooleanField(default=True)
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    recalled = models.BooleanField(default=False)

    class Meta:
        db_table = "flow_round"
        constraints = [
            models.CheckConstraint(
                condition=Q(recalled=False) | Q(closed_at__isnull=False), name="recalled_round_is_closed"
            )
        ]
        indexes = [
            models.Index(fields=["matter", "closed_at"], name="rounds_of_matter"),
            models.Index(fields=["kind", "id"], condition=Q(closed_at=None), name="rounds_open"),
        ]


class Task(models.Model):
    """待办: *verb* must be done by a person acting in a unit, or by any holder of a duty there.

    `state` is the procedure state it belongs to; a round's tasks and side requests carry none. `closed_by` ended
    it, acting in `closed_in`; `lapsed` says that it ended without having been done.
    """

    class Purpose(models.TextChoices):
        STATE = "state", "主流程"
        ROUND = "round", "一轮"
        CONFIRM = "confirm", "确认代录"
        EXTENSION = "extension", "延期审批"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="tasks")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    state = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    duty = models.CharField(max_length=30, blank=True)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="tasks")
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_in = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    lapsed = models.BooleanField(default=False)

    class Meta:
        db_table = "flow_task"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, duty="") | (Q(person__isnull=True) & ~Q(duty="")),
                name="task_is_a_persons_or_a_dutys",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="round") | Q(round__isnull=False), name="round_task_names_its_round"
            ),
        ]
        indexes = [models.Index(fields=["matter", "closed_at"], name="tasks_of_matter")]


class RoundMember(models.Model):
    """One reader or signer of a round; `step` orders them, equal steps go together."""

    class State(models.TextChoices):
        WAITING = "waiting", "待送"
        ACTIVE = "active", "在办"
        DONE = "done", "已办"
        RECALLED = "recalled", "已撤回"
        LAPSED = "lapsed", "已失效"

    round = models.ForeignKey(Round, models.PROTECT, related_name="members")
    step = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    duty = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "flow_round_member"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, duty="") | (Q(person__isnull=True) & ~Q(duty="")),
                name="member_is_a_person_or_a_duty",
            ),
        ]
        indexes = [models.Index(fields=["round", "step"], name="members_in_order")]


class Wait(models.Model):
    """待复: an answer from outside is awaited until a date, and a named person watches."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="waits")
    what = models.CharField(max_length=200)
    whom = models.CharField(max_length=120)
    until = models.DateField()
    watcher = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "flow_wait"
        indexes = [models.Index(fields=["matter", "closed_at"], name="waits_of_matter")]


class Extension(models.Model):
    """延期: asked before the day, with a reason and a new date; approved or not by a named duty."""

    class State(models.TextChoices):
        ASKED = "asked", "待批"
        GRANTED = "granted", "同意"
        DENIED = "denied", "不同意"
        LAPSED = "lapsed", "已失效"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="extensions")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=400)
    new_due = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "flow_extension"
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="asked"), name="one_extension_asked_at_a_time"
            )
        ]
