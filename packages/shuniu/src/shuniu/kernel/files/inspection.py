"""Looking into a file in memory: name, properties, content and, for scans, what recognition reads in it.

Nothing here writes anything anywhere; what it finds is judged by the gate.
"""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath

import hongtou
from hongtou import Document, Level, Unreadable, Verdict
from shuniu.kernel.files import legacy, ocr, pictures
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pdfium import PDFIUM

RECOGNITION_SECONDS = 25.0
"""How long one file may be recognised in all; the pages after that are left to the eye."""
NAME_LENGTH = 200
_FLAWS = frozenset(
    {
        hongtou.Kind.BROKEN,
        hongtou.Kind.ENCRYPTED,
        hongtou.Kind.TOO_LARGE,
        hongtou.Kind.MISLABELLED,
        hongtou.Kind.BOMB,
        hongtou.Kind.ACTIVE,
    }
)
_OFFICE_KINDS = {"doc", "wps", "wpt", "rtf", "ofd", "xls", "et", "xlsx", "ppt", "dps", "pptx"}
_OTHER_KINDS = _OFFICE_KINDS | {"zip", "rar", "7z", "html", "htm", "eml", "mht"}
_PICTURE_PLACE = "图片属性"
_RECOGNISED_PLACE = "图片"
_INNER_PICTURE_PLACE = "文件里的图片"
MOST_PICTURES = 60
"""So many pictures in one file are recognised."""


class Flawed(Exception):
    """The file cannot be taken at all: broken, encrypted, mislabelled, dangerous. A Chinese sentence says why."""


@dataclass(frozen=True)
class Findings:
    """What a file is and what the gate must judge. `text` is safe for both databases."""

    verdict: Verdict
    kind: str
    pages: int | None
    text: str
    text_from: StoredFile.TextFrom
    document: Document | None
    turned: tuple[bytes, str] | None = None
    """What LibreOffice made of a file of an old kind, and its name."""


def first_look(data: bytes, filename: str) -> Findings:
    """Everything but recognition. Raises `Flawed`, unless a mark was found before the flaw."""
    turned = legacy.turned(data, filename) if legacy.is_old(data) else None
    looked_at, called = turned or (data, filename)  # an old file that could not be turned is held as it is
    with PDFIUM:
        verdict = hongtou.inspect_name(filename) | hongtou.inspect_file(looked_at, called)
        try:
            document = hongtou.read(looked_at, called)
        except Unreadable as unreadable:
            if unreadable.kind in _FLAWS and verdict.level is not Level.BLOCK:
                raise Flawed(unreadable.message_zh) from None
            return replace(_without_text(data, filename, verdict), turned=turned)
    kind = document.kind if turned is None else _kind_by_name(filename)
    text = storable(document.text)
    return Findings(verdict, kind, document.pages, text, StoredFile.TextFrom.FILE, document, turned)


def look_into_pictures(data: bytes, filename: str, findings: Findings) -> Findings:
    """*findings* with what recognition reads in the pictures that lie in the file, at whatever depth; a mark or a telling
    word there counts. Without tesseract nothing changes: a file of pictures is held anyhow.

    Stops at the first mark, and after `RECOGNITION_SECONDS`.
    """
    if ocr.installed() is None:
        return findings
    end = time.monotonic() + RECOGNITION_SECONDS
    data, filename = findings.turned or (data, filename)
    with PDFIUM:
        inner = list(islice(hongtou.pictures_within(data, filename), MOST_PICTURES))
    for name, content in inner:
        findings = _recognised_inside(content, name, findings, end)
        if findings.verdict.level is Level.BLOCK:
            break
    return findings


def _recognised_inside(content: bytes, name: str, findings: Findings, end: float) -> Findings:
    """*findings* with what the properties and the pages of one picture or PDF in the file say, before *end*."""
    verdict, kind = findings.verdict, "pdf"
    if not name.lower().endswith(".pdf"):
        try:
            facts = pictures.facts_of(content)
        except pictures.BadPicture:
            return findings
        kind = facts.kind
        for said in facts.texts:
            verdict |= hongtou.inspect_text(said, place=_INNER_PICTURE_PLACE)
    for page in pictures.wordless_pages(content, kind):
        text = ocr.recognise(page, seconds=min(end - time.monotonic(), ocr.SECONDS_PER_PAGE))
        if text is None or verdict.level is Level.BLOCK:
            break
        verdict |= hongtou.inspect_text(text, place=_INNER_PICTURE_PLACE)
    return replace(findings, verdict=verdict)


def _without_text(data: bytes, filename: str, verdict: Verdict) -> Findings:
    kind, pages = _kind_by_name(filename), None
    try:
        if b"%PDF-" in data[:1024]:
            kind, pages = "pdf", pictures.count_pdf_pages(data)
        elif pictures.is_picture(data):
            facts = pictures.facts_of(data)
            kind, pages = facts.kind, facts.frames
            for text in facts.texts:
                verdict |= hongtou.inspect_text(text, place=_PICTURE_PLACE)
    except pictures.BadPicture as bad:
        if verdict.level is not Level.BLOCK:
            raise Flawed(str(bad)) from None
    return Findings(verdict, kind, pages, "", StoredFile.TextFrom.NOWHERE, None)


def _kind_by_name(filename: str) -> str:
    extension = PurePosixPath(filename).suffix.lower().lstrip(".")
    return extension if extension in _OTHER_KINDS else "bin"


def recognised(data: bytes, findings: Findings) -> Findings:
    """*findings* with what recognition reads in the pages that have no text; a mark found there counts.

    Stops at the first mark, and after `RECOGNITION_SECONDS`.
    """
    verdict, read, end = findings.verdict, [], time.monotonic() + RECOGNITION_SECONDS
    for page in pictures.wordless_pages(data, findings.kind):
        left = end - time.monotonic()
        text = ocr.recognise(page, seconds=min(left, ocr.SECONDS_PER_PAGE))
        if text is None:
            break
        read.append(text)
        verdict |= hongtou.inspect_text(text, place=_RECOGNISED_PLACE)
        if verdict.level is Level.BLOCK:
            break
    found = storable("\n".join(read)).strip()
    if not found:
        return Findings(
            verdict, findings.kind, findings.pages, findings.text, findings.text_from, findings.document
        )
    document = findings.document or _document_in(found)
    together = f"{findings.text}\n{found}".strip()
    return Findings(
        verdict, findings.kind, findings.pages, together, StoredFile.TextFrom.RECOGNISED, document
    )


def _document_in(text: str) -> Document | None:
    try:
        return hongtou.read(text.encode(), "")
    except Unreadable:
        return None


def storable(text: str) -> str:
    """*text* without what a database cannot keep: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def display_name(filename: str) -> str:
    """The name to keep: the last part of the path, without control or direction characters, cut to fit."""
    last = storable(filename).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(
        c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    ).strip()
    path = PurePosixPath(PurePosixPath(clean).name or "未命名")  # "." alone is a folder, not a name
    suffix = path.suffix if len(path.suffix) <= 10 else ""
    return path.name[: -len(suffix) or None][: NAME_LENGTH - len(suffix)] + suffix
