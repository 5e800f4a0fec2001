"""What incidents declare: parameters, the kind, the procedure, actions, their place in the menu."""

from __future__ import annotations

from pathlib import Path

from shuniu.kernel.base.parameters import Parameter, declare
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.procedure import load_folder
from shuniu.kernel.flow.vocabulary import KINDS, Kind
from shuniu.kernel.platform.menu import Place, place

HERE = Path(__file__).parent

PARAMETERS = (
    Parameter("confidential.report_hours", "发现泄密事件后几小时内报告（最多24）", 24, "BM-04", "小时", 1),
    Parameter("confidential.remind_hours", "泄密事件报告期限前几小时提醒", 4, "BM-04", "小时", 1),
)


def search_text(matter: Matter) -> str:
    """Nothing beside number and title: what was written of an incident is not searched."""
    return ""


def register() -> None:
    """Declare everything that incidents bring."""
    declare(*PARAMETERS)
    KINDS.register("incident", Kind("incident", "泄密事件", "/matters/{}/".format, search_text))
    from shuniu.modules.confidential.incidents import presentation, reminders  # noqa: F401
    from shuniu.modules.confidential.incidents.actions import handle, isolate  # noqa: F401

    presentation.register()
    place(
        "incidents",
        Place(
            "保密",
            "泄密事件",
            "/confidential/incidents/",
            icon="warn",
            order=60,
        ),
    )
    load_folder(HERE / "procedures")
