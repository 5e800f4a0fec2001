"""Form screens: one clear question after another, nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.messages import Place, RefusalPanel
from shuniu.kernel.platform.ui.papers import Paper
from shuniu.kernel.platform.ui.parts import Link

DECLARATION = "已逐页看过：文件上没有“绝密”“机密”“秘密”等密级标志"


@dataclass(frozen=True)
class Section:
    """A group of fields under a heading; a heading may be left out."""

    fields: tuple[Field, ...]
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class FormPage:
    """A form of its own page.

    `errors` are sentences that belong to no single field. Ctrl+Enter submits; the button is locked after the
    first press and `hidden` carries command_id, so that twice counts once. `multipart` when files travel
    along.
    """

    title: str
    action: str
    submit: str
    sections: tuple[Section, ...]
    lead: str = ""
    hidden: tuple[Hidden, ...] = ()
    errors: tuple[str, ...] = ()
    refusal: RefusalPanel | None = None
    other_submits: tuple[tuple[str, str], ...] = ()
    cancel: Link | None = None
    back: Link | None = None
    multipart: bool = False
    id: str = "form"

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def problems(self) -> tuple[Place, ...]:
        """Every error of the form, for the list on top."""
        return tuple(Place("", error) for error in self.errors) + tuple(
            Place(field.label, error, f"#{field.id}") for field in self.fields for error in field.errors
        )


@dataclass(frozen=True)
class DropZone:
    """Where files are dropped. Each is sent on its own to `action`, which answers with `UploadResult`.

    A file that carries no text for the gate (picture, PDF) is previewed in the browser first and is sent only
    after the declaration 无密级标志 (BM-01…03).
    """

    action: str
    name: str = "file"
    accept: str = ".docx,.pdf,.txt,.ofd,.jpg,.jpeg,.png"
    max_megabytes: int = 50
    multiple: bool = True
    hidden: tuple[Hidden, ...] = ()
    declaration: str = DECLARATION

    @property
    def accept_text(self) -> str:
        return "、".join(kind.lstrip(".") for kind in self.accept.split(","))


@dataclass(frozen=True)
class DropPage:
    """The page on which files come in, with other ways to begin beside it."""

    title: str
    drop: DropZone
    lead: str = ""
    others: tuple[Link, ...] = ()
    results: tuple[UploadResult, ...] = ()


@dataclass(frozen=True)
class UploadResult:
    """What became of one file: read, found twice, stopped by the gate, held, or not readable.

    A stopped file is never named (`file_name` empty): the gate stores neither content nor name.
    """

    text: str
    accepted: bool
    file_name: str = ""
    link: Link | None = None
    refusal: RefusalPanel | None = None


@dataclass(frozen=True)
class EntryDesk:
    """A scan typed in from the keyboard alone: picture at the left, form at the right.

    With `paper` the scan already lies on the server; without it the file is chosen here, shown from the
    browser's memory, and travels with the form once the declaration is made. `form` must be multipart then.
    """

    form: FormPage
    paper: Paper | None = None
    file_field: str = "file"
    accept: str = ".jpg,.jpeg,.png,.pdf"
    declaration: str = DECLARATION
    declaration_field: str = "declared_unmarked"
    position: str = ""

    def __post_init__(self) -> None:
        if self.paper is None and not self.form.multipart:
            raise ValueError("a desk that takes a file needs a multipart form")
