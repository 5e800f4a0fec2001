"""What a document's page shows of its distribution: who is proposed at 核发, the receipts, whether it holds, requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shuniu.kernel.flow.models import Level
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.screens.choosers import Asking
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.kernel.platform.ui import Fact, Link, LinkItem, Option, day_text
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.models import ForwardRequest, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing.receipts import tally_of
from shuniu.modules.documents.outgoing.recipients import COPY, MAIN, Expansion, Recipient
from shuniu.modules.documents.outgoing.sending_register import proposal_for

ORDER = (
    "checked",
    "units",
    "copy_units",
    "outside",
    "copy_outside",
    "text",
    "copies_each",
    "copies_other",
    "numbered",
    "first_number",
    "editable",
)
SECRET = "内部件（工作秘密）不从系统分送：写明收文单位，由专人送纸质件，凭送文回执签收。"


def _ticked(found: Sequence[Recipient]) -> dict[str, Any]:
    inside = [one for one in found if one.unit is not None]
    several = len({one.said_as for one in inside}) > 1
    return {
        "kind": "checkboxes",
        "options": tuple(
            Option(str(one.unit), one.name, one.said_as if several and one.name not in one.said_as else "")
            for one in inside
        ),
        "values": tuple(str(one.unit) for one in inside),
        "hint": f"共 {len(inside)} 个，不送的去掉勾。" if inside else "",
    }


def proposed(asking: Asking) -> Mapping[str, Mapping[str, Any]]:
    """The form of 核发 filled in from the signed text: everybody it names is ticked, and what cannot be resolved, who
    is new and who is gone is said above."""
    plain: dict[str, dict[str, Any]] = {
        "outside": {"kind": "textarea", "rows": 2},
        "copy_outside": {"kind": "textarea", "rows": 2},
        "copies_other": {"hint": "例如：县水利局 3、云溪镇 2。", "rows": 2},
        "first_number": {"hint": "编份号的才看这一栏。"},
    }
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return plain
    matter = asking.reading.matter
    expansion, news = proposal_for(document_of(matter), asking.now)
    if matter.level == Level.WORK_SECRET:
        everybody = "、".join(one.name for one in expansion.recipients)
        return {**plain, "outside": {**plain["outside"], "value": everybody, "hint": SECRET}}
    main, copies = expansion.of(str(MAIN)), expansion.of(str(COPY))
    plain["outside"]["value"] = "、".join(one.outside for one in main if one.outside)
    plain["copy_outside"]["value"] = "、".join(one.outside for one in copies if one.outside)
    units = _ticked(main)
    units["hint"] = " ".join([units["hint"], *_said(expansion, news)]).strip()
    return {**plain, "units": units, **({"copy_units": _ticked(copies)} if copies else {})}


def _said(expansion: Expansion, news: Sequence[str]) -> list[str]:
    return [*expansion.problems, *news]


def facts(scene: Scene) -> tuple[Fact, ...]:
    """Whether it holds, and how the receipts stand."""
    document, today = document_of(scene.matter), scene.now.astimezone(COUNTY).date()
    found = []
    if document.effect in {OutgoingDocument.Effect.REVOKED, OutgoingDocument.Effect.ABOLISHED}:
        since = (
            f"，自{day_text(document.effect_from, today)}起失效"
            if document.effect_from is not None
            else "，自始无效"
        )
        words = f"{document.get_effect_display()}{since}。依据：{document.effect_by}。原因：{document.effect_reason}"
        found.append(Fact("效力", words, strong=True))
    elif document.effect == OutgoingDocument.Effect.IN_FORCE:
        found.append(Fact("效力", document.get_effect_display()))
    tally = tally_of(scene.matter.pk) if document.released_at is not None else None
    if tally is not None:
        found.append(Fact("回执", tally.words))
    return tuple(found)


def entrances(scene: Scene) -> tuple[Link, ...]:
    """To the receipts, for those who keep the office's papers."""
    document = document_of(scene.matter)
    if document.released_at is None or scene.actor.unit_id != document.unit_id or not keeps(scene.actor):
        return ()
    return (Link("分送与回执", f"/outgoing/{scene.matter.pk}/receipts/", icon="check"),)


def related(scene: Scene) -> tuple[LinkItem, ...]:
    """What recipients asked about the range, for those who keep the office's papers."""
    document = document_of(scene.matter)
    if document.released_at is None or scene.actor.unit_id != document.unit_id or not keeps(scene.actor):
        return ()
    asked = ForwardRequest.objects.filter(matter=scene.matter).select_related("unit").order_by("-pk")[:5]
    return tuple(
        LinkItem(
            "传达范围",
            f"{one.unit.short_name}申请扩大",
            f"/outgoing/forwards/{one.pk}/",
            one.get_state_display(),
        )
        for one in asked
    )


def register() -> None:
    """Declare the forms of distribution."""
    FORMS.register("documents.outgoing.release", FormSpec(order=ORDER, overrides=proposed))
    FORMS.register(
        "documents.outgoing.send_more",
        FormSpec(order=ORDER, overrides=lambda asking: {"first_number": {"hint": "编份号的才看这一栏。"}}),
    )
    FORMS.register(
        "documents.outgoing.answer_forward",
        FormSpec(hidden=frozenset({"request"}), words={"agree": "同意", "refuse": "不同意"}),
    )
