"""A matter's page out of its reading: where it stands, what to do, what happened. The same for every kind."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ACTIONS, Action
from shuniu.kernel.base.basis import basis
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.hands import below_in_words, first_of
from shuniu.kernel.flow.lights import light as light_of
from shuniu.kernel.flow.models import Level, Matter, Urgency
from shuniu.kernel.flow.offers import Offer, offers
from shuniu.kernel.flow.reader_log import may_see_log
from shuniu.kernel.flow.reading import children_of
from shuniu.kernel.people.actor import COUNTY, Behalf
from shuniu.kernel.platform.addresses import FOLLOWING
from shuniu.kernel.platform.links.shown import link_items, link_offers, links_seen
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.choosers import Asking
from shuniu.kernel.platform.screens.happened import round_panel, timeline_entry
from shuniu.kernel.platform.screens.presentation import NOT_YET, PRESENTATIONS, Presentation, Scene
from shuniu.kernel.platform.screens.uploads import DECLARATIONS
from shuniu.kernel.platform.ui import (
    BlockedMove,
    Colour,
    ConfirmDialog,
    DetailPage,
    Fact,
    Field,
    Hidden,
    Light,
    Link,
    LinkItem,
    Move,
    NextAction,
    RefusalPanel,
    Standing,
    moment_text,
    remaining_text,
)

DANGER = frozenset({"flow.void", "documents.incoming.reject"})
UNMARKED = Field("declared_unmarked", DECLARATIONS["declared_unmarked"][1], "checkbox")
"""Stands beside every file field: a scan without text is let in on this word alone (BM-02)."""


@dataclass(frozen=True)
class Attempt:
    """A press that was refused: its action, what was typed, and why not. The page shows all of it again."""

    action: str
    values: dict[str, Any]
    refusal: Refusal


@dataclass(frozen=True)
class _Page:
    scene: Scene
    shown: Presentation
    attempt: Attempt | None
    today: date
    children: tuple[Matter, ...] = ()
    asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        scene = self.scene
        object.__setattr__(self, "asking", Asking(scene.actor, scene.now, reading=scene.reading))

    @property
    def below(self) -> list[str]:
        """In whose hands it is in the units to which it was passed down."""
        return [below_in_words(child) for child in self.children if child.closed_at is None]


def matter_light(matter: Matter, *, now: datetime, yellow_days: int) -> Light:
    """The light of a matter as lists and pages show it."""
    found = light_of(
        opened_at=matter.opened_at,
        due_at=matter.due_at,
        closed_at=matter.closed_at,
        now=now,
        yellow_days=yellow_days,
    )
    word = matter.get_outcome_display() if matter.closed_at else found.word
    return Light(Colour(found.value), word, extended=matter.extended)


def in_days(light: Light, due_at: datetime | None, today: date) -> Light:
    """*light* with its word in days: 逾期3天, 今天到期, 还剩5天; as it is when nothing is due."""
    if due_at is None or light.colour is Colour.GREY:
        return light
    left = (due_at.astimezone(COUNTY).date() - today).days
    word = "今天已逾期" if light.colour is Colour.RED and left == 0 else remaining_text(left)
    return replace(light, word=word)


def yellow_days(now: datetime) -> int:
    """The county's parameter: how many days before its due day a matter turns yellow."""
    return parameters.number("flow.yellow_days", on=now.astimezone(COUNTY).date())


def urgent_mark(matter: Matter) -> str:
    """特急 and the like, printed red; nothing for what is ordinary."""
    return Urgency(matter.urgency).label if matter.urgency >= Urgency.URGENT else ""


def marks_of(matter: Matter) -> tuple[str, ...]:
    """What is printed before its title: 内部 for a 工作秘密 (BM-08), and that its document holds no longer."""
    level = ("内部",) if matter.level == Level.WORK_SECRET else ()
    return (*level, matter.mark) if matter.mark else level


def watermark_of(scene: Scene) -> str:
    """Who looks and when, laid over the page of a 工作秘密, so that a photograph of it says whose screen it was (BM-08);
    nothing on any other matter."""
    if scene.matter.level != Level.WORK_SECRET:
        return ""
    return f"内部 {scene.actor.person_name} {scene.now.astimezone(COUNTY):%Y-%m-%d %H:%M}"


def detail_page(scene: Scene, attempt: Attempt | None = None) -> DetailPage:
    """The page of the matter that *scene* looks at; after a refusal, with what was typed."""
    matter, work = scene.matter, scene.reading.work
    page = _Page(
        scene, PRESENTATIONS.get(matter.kind), attempt, scene.now.astimezone(COUNTY).date(), _children(scene)
    )
    links = links_seen(scene.actor, matter)
    found = [*offers(scene.actor, scene.reading), *link_offers(scene.actor, scene.reading, links)]
    open_offers = [o for o in found if o.refusal is None]
    first = _first(page, open_offers)
    blocked = tuple(
        BlockedMove(o.label, o.refusal.message, o.refusal.remedy, o.refusal.basis) for o in found if o.refusal
    )
    return DetailPage(
        title=matter.title,
        number=matter.number or "未编号",
        standing=_standing(page),
        paper=page.shown.paper(scene),
        facts=page.shown.facts(scene),
        marks=marks_of(matter),
        urgent=urgent_mark(matter),
        next=_next(page, first) if first else None,
        next_note="" if first else _nothing_to_do(page),
        following=None if first else Link("下一件待办", f"{FOLLOWING}?after={matter.pk}"),
        moves=tuple(_move(page, o) for o in open_offers if o is not first),
        blocked=blocked if not first else tuple(b for b in blocked if b.remedy or b.basis),
        rounds=tuple(
            round_panel(scene.reading.entries, r, members, page.today)
            for r, members in reversed(scene.reading.rounds)
        ),
        timeline=tuple(timeline_entry(e, page.today) for e in reversed(scene.reading.entries)),
        links=(*_family(page), *page.shown.related(scene), *link_items(links)),
        ways=page.shown.ways(scene),
        versions=page.shown.versions(scene),
        whereabouts=page.shown.whereabouts(scene),
        prints=(
            *(
                Link(p.form.title, f"/matters/{matter.pk}/print/{p.form.id}.pdf", icon="print")
                for p in page.shown.printed
            ),
            *page.shown.prints(scene),
        ),
        refusal=_refusal(page, open_offers),
        back=page.shown.back,
        diagram=Link(f"{work.procedure.label}流程", f"/matters/{matter.pk}/procedure/", icon="flow"),
        watermark=watermark_of(scene),
    )


def _first(page: _Page, open_offers: list[Offer]) -> Offer | None:
    steps = [o for o in open_offers if o.step]
    if page.attempt is not None:
        tried = next((o for o in steps if o.action.name == page.attempt.action), None)
        if tried is not None:
            return tried
    wanted = page.shown.hint(page.scene, steps)
    if wanted == NOT_YET:
        return None
    return next((o for o in steps if o.action.name == wanted), steps[0] if steps else None)


def _nothing_to_do(page: _Page) -> str:
    matter, below = page.scene.matter, page.below
    if matter.closed_at is not None:
        return f"这一件已经{matter.get_outcome_display()}，没有要办的。"
    if below:
        return f"已经交出去了：{first_of(below)}。承办单位办结以后再接着办。"
    return f"现在不用您办：{matter.standing}。" if matter.standing else "现在不用您办。"


def _standing(page: _Page) -> Standing:
    matter, work = page.scene.matter, page.scene.reading.work
    light = matter_light(matter, now=page.scene.now, yellow_days=yellow_days(page.scene.now))
    rule = next((t.rule for t in work.procedure.from_state(matter.state) if t.rule), work.procedure.rule)
    below = page.below
    own = matter.standing.split("、") if matter.standing and matter.closed_at is None else []
    remaining, due = "没有时限", ""
    if matter.closed_at is not None:
        remaining = moment_text(matter.closed_at.astimezone(COUNTY), page.today)
    elif matter.due_at is not None:
        remaining, due = "", moment_text(matter.due_at.astimezone(COUNTY), page.today)
    return Standing(
        holders=(*([first_of(below)] if below else []), *own) or ("无",),
        step=work.state.label,
        remaining=remaining,
        light=in_days(light, matter.due_at, page.today),
        basis=basis(rule) if rule else None,
        due=due,
    )


def _fields(page: _Page, offer: Offer) -> tuple[Field, ...]:
    attempt = page.attempt if page.attempt and page.attempt.action == offer.action.name else None
    made = forms.fields_of(
        offer.action,
        page.asking,
        values=attempt.values if attempt else None,
        refusal=attempt.refusal if attempt else None,
    )
    if offer.recorded_for is None:
        made = tuple(f for f in made if f.name not in {"recorded_for", "scan", "happened_at"})
    else:
        made = tuple(replace(f, required=True) if f.name in {"recorded_for", "scan"} else f for f in made)
    made = forms.chosen_options(made, page.asking)
    if any(f.kind == "file" for f in made) and all(f.name != UNMARKED.name for f in made):
        made = (*made, UNMARKED)
    return made


def _hidden(page: _Page, offer: Offer) -> tuple[Hidden, ...]:
    matter = page.scene.matter
    return (
        Hidden("matter", str(matter.pk)),
        Hidden("version", str(matter.version)),
        Hidden("command_id", str(uuid4())),
        *(Hidden(k, v) for k, v in forms.spec_of(offer.action).carries(page.asking).items()),
    )


def _hand(page: _Page, offer: Offer) -> str:
    actor = page.scene.actor
    if offer.recorded_for is not None:
        return f"代录{offer.recorded_for.person_name}的意见，记录人{actor.person_name}；须附批示原件扫描件。"
    standing = offer.standing
    if standing is not None:
        right = f"按{standing.paper or '授权'}" if standing.by is Behalf.AUTHORITY else "以AB岗身份"
        return f"{right}代{standing.person_name}{offer.label}，记录中注明“代”。"
    return ""


def _next(page: _Page, offer: Offer) -> NextAction:
    made = _fields(page, offer)
    opinion = next((f for f in made if f.name in {"text", "reason"} and f.kind == "textarea"), None)
    if opinion is not None and opinion.name in forms.spec_of(offer.action).order and opinion is not made[0]:
        opinion = None  # the form itself says where the words stand
    return NextAction(
        label=offer.label,
        action=f"/act/{offer.action.name}/",
        opinion=opinion,
        fields=tuple(f for f in made if f is not opinion),
        hidden=_hidden(page, offer),
        hand=_hand(page, offer),
        multipart=any(f.kind == "file" for f in made),
    )


def _move(page: _Page, offer: Offer) -> Move:
    action: Action = offer.action
    own_page = forms.spec_of(action).page
    if own_page:
        return Move(offer.label, href=own_page.format(matter=page.scene.matter.pk))
    name = "do-" + action.name.replace(".", "-")
    fields = tuple(replace(f, within=name) for f in _fields(page, offer))
    tried = page.attempt if page.attempt and page.attempt.action == action.name else None
    return Move(
        offer.label,
        dialog=ConfirmDialog(
            id=name,
            title=offer.label,
            text=_hand(page, offer),
            action=f"/act/{action.name}/",
            submit=offer.label,
            fields=fields,
            hidden=_hidden(page, offer),
            danger=action.name in DANGER,
            basis=basis(action.rule) if action.rule else None,
            refusal=RefusalPanel.of(tried.refusal, forms.labels_of(action.input), within=name)
            if tried
            else None,
            multipart=any(f.kind == "file" for f in fields),
        ),
    )


def _refusal(page: _Page, open_offers: list[Offer]) -> RefusalPanel | None:
    """Above the page, unless the dialog of the move shows it. What was typed for a step that is not open any
    more stands in it, so that it is not lost."""
    attempt = page.attempt
    if attempt is None:
        return None
    action = ACTIONS.get(attempt.action)
    offered = [o for o in open_offers if o.action is action]
    if offered and offered[0] is not _first(page, open_offers):
        return None
    panel = RefusalPanel.of(attempt.refusal, forms.labels_of(action.input))
    return panel if offered else replace(panel, kept=_kept(page, action, attempt))


def _kept(page: _Page, action: Action, attempt: Attempt) -> tuple[Fact, ...]:
    fields = forms.fields_of(action, page.asking, values=attempt.values)
    return tuple(Fact(f.label, f.value) for f in fields if f.kind in {"text", "textarea"} and f.value)


def _children(scene: Scene) -> tuple[Matter, ...]:
    """The matters that this one was passed down to."""
    if not any(e.data.get("hands") for e in scene.reading.entries):
        return ()
    return tuple(children_of(scene.matter))


def _family(page: _Page) -> tuple[LinkItem, ...]:
    """Who read it, for those who may know; the matter it was passed down from, and those it was passed down to."""
    scene, matter = page.scene, page.scene.matter
    found = []
    if may_see_log(scene.actor, matter, now=scene.now):
        found.append(LinkItem("工作秘密", "阅读记录", f"/matters/{matter.pk}/readings/", "谁在什么时候看过"))
    if matter.parent is not None:
        found.append(
            LinkItem("交办来源", matter.parent.title, f"/matters/{matter.parent_id}/", matter.parent.number)
        )
    found += [
        LinkItem("交办", c.unit.name, f"/matters/{c.pk}/", c.standing or c.get_outcome_display())
        for c in page.children
    ]
    return tuple(found)
