"""Form screens: one clear question after another, nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.base.basis import Basis, basis
from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.messages import Place, RefusalPanel
from shuniu.kernel.platform.ui.papers import Paper
from shuniu.kernel.platform.ui.parts import Link

DECLARATION = "无密级标志：已逐页看过，文件上没有“绝密”“机密”“秘密”等密级标志"


@dataclass(frozen=True)
class Section:
    """A group of fields under a heading; a heading may be left out.

    A `folded` one is rarely needed: it stands closed under its heading, unless something in it is filled in
    or wrong.
    """

    fields: tuple[Field, ...]
    title: str = ""
    text: str = ""
    folded: bool = False

    def __post_init__(self) -> None:
        if self.folded and not self.title:
            raise ValueError("a folded section needs a heading to open it by")

    @property
    def opened(self) -> bool:
        return not self.folded or any(f.value or f.values or f.errors for f in self.fields)


@dataclass(frozen=True)
class Picture:
    """A picture of this house above a form, and what it shows in words."""

    src: str
    alt: str


@dataclass(frozen=True)
class FormPage:
    """A form of its own page.

    `errors` are sentences that belong to no single field. Ctrl+Enter submits; the button is locked after the
    first press and `hidden` carries command_id, so that twice counts once. `multipart` when files travel
    along. `by_keys` when Enter goes to the next field instead of sending. Without sections nothing is
    asked: title and lead say what is done. `tools` are what one prints or fetches
    before filling it in.
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
    tools: tuple[Link, ...] = ()
    multipart: bool = False
    by_keys: bool = False
    picture: Picture | None = None
    id: str = "form"

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def problems(self) -> tuple[Place, ...]:
        """Every error of the form, for the list on top; those that the refusal lists already are left out."""
        general = tuple(Place("", error) for error in self.errors)
        if self.refusal is not None and self.refusal.places:
            return general
        return general + tuple(
            Place(field.label, error, f"#{field.id}") for field in self.fields for error in field.errors
        )


@dataclass(frozen=True)
class DropZone:
    """Where files are dropped. Each is sent on its own to `action`, which answers with `UploadResult`.

    A file that carries no text for the gate (picture, PDF) is previewed in the browser first and is sent only
    after the declaration 无密级标志 (BM-01…03). `begin` is where the work goes on once files were taken in.
    """

    action: str
    name: str = "file"
    accept: str = ".docx,.pdf,.txt,.jpg,.jpeg,.png"
    max_megabytes: int = 50
    multiple: bool = True
    hidden: tuple[Hidden, ...] = ()
    declaration: str = DECLARATION
    begin: Link | None = None

    @property
    def basis(self) -> Basis:
        """Why what is secret may not come in at all."""
        return basis("BM-01")

    @property
    def accept_text(self) -> str:
        kinds = dict.fromkeys(_KINDS.get(kind.lstrip("."), "") for kind in self.accept.split(","))
        return "、".join(kind for kind in kinds if kind)


_KINDS = {
    "docx": "Word（docx）",
    "pdf": "PDF",
    "txt": "文本（txt）",
    "jpg": "图片（jpg、png）",
    "jpeg": "图片（jpg、png）",
    "png": "图片（jpg、png）",
}
"""The kinds of file that can be read, as people call them; others are taken in and held."""


@dataclass(frozen=True)
class DropPage:
    """The page on which files come in, with other ways to begin beside it, and what waits already."""

    title: str
    drop: DropZone
    lead: str = ""
    others: tuple[Link, ...] = ()
    results: tuple[UploadResult, ...] = ()


@dataclass(frozen=True)
class UploadResult:
    """What became of one file: read, found twice, stopped by the gate, held, or not readable.

    A stopped file is never named (`file_name` empty): the gate stores neither content nor name. `title` and
    `note` say what was read in a file that was taken in. `declaration` is the checkbox that lifts the refusal
    of a held one; the browser keeps the file and sends it again with it. `link` registers it, `earlier` shows
    what it seems to repeat.
    """

    text: str
    accepted: bool
    file_name: str = ""
    title: str = ""
    note: str = ""
    link: Link | None = None
    earlier: Link | None = None
    refusal: RefusalPanel | None = None
    declaration: Field | None = None


@dataclass(frozen=True)
class EntryDesk:
    """A paper beside its form, done from the keyboard alone: picture at the left, form at the right.

    With `paper` the file already lies on the server; without it scans are chosen here, shown from the
    browser's memory, and each travels alone to `upload_href` (which answers with `UploadResult`) once the
    declaration is made, while the form is being filled in; if that fails it travels with the form, which
    must be multipart then. `skip` leaves this one for later, `change` registers it as something else.
    """

    form: FormPage
    paper: Paper | None = None
    file_field: str = "file"
    accept: str = ".jpg,.jpeg,.png,.pdf"
    upload_href: str = ""
    max_megabytes: int = 50
    declaration: str = DECLARATION
    declaration_field: str = "declared_unmarked"
    position: str = ""
    skip: Link | None = None
    change: Link | None = None

    def __post_init__(self) -> None:
        if self.paper is None and not self.form.multipart:
            raise ValueError("a desk that takes a file needs a multipart form")
