"""跑腿 on the screens and on paper: its list, its page and its forms are the shared ones, without a template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.queries import serving
from shuniu.kernel.platform import menu, papers
from shuniu.kernel.platform.queries import QueryInput, QueryOutput, query
from shuniu.kernel.platform.screens.choosers import Asking, chooser, matching, options_of
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS, Presentation, Printed, Scene
from shuniu.kernel.platform.screens.room import Room, room_urls
from shuniu.kernel.platform.ui import Cell, Column, Fact, Link, Option, Paper, PaperTab

SLIP = papers.declare(papers.Paper("sample.slip", "跑腿单", Path(__file__).parent / "slip.typ"))


@dataclass(frozen=True)
class Slip:
    number: str
    title: str
    qr: papers.QrCode


def cells(matters: Sequence[Matter]) -> Mapping[int, tuple[Cell, ...]]:
    return {m.pk: (Cell(m.number), title_cell(m)) for m in matters}


def words(scene: Scene) -> Paper:
    text = tuple(entry.text for entry in scene.reading.entries if entry.text)
    return Paper((PaperTab("words", "事项", "text", heading=scene.matter.title, paragraphs=text),))


PRESENTATIONS.register(
    "errand",
    Presentation(
        facts=lambda scene: (Fact("交办人", scene.reading.entries[0].person_name),),
        paper=words,
        columns=(Column("编号", "code"), Column("事项", "title")),
        cells=cells,
        back=Link("跑腿", "/sample/"),
        printed=(Printed(SLIP, lambda scene, qr: Slip(scene.matter.number, scene.matter.title, qr)),),
    ),
)
FORMS.register("sample.report", FormSpec(order=("text", "to"), hidden=frozenset({"wait"})))
menu.place("sample", menu.Place("跑腿", "跑腿", "/sample/", count_of=("errand.todo",)))


@chooser("sample_checker")
def checkers(asking: Asking) -> list[Option]:
    return options_of(
        matching(serving(asking.now).filter(duties__code__in=("OFFICE_HEAD", "LEADER")), asking)
    )


class Waiting(QueryOutput):
    count: int


@query("sample.waiting", label="等我办的跑腿", input=QueryInput, output=Waiting)
def waiting(actor: Actor, data: QueryInput, now: datetime) -> Waiting:
    """How many errands wait for whoever asks."""
    return Waiting(count=lists.count(actor.principals, ["errand.todo"]))


urlpatterns = room_urls(Room("errand", "跑腿", "/sample/", begin="sample.ask", lead="写清楚要办什么。"))
