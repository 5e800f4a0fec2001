"""The paper that is to be sealed: which file it is, what can be read in it, whether anything is on it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from shuniu.kernel.base.refusals import Code, Refusal, refuse
from shuniu.kernel.files import pages
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.queries import get_file
from shuniu.kernel.flow.models import EntryFile, Matter
from shuniu.modules.documents.seals import policy

LOOKED_AT = 3
"""So many pages are looked at for a sign of ink."""
INK = 96
"""Darker than this, of 255, is ink and not the paper's own shade."""
LEAST_INK = 40
"""So many dark pixels of a page 400 wide at least: a few specks are dust."""


@dataclass(frozen=True)
class Content:
    """What is on a paper: its digest, the words that can be read, and whether anything at all is drawn."""

    digest: str
    text: str
    drawn: bool


def look_at(file_id: int | None) -> Content:
    """What is on the stored file. Raises `Refused` when none was attached, or it was erased."""
    file = get_file(file_id) if file_id is not None else None
    if file is None or file.erased_at is not None:
        raise refuse(
            Code.RULE,
            "没有附上要盖章的文件，不得空白用印。",
            remedy="请附上要盖章的那份文件（扫描件、PDF或者.docx）再申请。",
            field="file",
            rule=policy.RULE,
        )
    worded = policy.substance(file.text) >= policy.LEAST_TEXT
    return Content(file.sha256, file.text, drawn=not worded and _has_ink(file))


def _has_ink(file: StoredFile) -> bool:
    """Whether something is drawn on one of the first pages of a file without words."""
    if file.kind not in pages.DRAWN_KINDS:
        return False
    for number in range(1, min(file.pages or 1, LOOKED_AT) + 1):
        drawn = pages.page_image(file, number, width=400)
        if not isinstance(drawn, Refusal) and _dark_pixels(drawn) >= LEAST_INK:
            return True
    return False


def _dark_pixels(png: bytes) -> int:
    with Image.open(BytesIO(png)) as image:
        return sum(image.convert("L").histogram()[:INK])


def current_file(matter: Matter) -> int | None:
    """The id of the newest file of *matter* that is to be sealed."""
    hung = EntryFile.objects.filter(matter=matter, role="original").order_by("-pk")
    return hung.values_list("stored_file_id", flat=True).first()


def current_digest(matter: Matter) -> str:
    """The digest of that file; empty when there is none."""
    file_id = current_file(matter)
    file = get_file(file_id) if file_id is not None else None
    return file.sha256 if file is not None else ""


def text_of(matter: Matter) -> str:
    """What can be read in that file."""
    file_id = current_file(matter)
    file = get_file(file_id) if file_id is not None else None
    return file.text if file is not None else ""
