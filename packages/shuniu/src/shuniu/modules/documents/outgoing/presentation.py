"""How an outgoing document is shown: its facts, its text, its cells in lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from hongtou import Genre
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.screens.choosers import Asking, chooser, matching, options_of
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.narrowing import DUE, OPENED, TITLE, URGENCY, Filter, contains, one_of
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS, Presentation, Printed
from shuniu.kernel.platform.ui import Cell, Column, Link, Option
from shuniu.modules.documents.models import OutgoingDocument, RuleOverride, document_of
from shuniu.modules.documents.outgoing import entry_forms, printing, routing, sending_shown, showing
from shuniu.modules.documents.outgoing.issuers import codes_of, issuers_for, offices_for, signers_of
from shuniu.modules.documents.outgoing.plans import usable_by
from shuniu.modules.documents.outgoing.queries import documents_of
from shuniu.modules.documents.papers import issuing

COLUMNS = (Column("发文字号", "code"), Column("标题", "title"), Column("拟稿单位", "pair"))
STAGES = {
    "planning": ("立项", ("to_plan",)),
    "drafting": ("拟稿、审稿、会签", ("drafting", "to_vet", "countersigning")),
    "review": ("核稿", ("to_review",)),
    "signing": ("签发", ("to_sign", "joint_signing", "to_resign")),
    "printing": ("复核、编号、印制", ("to_recheck", "to_number", "to_print", "to_confirm")),
    "sealing": ("用印、核发", ("to_approve_seal", "to_seal", "to_release")),
    "issued": ("已印发", ("distributing", "done")),
}
"""The stretches of the way by which a list is narrowed, with their states."""


def _at_stage(value: str) -> Q | None:
    return Q(state__in=STAGES[value][1]) if value in STAGES else None


FILTERS = (
    TITLE,
    Filter(
        "stage",
        "办到哪一步",
        _at_stage,
        "select",
        tuple(Option(key, label) for key, (label, _) in STAGES.items()),
    ),
    contains("number", "发文字号", "number"),
    one_of("genre", "文种", "outgoing__genre", ((g.value, g.value) for g in Genre)),
    contains("drafter", "拟稿人", "outgoing__drafter__name"),
    contains("unit", "拟稿单位", "outgoing__drafting_unit__short_name"),
    one_of("form", "文件形式", "outgoing__form", OutgoingDocument.Form.choices),
    one_of("direction", "行文方向", "outgoing__direction", OutgoingDocument.Direction.choices),
    URGENCY,
    *OPENED,
    DUE,
)


def cells(matters: Sequence[Matter]) -> Mapping[int, tuple[Cell, ...]]:
    """The middle cells of a list page; one query."""
    found = documents_of(matters)
    return {
        m.pk: (
            Cell(m.number or "未编号"),
            title_cell(m),
            Cell(found[m.pk].drafting_unit.short_name, note=found[m.pk].genre) if m.pk in found else Cell(""),
        )
        for m in matters
    }


@chooser("issuer")
def issuer(asking: Asking) -> list[Option]:
    """The organs in whose name the unit of the hat worn now may draft."""
    found = issuers_for(Unit.objects.get(pk=asking.actor.unit_id))
    return [Option(str(u.pk), u.name) for u in found if asking.query in u.name]


@chooser("signer")
def signer(asking: Asking) -> list[Option]:
    """Who may sign for the issuing organ."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return []
    found = signers_of(document_of(asking.reading.matter).issuer, asking.now)
    return options_of(matching(found, asking))


@chooser("broken_rule")
def broken_rule(asking: Asking) -> list[Option]:
    """The rules that the draft breaks and that an approval could set aside; for who decides, those asked for."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return []
    matter = asking.reading.matter
    told = routing.open_to_approval(matter)
    waiting = RuleOverride.objects.filter(matter=matter, refused=False, approved_by=None)
    reasons = {o.rule: f"申请理由：{o.reason}" for o in waiting}
    return [Option(rule, f"{rule} {message}", reasons.get(rule, "")) for rule, message in told.items()]


@chooser("issuer_code")
def issuer_code(asking: Asking) -> list[Option]:
    """The 机关代字 of the issuing organ; of an order what its orders are numbered under."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return []
    codes = codes_of(document_of(asking.reading.matter))
    return [Option(code, code) for code in codes if asking.query in code]


@chooser("plan")
def plan(asking: Asking) -> list[Option]:
    """The approved 立项 of this year for the unit of the hat worn now that no document holds."""
    found = usable_by(asking.actor.unit_id, asking.now.astimezone(COUNTY).year)
    return [Option(str(p.pk), p.number, p.subject) for p in found if asking.query in p.subject]


@chooser("plan_office")
def plan_office(asking: Asking) -> list[Option]:
    """The offices to whose plan the unit of the hat worn now reports."""
    found = offices_for(Unit.objects.get(pk=asking.actor.unit_id))
    return [Option(str(u.pk), u.name) for u in found if asking.query in u.name]


def register() -> None:
    """Declare the presentation and the forms that differ from the derived ones."""
    entry_forms.register()
    PRESENTATIONS.register(
        "outgoing",
        Presentation(
            facts=showing.facts,
            paper=showing.paper,
            columns=COLUMNS,
            cells=cells,
            filters=FILTERS,
            back=Link("发文", "/outgoing/"),
            printed=(
                Printed(issuing.DRAFT_SLIP, printing.draft_slip),
                Printed(issuing.COUNTERSIGN_SLIP, printing.countersign_slip),
            ),
            prints=showing.prints,
            ways=showing.ways,
            versions=showing.versions,
            hint=showing.hint,
            related=sending_shown.related,
        ),
    )
