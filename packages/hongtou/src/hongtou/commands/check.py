"""hongtou check: what is wrong with documents, where, and which clause says so."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hongtou import (
    Direction,
    Document,
    Finding,
    Fix,
    Organs,
    Proposal,
    Question,
    Unreadable,
    organs_from_toml,
    read,
)
from hongtou.check.whole import check_paper, paper_of
from hongtou.commands.files import FOUND, UNREADABLE, USAGE, NotOpened, each, load
from hongtou.read.txt import lines_in_file

EPILOG = "退出码：0 没有发现问题；1 有问题；2 有文件打不开或者无法读取；64 用法有误。"
LABELS = {"error": "应改", "warning": "请核对", "advice": "提示"}
_DIRECTIONS = {
    "up": Direction.UP,
    "down": Direction.DOWN,
    "level": Direction.LEVEL,
    **{direction.value: direction for direction in (Direction.UP, Direction.DOWN, Direction.LEVEL)},
}


Places = Sequence[tuple[int, int]]
"""For every line of a text which line of the file it is, and how many characters stand before it; empty: the same."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One file and what was found in it, or why it could not be read."""

    path: str
    document: Document | None
    found: tuple[Finding, ...] = ()
    proposal: Proposal | None = None
    refusal: str = ""
    places: Places = ()


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the files."""
    add_question(group)
    group.add_argument(
        "--format", choices=("text", "json"), default="text", help="输出格式：text（默认）或json"
    )


def add_question(group: argparse._ArgumentGroup) -> None:
    """Who sends to whom, and which rules are asked: what check and fix both take."""
    group.add_argument(
        "--from", dest="sender", default="", metavar="单位", help="发文单位；不写则取文中的署名"
    )
    group.add_argument(
        "--to",
        dest="addressees",
        action="append",
        default=[],
        metavar="单位",
        help="主送机关，可以写几次；不写则取文中的主送机关",
    )
    group.add_argument(
        "--direction",
        choices=tuple(_DIRECTIONS),
        metavar="方向",
        help="行文方向：上行、下行、平行（up、down、level）",
    )
    group.add_argument("--organs", type=Path, metavar="名录", help="机关名录（TOML文件），写明隶属关系")
    for name, says in (("--select", "只查这些规则"), ("--ignore", "不查这些规则")):
        group.add_argument(
            name,
            action="append",
            default=[],
            metavar="规则",
            help=f"{says}：规则号、它的开头或者类别，用逗号分开，可以写几次",
        )


def question_of(options: argparse.Namespace) -> Question:
    """The question that the options ask. Raises NotOpened for a bad list of organs."""
    organs: Organs | None = None
    if options.organs:
        try:
            organs = organs_from_toml(load(str(options.organs))[0].decode())
        except (NotOpened, UnicodeDecodeError):
            raise NotOpened(f"打不开机关名录：{options.organs}。请核对路径，并保存为UTF-8编码。") from None
        except ValueError as error:
            raise NotOpened(f"{error}。") from None
    return Question(
        sender=options.sender,
        addressees=tuple(options.addressees),
        direction=_DIRECTIONS.get(options.direction or ""),
        organs=organs,
        select=_codes(options.select),
        ignore=_codes(options.ignore),
    )


def _codes(entries: list[str]) -> tuple[str, ...]:
    return tuple(code.strip() for entry in entries for code in entry.split(",") if code.strip())


def run(options: argparse.Namespace) -> int:
    """Check the files; returns the exit code."""
    try:
        question = question_of(options)
    except NotOpened as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    results = list(each(options.files, partial(_check, question=question)))
    for result in results:
        if result.refusal:
            print(f"{result.path}：{result.refusal}", file=sys.stderr)
    if options.format == "json":
        items = [finding_as_json(r.path, f, r.document) for r in results if r.document for f in r.found]
        print(json.dumps(items, ensure_ascii=False, indent=2))
    else:
        for line in _lines(results):
            print(line)
    if any(result.refusal for result in results):
        return UNREADABLE
    return FOUND if any(result.found for result in results) else 0


def _check(name: str, question: Question) -> Checked:
    try:
        data, filename = load(name)
        document = read(data, filename)
    except Unreadable as refusal:
        return Checked(name, None, refusal=refusal.message_zh)
    except NotOpened as refusal:
        return Checked(name, None, refusal=str(refusal))
    paper = paper_of(document, question)
    found = check_paper(paper, question)
    return Checked(name, document, found, paper.proposal, places=places_in(data, document))


def places_in(data: bytes, document: Document) -> Places:
    """Where the lines of *document* stand in the file it was read from, when that is a text with blank lines and
    indents."""
    return lines_in_file(data) if document.kind == "txt" else ()


def _lines(results: list[Checked]) -> Iterator[str]:
    for result in results:
        if result.document is None:
            continue
        for finding in result.found:
            yield line_of(result.path, finding, result.document, result.places)
        if len(results) == 1 and result.proposal:
            genre = f"，建议文种：{result.proposal.genre}" if result.proposal.genre else ""
            yield f"行文方向：{result.proposal.direction}{genre}。{''.join(result.proposal.reasons)}"
    total = sum(len(result.found) for result in results)
    if not any(result.document for result in results):
        return
    files = f"{len(results)}个文件，" if len(results) > 1 else ""
    yield f"{files}共{total}处。" if total else f"{files}没有发现问题。"


def line_of(path: str, finding: Finding, document: Document, places: Places = ()) -> str:
    """A finding as one line: where in the file, which rule, what, what to do, and the clause."""
    line, column = place_of(finding, document)
    if line <= len(places):
        line, column = places[line - 1][0], places[line - 1][1] + column
    return (
        f"{path}:{line}:{column}: {finding.code} {LABELS[finding.severity]} "
        f"{finding.message}{finding.remedy}〔{finding.basis.cite()}〕"
    )


def place_of(finding: Finding, document: Document) -> tuple[int, int]:
    """Line and column of a finding in the text that was read, from 1."""
    if finding.span is None:
        return 1, 1
    start = finding.span.start
    return document.text.count("\n", 0, start) + 1, start - document.text.rfind("\n", 0, start)


def finding_as_json(path: str, finding: Finding, document: Document) -> dict[str, Any]:
    """The stable form of a finding; what is missing has a span of null and stands on line 1."""
    line, column = place_of(finding, document)
    span = finding.span
    return {
        "path": path,
        "code": finding.code,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "message": finding.message,
        "remedy": finding.remedy,
        "basis": {
            "name": finding.basis.regulation,
            "clause": finding.basis.article,
            "strength": str(finding.strength),
        },
        "span": [span.start, span.end] if span else None,
        "line": line,
        "column": column,
        "excerpt": " ".join(document.passage(span).split()) if span else "",
        "fix": _fix(finding.fix),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{"span": [edit.span.start, edit.span.end], "text": edit.text} for edit in fix.edits]
    return {"kind": str(fix.kind), "edits": edits}
