"""hongtou read: the elements of a document and its structure, as JSON for programs or as lines for people."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from hongtou import Block, Deadline, Document, Heading, Picture, Span, Table, Unreadable, Value, read
from hongtou.commands.files import UNREADABLE, NotOpened, each, load

EPILOG = "退出码：0 已读取；2 文件打不开或者无法读取；64 用法有误。"
_LABELS = {
    "genre": "文种",
    "issuers": "来文单位",
    "copy_number": "份号",
    "urgency": "紧急程度",
    "issuer_mark": "发文机关标志",
    "document_number": "发文字号",
    "issuing_signatory": "签发人",
    "title": "标题",
    "addressees": "主送机关",
    "signature": "发文机关署名",
    "document_date": "成文日期",
    "note": "附注",
    "copy_to": "抄送机关",
    "imprint": "印发机关和印发日期",
}


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the files."""
    group.add_argument(
        "--format", choices=("json", "text"), default="json", help="输出格式：json（默认）或text"
    )
    group.add_argument("--json", dest="format", action="store_const", const="json", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Read the files; of several, JSON gives an array. Returns the exit code."""
    documents, refused = [], False
    for name, (document, refusal) in zip(options.files, each(options.files, _read), strict=True):
        if document is None:
            print(f"{name}：{refusal}", file=sys.stderr)
            refused = True
            continue
        if options.format == "text":
            print("\n".join(([f"{name}："] if len(options.files) > 1 else []) + list(_lines(document))))
        else:
            documents.append(document_as_json(document) | ({"path": name} if len(options.files) > 1 else {}))
    if options.format == "json" and (documents or len(options.files) > 1):
        shown = documents if len(options.files) > 1 else documents[0]
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    return UNREADABLE if refused else 0


def _read(name: str) -> tuple[Document | None, str]:
    try:
        data, filename = load(name)
        return read(data, filename), ""
    except Unreadable as refusal:
        return None, refusal.message_zh
    except NotOpened as refusal:
        return None, str(refusal)


def document_as_json(document: Document) -> dict[str, Any]:
    """The stable form: elements as plain values, None or empty where there are none; offsets count characters of
    ``text``. ``level`` is 1 to 4 for a heading or a paragraph that opens with a marker, 0 for any other."""
    imprint = document.imprint.value if document.imprint else None
    signatory = document.issuing_signatory
    return {
        "title": _value(document.title),
        "document_number": _value(document.document_number),
        "genre": _value(document.genre),
        "urgency": _value(document.urgency),
        "copy_number": _value(document.copy_number),
        "issuer_mark": _value(document.issuer_mark),
        "issuers": [issuer.value for issuer in document.issuers],
        "issuing_signatories": [name for name in signatory.value.split("、") if name] if signatory else [],
        "addressees": [addressee.value for addressee in document.addressees],
        "copies_to": [copy.value for copy in document.copy_to],
        "document_date": _value(document.document_date),
        "annexes": _annexes(document),
        "note": _value(document.note),
        "imprint": {
            "printing_office": imprint.printing_office,
            "printed_on": str(imprint.printing_date) if imprint.printing_date else None,
        }
        if imprint
        else None,
        "body": [_block(block) for block in document.body],
        "text": document.text,
        "spans": {name: [span.start, span.end] for name, span in _spans(document)},
        "pages": document.pages,
        "remarks": list(document.remarks),
    }


def _value(value: Value[Any] | None) -> str | None:
    return None if value is None else str(value.value)


def _annexes(document: Document) -> list[dict[str, Any]]:
    """As the 附件说明 lists them, else as they follow the date."""
    named = [(note.number, note.name) for note in document.annex_notes] or [
        (annex.number, annex.title) for annex in document.annexes if annex.title
    ]
    return [{"number": number, "name": name} for number, name in named]


def _block(block: Block) -> dict[str, Any]:
    span = [block.span.start, block.span.end]
    if isinstance(block, Table):
        text = "\n".join("\t".join(row) for row in block.rows)
        return {
            "level": 0,
            "kind": "table",
            "text": text,
            "span": span,
            "rows": [list(r) for r in block.rows],
        }
    if isinstance(block, Picture):
        pixels, size = list(block.pixels), [block.width, block.height]
        return {"level": 0, "kind": "picture", "text": "", "span": span, "description": block.description} | {
            "media_type": block.kind.media_type,
            "pixels": pixels,
            "millimetres": size,
        }
    kind = "heading" if isinstance(block, Heading) else "paragraph"
    return {"level": block.level, "kind": kind, "text": block.text, "span": span}


def _spans(document: Document) -> Iterator[tuple[str, Span]]:
    several: dict[str, Sequence[Any]] = {
        "issuers": document.issuers,
        "addressees": document.addressees,
        "copies_to": document.copy_to,
        "annexes": document.annex_notes,
        "body": document.body,
    }
    single = {
        "copy_number": document.copy_number,
        "urgency": document.urgency,
        "issuer_mark": document.issuer_mark,
        "document_number": document.document_number,
        "issuing_signatories": document.issuing_signatory,
        "title": document.title,
        "genre": document.genre,
        "signature": document.signature,
        "document_date": document.document_date,
        "note": document.note,
        "imprint": document.imprint,
    }
    for name, value in single.items():
        if value is not None:
            yield name, value.span
    for name, values in several.items():
        if values:
            yield name, Span(min(v.span.start for v in values), max(v.span.end for v in values))


def _lines(document: Document) -> Iterator[str]:
    for name, label in _LABELS.items():
        found = getattr(document, name)
        for value in found if isinstance(found, tuple) else (found,) if found else ():
            yield f"{label}：{_shown(value.value)}    [{_source(document, value)}]"
    for note in document.annex_notes:
        yield f"附件说明：{'' if note.number is None else f'{note.number}. '}{note.name}"
    for annex in document.annexes:
        yield f"附件：{'' if annex.number is None else f'{annex.number}. '}{annex.title}"
    for deadline in document.deadlines:
        yield f"时限：{_due(deadline)}    [{deadline.demand}]"
    for remark in document.remarks:
        yield f"说明：{remark}"


def _source(document: Document, value: Value[Any]) -> str:
    passage = " ".join(document.passage(value.span).split())
    page = f"第{value.span.page}页 " if value.span.page else ""
    return f"{page}“{passage if len(passage) <= 60 else passage[:60] + '…'}” 把握{value.confidence:.0%}"


def _due(deadline: Deadline) -> str:
    if deadline.date is None:
        return f"{deadline.phrase}（起算日期待定）"
    clock = deadline.time.strftime(" %H:%M") if deadline.time else ""
    return f"{deadline.phrase}，即{_shown(deadline.date)}{clock}"


def _shown(value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return "　".join(_shown(part) for part in parts if part)
    if isinstance(value, tuple):
        return "、".join(map(_shown, value))
    return str(value)
