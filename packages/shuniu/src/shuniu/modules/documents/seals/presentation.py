"""How the use of a seal is shown: as a matter of its own, as facts of a document, and what its forms offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.offers import Offer
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.screens.choosers import Asking, chooser
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.narrowing import OPENED, TITLE, contains, one_of
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS, Presentation, Scene
from shuniu.kernel.platform.ui import Cell, Column, Fact, Link, Option, Paper, moment_text
from shuniu.modules.documents.incoming import originals
from shuniu.modules.documents.models import Seal, SealUse, document_of
from shuniu.modules.documents.outgoing import sealing
from shuniu.modules.documents.seals import attached, joint, keeping, policy
from shuniu.modules.documents.seals.actions.keep import organs_of
from shuniu.modules.documents.seals.uses import uses_of

COLUMNS = (Column("用印号", "code"), Column("材料", "title"), Column("印章", "pair"))
SORTS = {value: label for value, label in SealUse.Sort.choices if value != SealUse.Sort.DOCUMENT}
KINDS = {value: str(label) for value, label in Seal.Kind.choices}
DIGEST_SHOWN = 16
FILES = ".jpg,.jpeg,.png,.pdf,.docx"
FILTERS = (
    TITLE,
    one_of("sort", "材料类别", "seal_uses__sort", SORTS.items()),
    contains("seal", "印章", "seal_uses__seal__name"),
    *OPENED,
)


def cells(matters: Sequence[Matter]) -> Mapping[int, tuple[Cell, ...]]:
    """The middle cells of a list page; one query."""
    found = uses_of([m.pk for m in matters])
    return {m.pk: (Cell(m.number or "未用印"), title_cell(m), _seal_cell(found[m.pk])) for m in matters}


def _seal_cell(uses: Sequence[SealUse]) -> Cell:
    return Cell(uses[0].seal.name, note=f"{uses[0].copies} 份") if uses else Cell("")


def use_facts(scene: Scene) -> tuple[Fact, ...]:
    """What the register says of the newest use of a seal of the matter: for documents and other papers alike."""
    uses = uses_of([scene.matter.pk])[scene.matter.pk]
    if not uses:
        return ()
    use, today = uses[0], scene.now.astimezone(COUNTY).date()
    used = use.used_at is not None
    when = moment_text(use.used_at.astimezone(COUNTY), today) if use.used_at is not None else ""
    said = (
        Fact("用印", f"{use.seal.name}，{use.get_state_display()}"),
        Fact("用印号", use.number),
        Fact("批准份数" if use.approved_at else "申请份数", f"{use.copies} 份"),
        Fact("批准用印", use.approved_by.name if use.approved_by else ""),
        Fact("用印人、监印人", f"{_name(use.used_by)}、{_name(use.supervisor)}，{when}" if used else ""),
        Fact("已盖份数", _copies(uses)),
        Fact("盖章件", _copy_words(use)),
        Fact("用印说明", use.answer),
    )
    return tuple(f for f in said if f.value)


def _name(person: Any) -> str:
    return person.name if person is not None else "系统"


def _copies(uses: Sequence[SealUse]) -> str:
    """How many impressions stand, and how many approved copies bear none yet."""
    standing = [u for u in uses if u.state == SealUse.State.USED]
    if not standing:
        return ""
    rest = f"，余 {standing[0].remaining} 份没有盖" if standing[0].remaining else ""
    manner = f"（{standing[0].get_manner_display()}）" if standing[0].manner != SealUse.Manner.WET else ""
    return f"{sum(u.used_copies for u in standing)} 份{rest}{manner}"


def _copy_words(use: SealUse) -> str:
    if use.state != SealUse.State.USED:
        return ""
    return "已归入" if use.copy_filed_at is not None else "还没有归入"


def facts(scene: Scene) -> tuple[Fact, ...]:
    """What was asked for, and what became of it."""
    uses = uses_of([scene.matter.pk])[scene.matter.pk]
    if not uses:
        return ()
    use = uses[0]
    found = (
        Fact("材料", use.paper, strong=True),
        Fact("材料类别", use.get_sort_display()),
        Fact("用印事由", use.reason),
        Fact("领导批准情况", use.basis),
        Fact("申请人", use.asked_by.name if use.asked_by else ""),
        Fact("签发稿校验码", use.digest[:DIGEST_SHOWN] if joint.is_for_joint(scene.matter) else ""),
        Fact("核对", _gaps(scene)),
    )
    return (*(f for f in found if f.value), *use_facts(scene))


def _gaps(scene: Scene) -> str:
    """What the eye should look at before a seal is set: places that were left to be filled in."""
    if scene.matter.closed_at is not None:
        return ""
    gaps = policy.gaps_in(attached.text_of(scene.matter))
    return f"文件里有 {gaps} 处留空（如“____”），请核对是不是都填好了。" if gaps else ""


def paper(scene: Scene) -> Paper:
    """The file as it was attached, and the 盖章件."""
    missing = "联合发文：盖在主办机关送来的印件上。" if joint.is_for_joint(scene.matter) else "没有附文件。"
    return originals.paper_of(originals.tabs_of(scene), missing=missing)


@chooser("seal")
def seal(asking: Asking) -> list[Option]:
    """The seals one may ask for; on a document only those that go with its 署名."""
    reading = asking.reading
    if reading is not None and reading.matter.kind == "outgoing":
        found = sealing.fitting(document_of(reading.matter))
    else:
        found = list(keeping.seals_asked_for(asking.actor))
    return [Option(str(s.pk), s.name, KINDS[s.kind]) for s in found if asking.query in s.name]


@chooser("seal_organ")
def seal_organ(asking: Asking) -> list[Option]:
    """Whose seals the office of the hat worn now may keep."""
    unit = Unit.objects.select_related("parent").filter(pk=asking.actor.unit_id).first()
    return [Option(str(o.pk), o.name) for o in organs_of(unit)] if unit is not None else []


def hint(scene: Scene, steps: Sequence[Offer]) -> str:
    """Which of several steps is the usual next one."""
    usual = {"to_approve": "documents.seal_use.approve", "to_seal": "documents.seal_use.set"}
    return usual.get(scene.matter.state, "")


def _ask_changes(asking: Asking) -> Mapping[str, Mapping[str, Any]]:
    return {
        "seal": {"required": True},
        "file": {"accept": FILES, "required": True},
        "paper": {"hint": "写全称，例如：云岭县第二水厂供水合同。不得在空白件上用印。"},
        "basis": {"hint": "用机关印章、党组织印章的必填：哪位领导、哪天批准，批在哪份材料上。"},
        "reason": {"rows": 2},
        "copies": {"unit": "份"},
    }


def _again_changes(asking: Asking) -> Mapping[str, Mapping[str, Any]]:
    """The request as it was made last, to be changed."""
    changes = {name: dict(change) for name, change in _ask_changes(asking).items()}
    changes["file"] = {"accept": FILES, "hint": "文件没有改的，不用再附。"}
    if asking.reading is None:
        return changes
    last = next(iter(uses_of([asking.reading.matter.pk])[asking.reading.matter.pk]), None)
    if last is not None:
        said = {
            "seal": str(last.seal_id),
            "sort": last.sort,
            "paper": last.paper,
            "reason": last.reason,
            "basis": last.basis,
            "copies": str(last.copies),
        }
        for name, value in said.items():
            changes.setdefault(name, {})["value"] = value
    return changes


def _press_changes(asking: Asking) -> Mapping[str, Mapping[str, Any]]:
    """How many copies are left to be sealed; what is asked of the eye."""
    changes: dict[str, dict[str, Any]] = {
        "copies": {"unit": "份"},
        "supervisor": {"hint": "监印人当面看着盖，不能是用印人本人。"},
        "text": {"rows": 2},
    }
    if asking.reading is not None:
        last = next(iter(uses_of([asking.reading.matter.pk])[asking.reading.matter.pk]), None)
        if last is not None and last.remaining:
            changes["copies"] |= {
                "value": str(last.remaining),
                "maximum": str(last.remaining),
                "hint": f"批准的还剩 {last.remaining} 份。",
            }
    return changes


def _approve_changes(asking: Asking) -> Mapping[str, Mapping[str, Any]]:
    """How many copies were asked for."""
    hint = "不填就按申请的份数。"
    if asking.reading is not None:
        last = next(iter(uses_of([asking.reading.matter.pk])[asking.reading.matter.pk]), None)
        hint = f"申请 {last.copies} 份；不填就按申请的份数。" if last is not None else hint
    return {"copies": {"unit": "份", "hint": hint}, "text": {"rows": 2}}


def _copy_changes(asking: Asking) -> Mapping[str, Mapping[str, Any]]:
    return {"file": {"accept": ".jpg,.jpeg,.png,.pdf", "required": True}}


def register() -> None:
    """Declare the presentation and the forms that differ from the derived ones."""
    PRESENTATIONS.register(
        "seal_use",
        Presentation(
            facts=facts,
            paper=paper,
            columns=COLUMNS,
            cells=cells,
            filters=FILTERS,
            back=Link("用印", "/seals/"),
            hint=hint,
        ),
    )
    order = ("seal", "sort", "paper", "reason", "basis", "copies", "file")
    FORMS.register("documents.seal_use.ask", FormSpec(order=order, overrides=_ask_changes, words=SORTS))
    FORMS.register(
        "documents.seal_use.ask_again", FormSpec(order=order, overrides=_again_changes, words=SORTS)
    )
    for name in ("seal_use.approve", "outgoing.approve_seal"):
        FORMS.register(f"documents.{name}", FormSpec(order=("copies", "text"), overrides=_approve_changes))
    for name in ("seal_use.set", "outgoing.set_seal", "seal.set_rest", "seal.order"):
        FORMS.register(
            f"documents.{name}",
            FormSpec(order=("copies", "supervisor", "text"), overrides=_press_changes),
        )
    FORMS.register("documents.seal.file_copy", FormSpec(overrides=_copy_changes))
    FORMS.register(
        "documents.seal.add",
        FormSpec(
            order=("name", "kind", "organ", "keeper", "service_key", "text"),
            overrides=lambda asking: {
                "service_key": {"hint": "县里的电子印章平台里这枚印章的编号；没有接入的不填。"},
                "text": {"rows": 2},
            },
            words=KINDS,
        ),
    )
