"""Accounts, persons and the organisation. A person holds posts in units; a post carries duties there."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class Unit(models.Model):
    """An organ, office, department or township. `order` is the protocol order among its siblings.

    One that was merged or abolished is not `active`; `ended` is the day, `successor` who took over its work.
    """

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", "领导机关"
        OFFICE = "office", "党政办公室"
        DEPARTMENT = "department", "县直部门"
        TOWNSHIP = "township", "乡镇"
        SECTION = "section", "内设机构"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    party_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveIntegerField(default=0)
    dual_leadership = models.BooleanField(default=False)
    fonds = models.CharField(max_length=10, blank=True)
    active = models.BooleanField(default=True)
    ended = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "people_unit"
        indexes = [models.Index(fields=["order", "id"], name="unit_protocol_order")]

    def __str__(self) -> str:
        return self.name


class OutsideOrgan(models.Model):
    """An organ that the county writes to and that does not work in this system: above it, beside it, or elsewhere.

    `leads` are the units that it leads beside their own superior (双重领导).
    """

    class Level(models.TextChoices):
        CENTRAL = "central", "中央"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "本县"
        PEER = "peer", "县外及其他"

    name = models.CharField(max_length=80, unique=True)
    short_name = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Level.choices)
    codes = models.JSONField(default=list)
    leads = models.ManyToManyField(Unit, related_name="other_superiors", blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "people_outside_organ"

    def __str__(self) -> str:
        return self.name


class IssuerCode(models.Model):
    """A 机关代字 of a unit (云政办发), under which it numbers what it issues."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issuer_codes")
    code = models.CharField(max_length=40, unique=True)

    class Meta:
        db_table = "people_issuer_code"


class AccountManager(BaseUserManager["Account"]):
    def create_account(self, username: str, password: str, **fields: object) -> Account:
        """A new account with a hashed password; the first sign-in must change it."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What signs in. The three administrators are accounts without a person. `password_since` says since when the
    password that its owner chose has been in use."""

    class Kind(models.TextChoices):
        PERSON = "person", "工作人员"
        SYSTEM = "system", "系统管理员"
        SECURITY = "security", "安全保密管理员"
        AUDIT = "audit", "安全审计员"

    username = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    password_since = models.DateTimeField(null=True, blank=True)
    large_type = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        db_table = "people_account"


class Person(models.Model):
    """Somebody who holds posts. `away_from`/`away_until` say when a leader is out and a stand-in acts."""

    name = models.CharField(max_length=40)
    account = models.OneToOneField(Account, models.PROTECT, null=True, blank=True, related_name="person")
    phone = models.CharField(max_length=30, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "people_person"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person's post in a unit, from a day until a day. `rank` orders leaders (1 is first)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    rank = models.PositiveIntegerField(default=1000)
    principal = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "people_post"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["unit", "rank"], name="post_by_rank")]


class Duty(models.Model):
    """A duty a post carries in its unit (文书, 办公室主任 …), for a time."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="duties")
    code = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "people_duty"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="duty_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["code", "post"], name="duty_by_code")]


class Portfolio(models.Model):
    """分管: what a leader looks after, a field and the units in it."""

    leader = models.ForeignKey(Post, models.PROTECT, related_name="portfolios")
    field = models.CharField(max_length=100)
    units = models.ManyToManyField(Unit, related_name="portfolios", blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "people_portfolio"


class StandIn(models.Model):
    """AB岗: while *absent* is away, *stand_in* acts for that post. Both times are instants."""

    absent = models.ForeignKey(Post, models.PROTECT, related_name="stood_in_by")
    stand_in = models.ForeignKey(Post, models.PROTECT, related_name="stands_in_for")
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "people_stand_in"
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="stand_in_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(absent=F("stand_in")), name="nobody_stands_in_for_himself"),
        ]


class Authority(models.Model):
    """授权: a written grant to sign for *grantor* within a scope, stopping by itself (CQ-03)."""

    grantor = models.ForeignKey(Post, models.PROTECT, related_name="granted")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="holds")
    scope = models.CharField(max_length=200)
    paper = models.CharField(max_length=120)
    kinds = models.JSONField(default=list)
    upward = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        db_table = "people_authority"
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="authority_ends_after_it_begins")
        ]


class LeaderLiaison(models.Model):
    """领导联络员: sees one leader's inbox, orders it, records for him; never writes as him."""

    leader = models.ForeignKey(Post, models.PROTECT, related_name="liaisons")
    liaison = models.ForeignKey(Post, models.PROTECT, related_name="liaison_for")
    until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "people_leader_liaison"
        constraints = [models.UniqueConstraint(fields=["leader", "liaison"], name="one_liaison_once")]


class Installation(models.Model):
    """What this database is for: a real county, or the demo. One row, written once, never changed."""

    class Kind(models.TextChoices):
        REAL = "real", "正式库"
        DEMO = "demo", "演示库"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    marked_at = models.DateTimeField()

    class Meta:
        db_table = "people_installation"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_installation")]


class SignInAttempts(models.Model):
    """Failures in a row under one user name, known or not, and until when no password is looked at.

    `key` is a keyed digest of the name: people type their password into the wrong box.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    not_before = models.DateTimeField()

    class Meta:
        db_table = "people_sign_in_attempts"
        indexes = [models.Index(fields=["last_at"], name="attempts_by_age")]


class SecondFactor(models.Model):
    """The TOTP of an account (RFC 6238). `secret` is encrypted; `last_step` is the time step of the newest code that
    was accepted, since a code counts once."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="second_factor")
    secret = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=-1)

    class Meta:
        db_table = "people_second_factor"


class SignIn(models.Model):
    """One place where an account is signed in: since when, last seen when, from where, in which browser."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "people_sign_in"
