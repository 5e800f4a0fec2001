"""流程图: the way a matter is handled, and where it stands on it."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from shuniu.kernel.base.basis import basis
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.diagram import draw, order
from shuniu.kernel.flow.procedure import DUTY, Procedure, Transition
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.reading import read_matter
from shuniu.kernel.flow.vocabulary import MOVES
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.duties import label as duty_label
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.ui import DiagramPage, DiagramStep, DiagramWay, Link, page_response
from shuniu.kernel.platform.ui.diagram import StepPlace


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The procedure of one matter as a picture."""
    reading = read_matter(actor, pk)
    if isinstance(reading, Refusal):
        return refused_page(request, reading)
    if unrecorded := reader_log.note(actor, reading.matter, How.PAGE, now=timezone.now()):
        return refused_page(request, unrecorded)
    procedure, matter = reading.work.procedure, reading.matter
    passed = {e.state_before for e in reading.entries if e.state_before} - {matter.state}
    return page_response(
        request,
        DiagramPage(
            title=f"{procedure.label}流程（第 {procedure.version} 版）",
            # The drawing escapes what it writes: every text passes an XML writer.
            picture=SafeString(draw(procedure, here=matter.state, passed=passed)),
            steps=tuple(_step(procedure, name, matter.state, passed) for name in order(procedure)),
            basis=basis(procedure.rule) if procedure.rule else None,
            back=Link(matter.title, f"/matters/{pk}/"),
        ),
    )


def _step(procedure: Procedure, name: str, here: str, passed: Collection[str]) -> DiagramStep:
    """A state with every way out of it, the returns by the kernel's moves last."""
    state = procedure.states[name]
    ways = [
        DiagramWay(t.label, _actor_of(t, procedure, name), procedure.states[target].label)
        for t in procedure.from_state(name)
        for target in t.targets
    ]
    back = MOVES.get("reopen" if state.final else "return").label
    ways += [DiagramWay(back, "", procedure.states[to].label, back=True) for to in state.return_to]
    place: StepPlace = "end" if state.final else ""
    if name == here:
        place = "here"
    elif name in passed:
        place = "passed"
    return DiagramStep(state.label, tuple(ways), place)


def _actor_of(transition: Transition, procedure: Procedure, source: str) -> str:
    if transition.actor.startswith(DUTY):
        return duty_label(transition.actor.removeprefix(DUTY))
    duty = procedure.states[source].duty
    return duty_label(duty) if duty else ""
