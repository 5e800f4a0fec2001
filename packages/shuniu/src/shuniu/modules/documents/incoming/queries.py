"""Look-ups of incoming documents: the only readers beside the kernel's own lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from shuniu.kernel.files.queries import get_files
from shuniu.kernel.flow.hands import below_in_words
from shuniu.kernel.flow.models import Entry, EntryFile, Level, Matter, Round, RoundMember, Task, Visible
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import IssuerCode
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.incoming import policy
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import IncomingDocument

TEXT_SEARCHED = 200_000
"""How much of a matter's papers is searched: some 250 pages."""


def lines_of(matters: Sequence[Matter]) -> dict[int, IncomingDocument]:
    """The register's lines of a page of matters, by matter id; one query."""
    return IncomingDocument.objects.in_bulk([m.pk for m in matters])


def text_of_originals(matter: Matter) -> str:
    """What can be read in the papers that *matter* came with, at most `TEXT_SEARCHED` characters; two queries.

    Not what stands on scans of 代录, which may bear words on other matters. Erased content has no text left.
    """
    hung = EntryFile.objects.filter(matter=matter, role="original").order_by("position", "pk")
    ids = list(hung.values_list("stored_file_id", flat=True))
    files = get_files(ids) if ids else {}
    return "\n".join(files[pk].text for pk in ids if pk in files)[:TEXT_SEARCHED]


def keeps(actor: Actor) -> bool:
    """Whether *actor* looks after the papers of the unit he acts in."""
    return actor.holds(*KEEPERS)


def _open_here(actor: Actor) -> QuerySet[Visible]:
    """The open matters of the actor's unit, by the list that its overseers read: one index range each."""
    return Visible.objects.filter(principal__in=actor.principals, list_kind="incoming.open")


@dataclass(frozen=True)
class RoundsOpen:
    """Open rounds of 传阅; `more` says that the list goes on."""

    rounds: tuple[Round, ...]
    more: bool


def open_rounds(
    actor: Actor,
    condition: Q | None = None,
    *,
    after: int | None = None,
    upwards: bool = True,
    size: int = 25,
) -> RoundsOpen:
    """The open 传阅 of the unit that fulfil *condition*, the longest running first, after round id *after*."""
    found = Round.objects.filter(
        matter_id__in=_open_here(actor).values("matter_id"), kind=Round.Kind.CIRCULATE, closed_at=None
    )
    if condition is not None:
        found = found.filter(condition)
    if after is not None:
        found = found.filter(pk__gt=after) if upwards else found.filter(pk__lt=after)
    rows = tuple(found.select_related("matter").order_by("pk" if upwards else "-pk")[: size + 1])
    return RoundsOpen(rows[:size], len(rows) > size)


def read_by(name: str) -> Q:
    """Rounds that lie with a reader whose name contains *name*."""
    seats = RoundMember.objects.filter(round_id=OuterRef("pk"), state=RoundMember.State.ACTIVE)
    return Q(Exists(seats.filter(person__name__contains=name)))


def resting_since(moment: datetime) -> Q:
    """Rounds in which somebody has had the paper since before *moment* without reading it."""
    return Q(
        Exists(
            RoundMember.objects.filter(
                round_id=OuterRef("pk"), state=RoundMember.State.ACTIVE, sent_at__lt=moment
            )
        )
    )


def seats_of(rounds: Iterable[Round]) -> dict[int, list[RoundMember]]:
    """The members of *rounds* in their order, by round id; one query."""
    found: dict[int, list[RoundMember]] = {r.pk: [] for r in rounds}
    members = RoundMember.objects.filter(round_id__in=list(found)).select_related("person", "unit")
    for member in members.order_by("step", "pk"):
        found[member.round_id].append(member)
    return found


@dataclass(frozen=True)
class Reminded:
    """How often a matter was reminded of, and when last."""

    times: int
    last: datetime | None


def reminders_of(matters: Sequence[Matter]) -> Mapping[int, Reminded]:
    """What was reminded so far, by matter id; one query."""
    rows = (
        Entry.objects.filter(matter_id__in=[m.pk for m in matters], type="reminder")
        .values_list("matter_id")
        .annotate(Count("pk"), Max("happened_at"))
        .order_by()
    )
    return {pk: Reminded(times, last) for pk, times, last in rows}


def never_reminded() -> Q:
    """Matters that nobody was reminded of yet."""
    return Q(~Exists(Entry.objects.filter(matter_id=OuterRef("pk"), type="reminder")))


@dataclass(frozen=True)
class Hands:
    """In whose hands a matter is: the units, and what became of it in the units it was passed to."""

    units: frozenset[int]
    below: tuple[str, ...] = ()


def hands_of(matters: Sequence[Matter]) -> Mapping[int, Hands]:
    """The units that hold *matters* or their open child matters, by matter id; two queries."""
    ids = [m.pk for m in matters]
    units: dict[int, set[int]] = {pk: set() for pk in ids}
    below: dict[int, list[str]] = {pk: [] for pk in ids}
    for pk, unit in Task.objects.filter(matter_id__in=ids, closed_at=None).values_list(
        "matter_id", "unit_id"
    ):
        units[pk].add(unit)
    children = Matter.objects.filter(parent_id__in=ids, closed_at=None).select_related("unit").order_by("pk")
    for child in children:
        assert child.parent_id is not None
        units[child.parent_id].add(child.unit_id)
        below[child.parent_id].append(below_in_words(child))
    return {pk: Hands(frozenset(units[pk]), tuple(below[pk])) for pk in ids}


def lead_is_out(line: IncomingDocument) -> bool:
    """Whether another unit leads and has not answered yet: until then there is nothing to report."""
    return Matter.objects.filter(
        parent_id=line.matter_id, unit__short_name=line.lead, closed_at=None
    ).exists()


def unit_named(name: str, *, other_than: int) -> int | None:
    """The unit that may be handed work and is called *name*, short or whole; None for any other words."""
    found = receiving_units().filter(Q(short_name=name) | Q(name=name)).exclude(pk=other_than)
    return found.values_list("pk", flat=True).first()


SOURCES_LOOKED_AT = 600


@dataclass(frozen=True)
class KnownSource:
    """A 来文单位 that may be meant: its name, the 机关代字 it was last seen with, and how often it wrote."""

    name: str
    code: str = ""
    times: int = 0


def known_sources(actor: Actor, *, forms: Sequence[str] = ("document", "telegram")) -> list[KnownSource]:
    """Whom the actor's register knows, the most frequent of its newest lines first, then the county's own
    units in protocol order. Papers of 工作秘密 do not count (BM-08). Four queries."""
    # A range of one unit, and the unit in the order: the index gives the newest lines, whatever lies below.
    newest = (
        IncomingDocument.objects.filter(unit_id__gte=actor.unit_id, unit_id__lte=actor.unit_id)
        .order_by("unit_id", "-matter_id")
        .values_list("matter_id", "form", "source", "document_number")[:SOURCES_LOOKED_AT]
    )
    lines = [line for line in newest if line[1] in forms]
    secret = set(
        Matter.objects.filter(pk__in=[line[0] for line in lines], level=Level.WORK_SECRET).values_list(
            "pk", flat=True
        )
    )
    times, codes = Counter[str](), dict[str, str]()
    for pk, _, name, number in lines:
        if pk in secret:
            continue
        times[name] += 1
        if number:
            codes.setdefault(name, policy.issuer_code(number))
    own = dict(IssuerCode.objects.filter(unit__active=True).order_by("-pk").values_list("unit__name", "code"))
    known = [KnownSource(name, codes.get(name, ""), count) for name, count in times.most_common()]
    return known + [
        KnownSource(name, own.get(name, ""))
        for name in receiving_units().values_list("name", flat=True)
        if name not in times
    ]
