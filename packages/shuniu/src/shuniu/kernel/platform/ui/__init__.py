"""What every screen is made of: frozen view models, their templates, and nothing that knows a module.

A view builds one page model and answers with `page_response`; a template shows a part with `{% ui part %}`.
"""

from shuniu.kernel.platform.ui.dates import brief_text, day_text, moment_text, remaining_text
from shuniu.kernel.platform.ui.desks import (
    Board,
    BoardRow,
    Figure,
    LeaderPage,
    Reply,
    TodayItem,
    TodoGroup,
    TodoItem,
    Workbench,
)
from shuniu.kernel.platform.ui.details import (
    BlockedMove,
    DetailPage,
    LinkItem,
    Move,
    NextAction,
    RoundPanel,
    RoundSeat,
    Standing,
    TimelineEntry,
    Whereabouts,
)
from shuniu.kernel.platform.ui.diagram import DiagramMove, DiagramPage, DiagramState
from shuniu.kernel.platform.ui.fields import Field, Hidden, Option, PickerOptions, Source
from shuniu.kernel.platform.ui.forms import DropPage, DropZone, EntryDesk, FormPage, Section, UploadResult
from shuniu.kernel.platform.ui.frame import Frame, Hat, NavGroup
from shuniu.kernel.platform.ui.help import HelpPage
from shuniu.kernel.platform.ui.lists import (
    BatchAction,
    Cell,
    Chip,
    Column,
    FilterForm,
    ListPage,
    Row,
    Tab,
)
from shuniu.kernel.platform.ui.messages import (
    ERRORS,
    ConfirmDialog,
    ErrorPage,
    Place,
    Progress,
    RefusalPanel,
    Toast,
)
from shuniu.kernel.platform.ui.papers import PageImage, Paper, PaperHit, PaperHits, PaperTab
from shuniu.kernel.platform.ui.parts import Colour, Empty, Fact, Light, Link, count_text
from shuniu.kernel.platform.ui.render import page_response, render_component

__all__ = [
    "ERRORS",
    "BatchAction",
    "BlockedMove",
    "Board",
    "BoardRow",
    "Cell",
    "Chip",
    "Colour",
    "Column",
    "ConfirmDialog",
    "DetailPage",
    "DiagramMove",
    "DiagramPage",
    "DiagramState",
    "DropPage",
    "DropZone",
    "Empty",
    "EntryDesk",
    "ErrorPage",
    "Fact",
    "Field",
    "Figure",
    "FilterForm",
    "FormPage",
    "Frame",
    "Hat",
    "HelpPage",
    "Hidden",
    "LeaderPage",
    "Light",
    "Link",
    "LinkItem",
    "ListPage",
    "Move",
    "NavGroup",
    "NextAction",
    "Option",
    "PageImage",
    "Paper",
    "PaperHit",
    "PaperHits",
    "PaperTab",
    "PickerOptions",
    "Place",
    "Progress",
    "RefusalPanel",
    "Reply",
    "RoundPanel",
    "RoundSeat",
    "Row",
    "Section",
    "Source",
    "Standing",
    "Tab",
    "TimelineEntry",
    "Toast",
    "TodayItem",
    "TodoGroup",
    "TodoItem",
    "UploadResult",
    "Whereabouts",
    "Workbench",
    "brief_text",
    "count_text",
    "day_text",
    "moment_text",
    "page_response",
    "remaining_text",
    "render_component",
]
