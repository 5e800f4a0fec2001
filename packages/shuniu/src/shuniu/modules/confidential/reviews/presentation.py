"""How a review is shown, and what its forms offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shuniu.kernel.base.basis import basis
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.flow.offers import Offer
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Person
from shuniu.kernel.people.queries import serving
from shuniu.kernel.platform.papers import QrCode
from shuniu.kernel.platform.screens.choosers import Asking, chooser, matching, options_of
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.narrowing import OPENED, TITLE
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS, Presentation, Printed, Scene
from shuniu.kernel.platform.ui import Cell, Column, Fact, Link, Option, Paper
from shuniu.modules.confidential import papers
from shuniu.modules.confidential.models import PublicReview
from shuniu.modules.confidential.reviews import policy
from shuniu.modules.confidential.reviews.policy import POINTS
from shuniu.modules.confidential.reviews.queries import reviews_of
from shuniu.modules.confidential.reviews.who import APPROVERS
from shuniu.modules.documents.public import list_to_publish, paper_of, tabs_of

COLUMNS = (Column("审查号", "code"), Column("公文", "title"), Column("结论", "pair"))
FOUND = {"clear": "无", "found": "有", "handled": "已处理"}
PLACES = {value: str(label) for value, label in PublicReview.Place.choices}
DECISIONS = {"approve": "同意公开", "conditional": "附条件公开"}
ASKS = {
    "state_secret": "有没有不该在这里的国家秘密",
    "marks": "汇总、关联起来会不会成为国家秘密",
    "work_secret": "有没有内部事项、没有解除的工作秘密",
    "personal": "有没有身份证号、电话、住址、病情等",
    "sensitive": "公开以后会不会危及安全、稳定",
}


def cells(matters: Sequence[Matter]) -> Mapping[int, tuple[Cell, ...]]:
    """The middle cells of a list page; one query."""
    found = reviews_of([m.pk for m in matters])
    return {m.pk: (Cell(m.number), title_cell(m), _result(found[m.pk])) for m in matters}


def _result(review: PublicReview) -> Cell:
    if review.published_on is not None:
        return Cell("已公开", note=f"{review.published_on:%Y-%m-%d}，{review.get_place_display()}")
    return Cell(review.get_decision_display() if review.decision else "审查中")


def facts(scene: Scene) -> tuple[Fact, ...]:
    """The document, the points one by one, and what was decided."""
    review = reviews_of([scene.matter.pk])[scene.matter.pk]
    document = review.document
    published = ""
    if review.published_on is not None:
        day = review.published_on
        published = f"{day.year}年{day.month}月{day.day}日，{review.get_place_display()}"
    said = (
        Fact("公文", f"{document.number} {document.title}".strip(), strong=True),
        *(Fact(POINTS[code], f"{FOUND[found]}：{why}") for code, (found, why) in review.points.items()),
        Fact("初审", _name(review.first_by)),
        Fact("复审", _both(review.second_by, review.second_opinion)),
        Fact("批准", _both(review.approved_by, review.get_decision_display() if review.decision else "")),
        Fact("条件、理由", review.conditions),
        Fact("条件落实", review.conditions_met),
        Fact("公开", published),
    )
    return tuple(f for f in said if f.value)


def _name(person: Person | None) -> str:
    return person.name if person is not None else ""


def _both(person: Person | None, words: str) -> str:
    return f"{_name(person)}：{words}" if person is not None else ""


def paper(scene: Scene) -> Paper:
    """What is to be published, as it hung when it was put to review."""
    return paper_of(tabs_of(scene), missing="公文没有电子定稿，请从“相关”里打开，或者对照纸质公文审查。")


def hint(scene: Scene, steps: Sequence[Offer]) -> str:
    """Which of several steps is the usual next one."""
    usual = {"to_recheck": "confidential.review.recheck", "to_approve": "confidential.review.approve"}
    return usual.get(scene.matter.state, "")


@chooser("to_publish")
def to_publish(asking: Asking) -> list[Option]:
    """Documents of the actor's unit that may be published."""
    return [
        Option(str(d.matter), d.title, f"{d.number} {d.publicity}".strip())
        for d in list_to_publish(asking.actor, asking.query)
    ]


@chooser("review_approver")
def review_approver(asking: Asking) -> list[Option]:
    """Who may approve in the unit of the hat worn now, but for who asks."""
    there = serving(asking.now).filter(unit_id=asking.actor.unit_id, duties__code__in=APPROVERS)
    return options_of(matching(there.exclude(person_id=asking.actor.person_id).distinct(), asking))


def _points(asking: Asking) -> dict[str, dict[str, Any]]:
    changes: dict[str, dict[str, Any]] = {code: {"hint": ASKS[code]} for code in POINTS}
    for code in POINTS:
        changes[f"{code}_reason"] = {"required": True, "hint": "写明怎样看出来的、怎样处理的。"}
    return changes


def _again(asking: Asking) -> dict[str, dict[str, Any]]:
    """The points as they were said last, to be changed."""
    changes = _points(asking)
    if asking.reading is not None:
        review = reviews_of([asking.reading.matter.pk]).get(asking.reading.matter.pk)
        for code, (found, why) in review.points.items() if review is not None else ():
            changes[code]["value"], changes[f"{code}_reason"]["value"] = found, why
    return changes


def _dated(entries: Sequence[Entry], label: str) -> Any:
    found = [e for e in entries if e.label == label]
    return found[-1].happened_at.astimezone(COUNTY).date() if found else None


def form_data(scene: Scene, qr: QrCode) -> papers.ReviewData:
    """What the 公开审查单 says."""
    matter = scene.matter
    review = reviews_of([matter.pk])[matter.pk]
    entries, ground = scene.reading.entries, basis(policy.RULE)
    decided = review.decided_at
    return papers.ReviewData(
        title="公开审查单",
        unit=matter.unit.name,
        number=matter.number,
        document_title=review.document.title,
        document_number=review.document.number,
        points=tuple(
            papers.ReviewPoint(POINTS[code], FOUND[found], why)
            for code, (found, why) in review.points.items()
        ),
        first_by=_name(review.first_by),
        first_on=_dated(entries, "初审"),
        second_by=_name(review.second_by),
        second_on=_dated(entries, "复审"),
        second_opinion=review.second_opinion,
        approved_by=_name(review.approved_by),
        approved_on=decided.astimezone(COUNTY).date() if decided is not None else None,
        decision=review.get_decision_display() if review.decision else "",
        conditions=review.conditions,
        conditions_met=review.conditions_met,
        place=review.get_place_display() if review.published_on is not None else "",
        published_on=review.published_on,
        basis=f"{ground.text}（{ground.cite()}）",
        qr=qr,
    )


def register() -> None:
    """Declare the presentation and the forms that differ from the derived ones."""
    PRESENTATIONS.register(
        "public_review",
        Presentation(
            facts=facts,
            paper=paper,
            columns=COLUMNS,
            cells=cells,
            filters=(TITLE, *OPENED),
            back=Link("公开审查", "/confidential/reviews/"),
            printed=(Printed(papers.REVIEW, form_data),),
            hint=hint,
        ),
    )
    order = tuple(name for code in POINTS for name in (code, f"{code}_reason"))
    FORMS.register(
        "confidential.review.open",
        FormSpec(order=("document", *order, "reviewer"), overrides=_points, words=FOUND),
    )
    FORMS.register(
        "confidential.review.again",
        FormSpec(order=(*order, "reviewer"), overrides=_again, words=FOUND),
    )
    FORMS.register("confidential.review.recheck", FormSpec(overrides=lambda asking: {"text": {"rows": 3}}))
    FORMS.register(
        "confidential.review.approve",
        FormSpec(
            overrides=lambda asking: {
                "conditions": {"rows": 2, "hint": "附条件公开的必填，例如：隐去身份证号、电话以后公开。"}
            },
            words=DECISIONS,
        ),
    )
    FORMS.register(
        "confidential.review.publish",
        FormSpec(
            overrides=lambda asking: {
                "published_on": {"value": f"{asking.now.astimezone(COUNTY):%Y-%m-%d}"},
                "conditions_met": {"rows": 2, "hint": "附条件公开的必填。"},
            },
            words=PLACES,
        ),
    )
