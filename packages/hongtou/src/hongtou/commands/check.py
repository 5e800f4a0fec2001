"""hongtou check: what is wrong with a document, where, and which clause says so."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hongtou import (
    Dispatch,
    Document,
    Finding,
    Organs,
    Proposal,
    Span,
    Strength,
    Unreadable,
    check_burden,
    check_routing,
    organs_from_toml,
    propose,
    read,
)

EPILOG = "退出码：0 没有发现问题；1 有问题；2 文件无法读取；64 用法有误或文件打不开。"
EXIT_FOUND, EXIT_UNREADABLE, EXIT_USAGE = 1, 2, 64
_SEVERITY = {Strength.MUST: "error", Strength.USUALLY: "warning"}
_LABELS = {"error": "应改", "warning": "请核对", "advice": "提示"}
# Without a list of organs nobody can say who exists or may issue.
_NEEDS_LIST = ("YS-08", "YS-16", "GW-38")
_SEPARATOR = re.compile(r"[、，,；;]")


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place in the text that was read; line and column count from 1."""

    finding: Finding
    span: Span | None
    line: int
    column: int
    excerpt: str

    @property
    def severity(self) -> str:
        """error for 应当 and 不得, warning for 一般, advice for the rest."""
        return _SEVERITY.get(self.finding.strength, "advice")


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the file."""
    group.add_argument("--from", dest="sender", metavar="单位", help="发文单位；不写则取文中的署名")
    group.add_argument(
        "--to",
        dest="addressees",
        action="append",
        metavar="单位",
        help="主送机关，可以写几次；不写则取文中的主送机关",
    )
    group.add_argument("--organs", type=Path, metavar="名录", help="机关名录（TOML文件），写明隶属关系")
    group.add_argument("--format", choices=("text", "json"), default="text", help="输出格式：text或json")


def run(data: bytes, options: argparse.Namespace) -> int:
    """Check one file; returns the exit code."""
    try:
        document = read(data, options.file.name)
    except Unreadable as refusal:
        print(refusal.message_zh, file=sys.stderr)
        return EXIT_UNREADABLE
    try:
        listed = organs_from_toml(options.organs.read_text("utf-8")) if options.organs else None
    except (OSError, UnicodeDecodeError):
        print(f"打不开机关名录：{options.organs}。请核对路径，并保存为UTF-8编码。", file=sys.stderr)
        return EXIT_USAGE
    except ValueError as error:
        print(f"{error}。", file=sys.stderr)
        return EXIT_USAGE
    body = _body(document)
    text = body.of(document.text)
    dispatch = _dispatch(document, text, options)
    organs = listed or Organs.from_names((dispatch.sender, *dispatch.addressees, *dispatch.copies))
    found = tuple(
        _located(finding, document, body)
        for finding in (
            *_routing(dispatch, organs, guessed=listed is None),
            *check_burden(text, dispatch.genre),
        )
    )
    proposal = propose(dispatch.sender, dispatch.addressees, dispatch.title, text, organs)
    if options.format == "json":
        print(json.dumps([_plain(options.file, item) for item in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(options.file, found, proposal)))
    return EXIT_FOUND if found else 0


def _body(document: Document) -> Span:
    """The body as one passage of the text that was read."""
    if not document.body:
        return Span(0, 0)
    return Span(document.body[0].span.start, document.body[-1].span.end)


def _dispatch(document: Document, text: str, options: argparse.Namespace) -> Dispatch:
    issuers = tuple(value.value for value in document.issuers)
    signed = document.signature.value.organs if document.signature else ()
    sender, *joint = (options.sender,) if options.sender else (issuers or signed or ("",))
    named = tuple(
        name for entry in options.addressees or () for name in _SEPARATOR.split(entry) if name.strip()
    )
    return Dispatch(
        sender=sender,
        joint=tuple(joint),
        addressees=named or tuple(value.value for value in document.addressees),
        copies=tuple(value.value for value in document.copy_to),
        title=document.title.value if document.title else "",
        body=text,
        genre=document.genre.value if document.genre else None,
        annexes=tuple(note.name for note in document.annex_notes),
    )


def _routing(dispatch: Dispatch, organs: Organs, *, guessed: bool) -> Iterator[Finding]:
    for finding in check_routing(dispatch, organs):
        if not (guessed and finding.rule in _NEEDS_LIST and finding.code != "YS-08C"):
            yield finding


def _located(finding: Finding, document: Document, body: Span) -> Located:
    span = finding.span
    if span is not None and finding.field == "title" and document.title:
        span = document.title.span
    elif span is not None:
        span = Span(span.start + body.start, span.end + body.start)
    else:
        span = _element(finding.field, document)
    if span is None:
        return Located(finding, None, 1, 1, "")
    line = document.text.count("\n", 0, span.start) + 1
    column = span.start - document.text.rfind("\n", 0, span.start)
    return Located(finding, span, line, column, " ".join(document.passage(span).split()))


def _element(field: str, document: Document) -> Span | None:
    """The passage of an element that a finding is about, None where it stands nowhere."""
    values = {
        "addressees": document.addressees[:1],
        "copies": document.copy_to[:1],
        "sender": document.issuers[:1],
        "joint": document.issuers[1:2],
    }.get(field, ())
    return values[0].span if values else None


def _lines(path: Path, found: tuple[Located, ...], proposal: Proposal) -> Iterator[str]:
    for item in found:
        finding = item.finding
        yield (
            f"{path}:{item.line}:{item.column}: {finding.rule} {_LABELS[item.severity]} "
            f"{finding.message}{finding.remedy}〔{finding.basis.cite()}〕"
        )
    genre = f"，建议文种：{proposal.genre}" if proposal.genre else ""
    yield f"行文方向：{proposal.direction}{genre}。{''.join(proposal.reasons)}"
    yield f"共{len(found)}处。" if found else "没有发现问题。"


def _plain(path: Path, item: Located) -> dict[str, object]:
    finding = item.finding
    basis = finding.basis
    return {
        "path": str(path),
        "code": finding.code,
        "severity": item.severity,
        "message": finding.message,
        "remedy": finding.remedy,
        "basis": {"name": basis.regulation, "clause": basis.article, "strength": str(finding.strength)},
        "span": [item.span.start, item.span.end] if item.span else None,
        "line": item.line,
        "column": item.column,
        "excerpt": item.excerpt,
        "fix": None,
    }
