"""A rule explained by its own samples: what it finds in them and how it would mend them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hongtou import Edit, Finding, FixKind, Question, check_burden, check_document, check_routing, read
from hongtou.check.burden import Draft
from hongtou.check.rule import Rule
from hongtou.check.samples import COUNTY
from hongtou.check.specimen import specimen
from hongtou.check.word_sample import WordSample
from hongtou.commands.check import LABELS
from hongtou.model.dispatch import Dispatch

FAMILY_NAMES = {
    "routing": "行文规则",
    "burden": "减负",
    "elements": "要素和格式",
    "page": "版面（Word文件）",
    "structure": "层次和附件",
    "genre": "文种",
    "language": "语言文字",
    "validity": "依据和时限",
    "secrecy": "保密",
}
MENDINGS = {FixKind.SAFE: "可以放心改", FixKind.ASK: "作者过目后改"}
BY_HAND = "由作者自己改"
_SHOWN = 3
_AROUND = 40
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Example:
    """A sample as a reader sees it: the passage, what was found in it, and the passage mended ("" where it is not)."""

    passage: str
    found: tuple[str, ...]
    mended: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule with all that a reader of its page wants to know; ``mending`` and ``severities`` are those its samples show."""

    family: str
    rule: Rule[Any, Any]
    severities: tuple[str, ...]
    mending: tuple[str, ...]
    bad: tuple[Example, ...]
    good: tuple[str, ...]


def explained(family: str, rule: Rule[Any, Any]) -> Explained:
    """What there is to say about a rule; all of its bad samples are looked at, the first few shown."""
    by_sample = [(sample, _findings(family, rule, sample)) for sample in rule.bad]
    found = [finding for _, findings in by_sample for finding in findings]
    kinds = {MENDINGS[finding.fix.kind] if finding.fix else BY_HAND for finding in found}
    severities = {LABELS[finding.severity] for finding in found}
    return Explained(
        family=family,
        rule=rule,
        severities=tuple(label for label in LABELS.values() if label in severities),
        mending=tuple(way for way in (*MENDINGS.values(), BY_HAND) if way in kinds),
        bad=tuple(_example(sample, findings) for sample, findings in by_sample[:_SHOWN]),
        good=tuple(dict.fromkeys(filter(None, map(_good, rule.good[:_SHOWN])))),
    )


def _findings(family: str, rule: Rule[Any, Any], sample: object) -> list[Finding]:
    found: Sequence[Finding]
    if isinstance(sample, Dispatch):
        found = check_routing(sample, COUNTY)
    elif isinstance(sample, Draft):
        found = check_burden(sample.text, sample.genre, sample.limits)
    else:
        found = check_document(read(*_file(sample)), Question(select=(rule.code,)))
    return [finding for finding in found if finding.code == rule.code]


def _file(sample: object) -> tuple[bytes, str]:
    """A sample that is a whole document as a file."""
    return (
        (bytes(sample), "样本.docx") if isinstance(sample, WordSample) else (str(sample).encode(), "样本.txt")
    )


def _text(sample: object) -> str:
    """The text that spans of findings point into."""
    if isinstance(sample, Dispatch):
        return sample.body
    if isinstance(sample, Draft):
        return sample.text
    return read(*_file(sample)).text


def _example(sample: object, findings: Sequence[Finding]) -> Example:
    text = _text(sample)
    says = tuple(dict.fromkeys(finding.message + finding.remedy for finding in findings))
    spans = [finding.span for finding in findings if finding.span]
    if isinstance(sample, Dispatch | WordSample) or not spans:
        return Example(_good(sample), says, "")
    start = text.rfind("\n", 0, spans[0].start) + 1
    end = text.find("\n", max(spans[0].start, spans[0].end - 1))
    end = len(text) if end < 0 else end
    start, end = max(start, spans[0].start - _AROUND), min(end, spans[0].end + _AROUND)
    edits = [each for finding in findings if finding.fix for each in finding.fix.edits]
    here = [edit for edit in edits if start <= edit.span.start and edit.span.end <= end]
    return Example(_cut(text[start:end]), says, _mended(text, start, end, here) if here else "")


def _mended(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces, at = [], start
    for edit in sorted(edits, key=lambda one: one.span):
        if edit.span.start >= at:
            pieces += [text[at : edit.span.start], edit.text]
            at = edit.span.end
    return "".join([*pieces, text[at:end]])


def _of_dispatch(sample: Dispatch) -> str:
    return "\n".join(_lines_of_dispatch(sample))


def _lines_of_dispatch(sample: Dispatch) -> Iterator[str]:
    yield f"发文：{'、'.join((sample.sender, *sample.joint))}；主送：{'、'.join(sample.addressees)}"
    if sample.copies:
        yield f"抄送：{'、'.join(sample.copies)}"
    yield f"标题：{sample.title}"
    if sample.body:
        yield f"正文：{sample.body}"


def _opening(sample: object) -> str:
    """What sets a text apart from the good specimen: its own lines, or where it has none the lines it lacks."""
    lines, usual = _text(sample).split("\n"), specimen().split("\n")
    if not isinstance(sample, str) or set(lines) == set(usual):
        return ""
    own = [line for line in lines if line not in usual]
    lacks = [f"（没有“{line}”这一行）" for line in usual if line not in lines]
    return _cut("\n".join(own or lacks))


def _good(sample: object) -> str:
    if isinstance(sample, WordSample):
        return sample.says
    if isinstance(sample, Dispatch):
        return _of_dispatch(sample)
    return _cut(sample.text) if isinstance(sample, Draft) else _opening(sample)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"
