"""How an incident is shown, and what its forms offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import TextChoices

from shuniu.kernel.base.basis import basis
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.papers import QrCode
from shuniu.kernel.platform.screens.choosers import Asking
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.narrowing import OPENED, one_of
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS, Presentation, Printed, Scene
from shuniu.kernel.platform.ui import Cell, Column, Fact, Link, Option, Paper, moment_text
from shuniu.modules.confidential import papers
from shuniu.modules.confidential.incidents import policy
from shuniu.modules.confidential.incidents.queries import incidents_of
from shuniu.modules.confidential.models import Incident

COLUMNS = (Column("编号", "code"), Column("事件", "title"), Column("载体", "name"), Column("报告", "pair"))
MANNERS = {value: str(label) for value, label in Incident.Manner.choices}
CONCLUSIONS = {value: str(label) for value, label in Incident.Conclusion.choices}
NEVER = "不写文件标题、文号和内容。"
FILTERS = (one_of("sort", "事件类别", "incident__kind", Incident.Kind.choices), *OPENED)


def cells(matters: Sequence[Matter]) -> Mapping[int, tuple[Cell, ...]]:
    """The middle cells of a list page; one query."""
    found = incidents_of([m.pk for m in matters])
    return {
        m.pk: (
            Cell(m.number),
            title_cell(m),
            Cell(found[m.pk].get_carrier_display()),
            _reported(found[m.pk]),
        )
        for m in matters
    }


def _reported(incident: Incident) -> Cell:
    if incident.reported_at is None:
        return Cell("还没有报告")
    at = incident.reported_at.astimezone(COUNTY)
    return Cell("已报告", note=moment_text(at, at.date()))


def facts(scene: Scene) -> tuple[Fact, ...]:
    """What is known of it, and how long there is to report."""
    incident = incidents_of([scene.matter.pk])[scene.matter.pk]
    today = scene.now.astimezone(COUNTY).date()
    found = moment_text(incident.found_at.astimezone(COUNTY), today)
    said = (
        *_clock(scene, incident),
        Fact("事件类别", incident.get_kind_display(), strong=True),
        Fact("载体", incident.get_carrier_display()),
        Fact("载体编号", incident.carrier_number),
        Fact("发现", f"{found}，{incident.found_by.name}" if incident.found_by else found),
        Fact("发现地点", incident.place),
        Fact("涉及的办件", _about(incident)),
        Fact("发现时的措施", incident.first_measures),
        Fact("处置措施", incident.measures),
        Fact("保密行政管理部门", incident.organ),
        Fact("上级主管部门", incident.superior),
        Fact("超过期限的原因", incident.late_reason),
        Fact("查处结论", incident.get_conclusion_display() if incident.conclusion else ""),
        Fact("查处情况", incident.findings),
    )
    return tuple(f for f in said if f.value)


def _clock(scene: Scene, incident: Incident) -> tuple[Fact, ...]:
    today = scene.now.astimezone(COUNTY).date()
    if incident.reported_at is not None:
        at = moment_text(incident.reported_at.astimezone(COUNTY), today)
        return (Fact("已报告", f"{at}，{incident.get_manner_display()}"),)
    due = scene.matter.due_at
    if due is None:
        return ()
    left = policy.left_words(due, scene.now)
    return (Fact("报告期限", f"{moment_text(due.astimezone(COUNTY), today)}，{left}", strong=True),)


def _about(incident: Incident) -> str:
    """The number alone: who reads of the incident need not be who may read of the matter."""
    if incident.about is None:
        return ""
    number = incident.about.number or "未编号的办件"
    return f"{number}，已隔离，只有保密员看得见" if incident.before is not None else number


def _names_about(asking: Asking) -> dict[str, str]:
    """The matter that the incident names travels unseen with the press."""
    if asking.reading is None:
        return {"about": ""}
    incident = incidents_of([asking.reading.matter.pk]).get(asking.reading.matter.pk)
    return {"about": str(incident.about_id or "") if incident is not None else ""}


def paper(scene: Scene) -> Paper:
    """No carrier and no copy of one is ever put here."""
    return Paper(tabs=(), missing="涉密载体的任何内容都不放进本系统，只打印泄密事件报告表。")


def form_data(scene: Scene, qr: QrCode) -> papers.IncidentData:
    """What the 泄密事件报告表 says."""
    matter = scene.matter
    incident = incidents_of([matter.pk])[matter.pk]
    reported = incident.reported_at
    ground = basis(policy.RULE)
    return papers.IncidentData(
        title="泄密事件报告表",
        unit=matter.unit.name,
        number=matter.number,
        found_at=incident.found_at.astimezone(COUNTY),
        found_by=incident.found_by.name if incident.found_by is not None else "",
        place=incident.place,
        kind=incident.get_kind_display(),
        carrier=incident.get_carrier_display(),
        carrier_number=incident.carrier_number,
        first_measures=incident.first_measures,
        measures=incident.measures,
        organ=incident.organ,
        superior=incident.superior,
        manner=incident.get_manner_display() if incident.manner else "",
        reported_at=reported.astimezone(COUNTY) if reported is not None else None,
        late_reason=incident.late_reason,
        conclusion=incident.get_conclusion_display() if incident.conclusion else "",
        findings=incident.findings,
        basis=f"{ground.text}（{ground.cite()}）",
        qr=qr,
    )


def _options(choices: type[TextChoices]) -> tuple[Option, ...]:
    """The choices of one field by their own words: 其他 says something else of an incident than of a carrier."""
    return tuple(Option(value, str(label)) for value, label in choices.choices)


def register() -> None:
    """Declare the presentation and the forms that differ from the derived ones."""
    PRESENTATIONS.register(
        "incident",
        Presentation(
            facts=facts,
            paper=paper,
            columns=COLUMNS,
            cells=cells,
            filters=FILTERS,
            back=Link("泄密事件", "/confidential/incidents/"),
            printed=(Printed(papers.INCIDENT, form_data),),
        ),
    )
    FORMS.register(
        "confidential.incident.tell",
        FormSpec(
            order=(
                *("kind", "found_at", "found_by", "place", "carrier", "carrier_number"),
                *("measures", "about", "head"),
            ),
            overrides=lambda asking: {
                "kind": {"options": _options(Incident.Kind)},
                "carrier": {"options": _options(Incident.Carrier)},
                "found_at": {
                    "value": f"{asking.now.astimezone(COUNTY) - timedelta(minutes=1):%Y-%m-%dT%H:%M}",
                    "hint": "报告的期限从这时起算。",
                },
                "found_by": {"hint": "不填就是您本人。"},
                "place": {"hint": NEVER},
                "carrier_number": {"hint": f"只写载体自己的编号，例如硬盘编号、机要件占位的收件号。{NEVER}"},
                "measures": {"rows": 3, "hint": f"例如：已封存、已断网、已要求撤回并删除。{NEVER}"},
                "about": {"hint": "在本系统里办的那一件；保密员可以把它隔离起来。没有的不填。"},
                "head": {"hint": "他也看得见这一件。没有报告的，请同时当面或者电话报告。"},
            },
        ),
    )
    FORMS.register(
        "confidential.incident.contain",
        FormSpec(overrides=lambda asking: {"text": {"rows": 4, "hint": NEVER}}),
    )
    FORMS.register(
        "confidential.incident.report",
        FormSpec(
            overrides=lambda asking: {
                "organ": {"hint": "报告本身在系统外办理，这里登记报告了谁。"},
                "reported_at": {"hint": "不填就是现在。"},
                "late_reason": {"hint": "在期限内报告的不填。"},
            },
            words=MANNERS,
        ),
    )
    FORMS.register(
        "confidential.incident.close",
        FormSpec(overrides=lambda asking: {"text": {"rows": 5, "hint": NEVER}}, words=CONCLUSIONS),
    )
    for name in ("isolate", "release"):
        FORMS.register(f"confidential.incident.{name}", FormSpec(carries=_names_about))
