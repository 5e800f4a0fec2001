"""行文关系 in this county: its units and the organs outside as hongtou's tree, and a document as it is dispatched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import hongtou
from hongtou import Answer, Dispatch, Finding, Opinion, Organ, OrganKind, OrganLevel, Organs
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import IssuerCode, OutsideOrgan, Post, Unit
from shuniu.modules.documents.models import (
    DraftVersion,
    OutgoingDocument,
    RuleOverride,
    document_of,
)
from shuniu.modules.documents.outgoing import countersigning
from shuniu.modules.documents.outgoing.text import Content

NEVER_SET_ASIDE = frozenset({"GW-28", "GW-38", "YS-08", "YS-16"})
"""What no approval makes good: who has not agreed, who may not issue, an addressee that does not exist."""

_KINDS = {
    Unit.Kind.OFFICE: OrganKind.OFFICE,
    Unit.Kind.DEPARTMENT: OrganKind.DEPARTMENT,
    Unit.Kind.TOWNSHIP: OrganKind.TOWNSHIP,
    Unit.Kind.SECTION: OrganKind.INTERNAL,
}
_LEVELS = {
    OutsideOrgan.Level.CENTRAL: OrganLevel.CENTRAL,
    OutsideOrgan.Level.PROVINCE: OrganLevel.PROVINCE,
    OutsideOrgan.Level.CITY: OrganLevel.CITY,
    OutsideOrgan.Level.COUNTY: OrganLevel.COUNTY,
    OutsideOrgan.Level.PEER: OrganLevel.COUNTY,
}
_ANSWERS = {"agree": Answer.AGREED, "opinion": Answer.OBJECTED, "overdue": Answer.OVERDUE}
_HOME = {OutsideOrgan.Level.PROVINCE: "省", OutsideOrgan.Level.CITY: "市", OutsideOrgan.Level.COUNTY: "县"}
_LEADING = (OrganKind.PARTY_COMMITTEE, OrganKind.GOVERNMENT)


def organs_of_county() -> Organs:
    """Every unit of the county and every organ outside, as hongtou sees them. Five queries.

    Of two units with one full name, which an import has refused only since it looks at 内设机构 too, the one in use
    stands for both: a desk that fails would mend neither.
    """
    units = list(Unit.objects.select_related("parent", "successor").order_by("order", "pk"))
    outside = list(OutsideOrgan.objects.filter(active=True).prefetch_related("leads").order_by("pk"))
    codes: dict[int, list[str]] = defaultdict(list)
    for unit_id, code in IssuerCode.objects.order_by("pk").values_list("unit_id", "code"):
        codes[unit_id].append(code)
    led: dict[int, list[str]] = defaultdict(list)
    for organ in outside:
        for unit in organ.leads.all():
            led[unit.pk].append(organ.name)
    own = {unit.name for unit in units if unit.active}
    elsewhere = [organ for organ in _outside(outside) if organ.name not in own]
    made = [*elsewhere, *(_inside(u, codes[u.pk], led[u.pk], outside) for u in units)]
    leaders = _leaders()
    return _tree(tuple(_with_leaders(organ, leaders.get(organ.name, ())) for organ in made))


@lru_cache(maxsize=4)
def _tree(organs: tuple[Organ, ...]) -> Organs:
    """Made anew only when a name, a superior or a leader changed."""
    return Organs.without_doubles(organs)


def _inside(
    unit: Unit, codes: Sequence[str], led_by: Sequence[str], outside: Sequence[OutsideOrgan]
) -> Organ:
    section = unit.kind == Unit.Kind.SECTION
    kind = hongtou.kind_of_organ(unit.name) if unit.kind == Unit.Kind.LEADERSHIP else _KINDS[unit.kind]
    above = unit.parent.name if unit.parent is not None and unit.parent.name != unit.name else ""
    superiors = [above] if above and not section else []
    if unit.kind == Unit.Kind.LEADERSHIP:
        superiors += [o.name for o in outside if o.level == OutsideOrgan.Level.CITY and _leads(o, kind)]
    return Organ(
        name=unit.name,
        short_name=unit.short_name,
        level=OrganLevel.TOWNSHIP if unit.kind == Unit.Kind.TOWNSHIP else OrganLevel.COUNTY,
        kind=kind,
        superiors=(*superiors, *led_by),
        part_of=above if section else "",
        registered=bool(codes),
        ended=unit.ended if not unit.active else None,
        successor=unit.successor.name if unit.successor is not None else "",
        party_name=unit.party_name if unit.party_name != unit.name else "",
        codes=tuple(codes),
    )


def _leads(organ: OutsideOrgan, kind: OrganKind) -> bool:
    """Whether the city's organ is the committee or government that stands above the county's of that *kind*."""
    return kind in _LEADING and hongtou.kind_of_organ(organ.name) is kind


def _outside(organs: Sequence[OutsideOrgan]) -> list[Organ]:
    kinds = {organ.name: hongtou.kind_of_organ(organ.name) for organ in organs}
    city = [o.name for o in organs if o.level == OutsideOrgan.Level.CITY and kinds[o.name] in _LEADING]

    def above(organ: OutsideOrgan) -> tuple[str, ...]:
        led = organ.level == OutsideOrgan.Level.CITY and kinds[organ.name] not in _LEADING
        return tuple(city) if led else ()

    return [
        Organ(
            name=organ.name,
            short_name=organ.short_name,
            level=_LEVELS[OutsideOrgan.Level(organ.level)],
            kind=kinds[organ.name],
            superiors=above(organ),
            codes=tuple(organ.codes),
        )
        for organ in organs
    ]


def _leaders() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    posts = Post.objects.filter(duties__code="LEADER", unit__kind=Unit.Kind.LEADERSHIP, until=None).order_by(
        "rank", "pk"
    )
    for organ, name in posts.values_list("unit__name", "person__name").distinct():
        found[organ].append(name)
    return {organ: tuple(names) for organ, names in found.items()}


def _with_leaders(organ: Organ, leaders: tuple[str, ...]) -> Organ:
    return replace(organ, leaders=leaders) if leaders else organ


def dispatch_of(document: OutgoingDocument, content: Content) -> Dispatch:
    """*document* with the text *content*, as the rules of routing see it. Two queries."""
    consulted = countersigning.concerned(document)
    joint = dict(Unit.objects.filter(pk__in=[*document.joint, *consulted]).values_list("pk", "name"))
    last = {
        unit: _ANSWERS[opinion.result] if not opinion.settled else Answer.AGREED
        for unit, opinion in countersigning.last_opinions(document.matter).items()
    }
    return Dispatch(
        sender=document.issuer.name,
        addressees=content.addressees,
        title=content.title,
        body=content.body,
        genre=hongtou.Genre(document.genre),
        joint=tuple(joint[pk] for pk in document.joint if pk in joint),
        copies=content.copy_to,
        important=document.important,
        authorised_by=document.authorised_by,
        consent=document.consent,
        leader_assignment=document.leader_assignment,
        annexes=tuple(annex.title for annex in content.annexes),
        opinions=tuple(Opinion(joint[pk], last.get(pk, Answer.PENDING)) for pk in consulted if pk in joint),
    )


def findings_of(document: OutgoingDocument, content: Content) -> tuple[Finding, ...]:
    """What the rules of routing say of the document with that text, refusals first (GW-20 to GW-29, GW-38)."""
    return hongtou.check_routing(dispatch_of(document, content), organs_of_county())


def set_aside(document: OutgoingDocument) -> dict[str, RuleOverride]:
    """The rules that were set aside for the document, by rule id; those only asked for are not among them."""
    found = RuleOverride.objects.filter(matter_id=document.pk, approved_by__isnull=False)
    return {override.rule: override for override in found.select_related("approved_by", "asked_by")}


def standing_refusals(document: OutgoingDocument, content: Content) -> tuple[Finding, ...]:
    """The refusals that nobody has set aside."""
    allowed = set_aside(document)
    return tuple(f for f in findings_of(document, content) if f.refuses and f.rule not in allowed)


def open_to_approval(matter: Matter) -> dict[str, str]:
    """The rules that the newest draft of *matter* breaks and that an approval could set aside, with the sentence."""
    document = document_of(matter)
    draft = DraftVersion.objects.filter(matter=matter, number=document.current).first()
    if draft is None:
        return {}
    standing = standing_refusals(document, Content.of(draft.content))
    return {f.rule: f.message for f in standing if f.rule not in NEVER_SET_ASIDE}
