"""Who does what with an outgoing document of the demo county: who drafts, reviews, signs, watches."""

from __future__ import annotations

from shuniu.demo.loading.stage import Stage
from shuniu.demo.outgoing import OutgoingText
from shuniu.kernel.flow.models import Task

OFFICE_OF = {"xw": "xwb", "zf": "zfb"}
"""The offices that handle what the county's two organs issue."""
SIGNS_AS_HEAD = {"xwb": "ji_xuemin", "zfb": "liao_hongbin", "xw": "he_jingyuan", "zf": "lin_shuheng"}
_RANK_OF_MAYOR = 2


def office_of(issuer: str) -> str:
    """The unit in whose register a document of *issuer* stands."""
    return OFFICE_OF.get(issuer, issuer)


def receiving(unit: str) -> str:
    """The unit that receives what is sent to *unit*: an organ receives through its office."""
    return OFFICE_OF.get(unit, unit)


def drafter_of(stage: Stage, text: OutgoingText, key: str) -> str:
    """Who writes it: one of the unit's people for drafting who is not its office head, where there is one."""
    unit = receiving(text.drafter)
    county = stage.county
    able = [p.code for p in county.holders("HANDLER", unit)]
    free = [code for code in able if not county.people[code].holds("OFFICE_HEAD", unit)]
    return stage.chance(f"drafter/{key}").choice(free or able)


def other_head(stage: Stage, office: str, drafter: str) -> str | None:
    """A head of *office* who did not draft, deputies first; None where the drafter is the only one."""
    heads = [p.code for p in stage.county.holders("OFFICE_HEAD", office) if p.code != drafter]
    principal = stage.county.head(office).code
    return next((code for code in heads if code != principal), heads[0] if heads else None)


def signer_of(stage: Stage, text: OutgoingText) -> tuple[str, str]:
    """(person, unit of the post) who signs: the principal for upward and important documents, else who leads the work."""
    issuer, county = text.issuer, stage.county
    kind = county.units[issuer].kind
    if kind == "township":
        mayor = next(
            p.code
            for p in county.people.values()
            for post in p.posts
            if post.unit == issuer and post.rank == _RANK_OF_MAYOR
        )
        return mayor, issuer
    if kind in ("party", "government"):
        return county.head(issuer).code, issuer
    principal = text.direction == "上行" or text.important
    if principal or kind == "office":
        return SIGNS_AS_HEAD[issuer], issuer
    leader = county.leader_of(receiving(text.drafter))
    if county.people[leader].holds("LEADER", issuer) and stage.acting_for(leader) == leader:
        return leader, issuer
    return SIGNS_AS_HEAD[issuer], issuer


def another(stage: Stage, office: str, *than: str) -> str:
    """Somebody of *office* who is none of *than*; the last resort is its head."""
    names = [
        p.code
        for p in stage.county.people.values()
        if any(post.unit == office for post in p.posts) and any(d.unit == office for d in p.duties)
    ]
    return next((code for code in names if code not in than), names[0])


def holders_of(stage: Stage, matter: int, purpose: str) -> list[tuple[str, str]]:
    """(person, unit) for every open task of that purpose, in their order."""
    found = []
    for task in Task.objects.filter(matter_id=matter, purpose=purpose, closed_at=None).order_by("pk"):
        unit = stage.unit_codes[task.unit_id]
        if task.person_id is not None:
            found.append((stage.people[task.person_id], unit))
        else:
            duties = (
                (person.code, duty)
                for person in stage.county.people.values()
                for duty in person.duties
                if duty.unit == unit
            )
            found.append((next(code for code, duty in duties if duty.duty == task.duty), unit))
    return found
