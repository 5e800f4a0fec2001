"""What seals declare: parameters, the kind, the procedure, actions, places of the menu."""

from __future__ import annotations

from pathlib import Path

from shuniu.kernel.base.parameters import Parameter, declare
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.procedure import load_folder
from shuniu.kernel.flow.vocabulary import KINDS, Kind
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.menu import Place, place
from shuniu.kernel.platform.organisation.more_sheets import MORE_SHEETS
from shuniu.modules.documents.seals.book import may_read_book
from shuniu.modules.documents.seals.uses import uses_of

HERE = Path(__file__).parent

PARAMETERS = (
    Parameter("seals.signing_approves", "领导签发即视为批准用印", False, "GW-18"),
    Parameter("seals.copy_first", "归入盖章件以后才能核发", False, "GW-18"),
    Parameter("seals.copy_days", "用印后几个工作日提醒归入盖章件", 2, "GW-18", "个工作日", 1),
)


def search_text(matter: Matter) -> str:
    """What a request for a seal is found by, beside number and title; one query."""
    return "\n".join(f"{use.paper} {use.reason} {use.seal.name}" for use in uses_of([matter.pk])[matter.pk])


def reads_book(actor: Actor) -> bool:
    """Whether the 用印登记簿 of the unit is open to the hat worn now."""
    return may_read_book(actor)


def register() -> None:
    """Declare everything that seals bring."""
    declare(*PARAMETERS)
    KINDS.register("seal_use", Kind("seal_use", "用印", "/matters/{}/".format, search_text))
    from shuniu.modules.documents.seals import bringing, electronic, presentation, reminders  # noqa: F401
    from shuniu.modules.documents.seals.actions import copies, keep, other, service  # noqa: F401

    MORE_SHEETS.register(bringing.SHEET, bringing.MORE)
    presentation.register()
    place("seal_use", Place("办文", "用印", "/seals/", icon="seal", count_of=("seal_use.todo",)))
    place("seal_book", Place("办文", "用印登记簿", "/seals/book/", icon="book", open_to=reads_book))
    load_folder(HERE / "procedures")
