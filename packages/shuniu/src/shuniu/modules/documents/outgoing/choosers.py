"""What may be chosen along the way of an outgoing document: a passage, units that agreed, kinds of finding, numbers."""

from __future__ import annotations

from shuniu.kernel.numbering.models import Number
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.screens.choosers import Asking, chooser
from shuniu.kernel.platform.ui import Option
from shuniu.modules.documents.finding_kinds import KINDS
from shuniu.modules.documents.models import CountersignOpinion, DraftVersion, document_number, document_of
from shuniu.modules.documents.outgoing import countersigning, joint_sealing
from shuniu.modules.documents.outgoing.actions.number import THROUGH, series_key
from shuniu.modules.documents.outgoing.issuers import codes_of, series_of_office
from shuniu.modules.documents.outgoing.text import Content

PASSAGE = 400
SHORT = 40


@chooser("passage")
def passage(asking: Asking) -> list[Option]:
    """The paragraphs of the newest version, each by its beginning; and the whole."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return []
    document = document_of(asking.reading.matter)
    draft = DraftVersion.objects.filter(matter=asking.reading.matter, number=document.current).first()
    if draft is None:
        return []
    content = Content.of(draft.content)
    texts = [content.title, *content.body.split("\n")]
    texts += [line for annex in content.annexes for line in annex.text.split("\n")]
    found = dict.fromkeys(text[:PASSAGE] for text in texts if text)
    return [Option(text, text if len(text) <= SHORT else f"{text[:SHORT]}…") for text in found]


@chooser("agreed_unit")
def agreed_unit(asking: Asking) -> list[Option]:
    """The units that have agreed and are asked again only when the drafter wants it."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return []
    said = countersigning.last_opinions(asking.reading.matter).values()
    agreed = [o for o in said if o.result == CountersignOpinion.Result.AGREE]
    return [Option(str(o.unit_id), o.unit.short_name, f"同意第 {o.version} 稿") for o in agreed]


@chooser("unsealed_organ")
def unsealed_organ(asking: Asking) -> list[Option]:
    """The other organs of a joint document whose seal is missing."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return []
    matter = asking.reading.matter
    found = joint_sealing.missing(document_of(matter), matter)
    return [Option(str(p.organ.pk), p.organ.short_name, p.words) for p in found]


@chooser("finding")
def finding(asking: Asking) -> list[Option]:
    """The kinds of what 核稿 and 复核 find."""
    return [Option(kind, label) for kind, (label, _) in KINDS.items() if asking.query in label]


@chooser("reserved_number")
def reserved_number(asking: Asking) -> list[Option]:
    """The numbers of this year that are reserved for paper under the issuing organ's 机关代字, or those of its orders."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return []
    document, year = document_of(asking.reading.matter), asking.now.astimezone(COUNTY).year
    series = {series_key(document.unit_id, code): code for code in codes_of(document)}
    kept = Number.objects.filter(
        counter__series__in=series, counter__year__in=(year, THROUGH), state=Number.State.RESERVED
    ).select_related("counter")
    return [
        Option(str(n.value), document_number(series[n.counter.series], year, n.value), n.reason)
        for n in kept.order_by("counter", "value")
    ]


@chooser("own_issuer_code")
def own_issuer_code(asking: Asking) -> list[Option]:
    """The 机关代字 that the office of the hat worn now numbers, and the orders of its government."""
    unit = Unit.objects.filter(pk=asking.actor.unit_id).first()
    return [Option(code, code, organ.short_name) for code, organ in series_of_office(unit)] if unit else []
