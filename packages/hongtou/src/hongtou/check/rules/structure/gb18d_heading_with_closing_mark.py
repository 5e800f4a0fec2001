"""A heading on a line of its own has no mark at its end."""

import re
from collections.abc import Iterator, Sequence

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault, FixKind
from hongtou.check.levels import Item, items_of, texts_of
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.model import Heading, Paragraph, Span

_CLOSES = re.compile(r"(?:[。．，,；;：:！!、]|…+|—+)+$")
_INSIDE = re.compile(r"[。；！？，]|（[一二三四五六七八九十]）")
_INTRODUCES = re.compile(r"下列|如下|以下|包括|分别为|[有为是]：$")
_RUN_IN = re.compile(r"[^：:，。；]{1,16}[：:]\s*[^：:\s]")
_LENGTH, _LEVELS = 28, (1, 2)


def _are_sentences(items: Sequence[Item], level: int) -> bool:
    """Whether at least half of the other paragraphs of a level end as sentences, so that they are no headings."""
    texts = [item.block.text for item in items if item.level == level]
    return 2 * (sum(text.endswith(("。", "；")) for text in texts) - 1) >= len(texts) - 1 > 0


def _are_labels(items: Sequence[Item], level: int) -> bool:
    """Whether an item of a level is a label with its text behind the colon, so that the others' colons are alike."""
    return any(
        item.level == level and _RUN_IN.match(item.block.text, len(item.block.marker)) for item in items
    )


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old:
        return
    for field, blocks in texts_of(paper.document):
        items = list(items_of(blocks))
        sentences = {level: _are_sentences(items, level) for level in {item.level for item in items}}
        labels = {level: _are_labels(items, level) for level in sentences}
        for item in items:
            text = item.block.text
            if text.endswith(("：", ":")) and labels[item.level]:
                continue
            if text.endswith("。") and sentences[item.level]:
                continue
            match = _CLOSES.search(text)
            if not match or item.level not in _LEVELS or len(text) > _LENGTH or _INTRODUCES.search(text):
                continue
            words, follower = text[len(item.block.marker) : match.start()], item.follower
            if _INSIDE.search(words) or follower is None:
                continue
            below = follower.level if isinstance(follower, Heading | Paragraph) else 0
            if 0 < below <= item.level:
                continue
            # An item of a list is a sentence and keeps its full stop: only what has items of its own is surely a heading.
            sure = below > item.level or match.group() in ("：", ":")
            at = Span(item.block.span.start + match.start(), item.block.span.end)
            yield Fault(
                f"标题“{text}”末尾加了标点。",
                "标题独占一行，末尾不用标点，请去掉。",
                field,
                item.block.span,
                Strength.USUALLY if item.level == 1 or not text.endswith("。") else Strength.ADVISED,
                fix=replace(at, "", kind=FixKind.SAFE if sure else FixKind.ASK),
            )


RULE = PaperRule(
    code="GB-18D",
    basis_key="GB-18",
    offence="独占一行的标题末尾加了标点",
    why="标题独占一行时末尾不加标点，与正文区别开。",
    check=_check,
    bad=(
        specimen("一、检查渠道……\n各乡镇逐条检查渠道。"),
        specimen("一、检查渠道。\n各乡镇逐条检查渠道。"),
        specimen("一、检查渠道：\n各乡镇逐条检查渠道。"),
    ),
    good=(
        specimen(),
        specimen("一、检查渠道由乡镇负责。\n二、调水由县水利局负责。"),
        specimen(
            "一、会议时间：3月12日上午9时。\n二、会议内容：\n（一）通报渠道检查情况。\n（二）安排调水工作。"
        ),
    ),
)
