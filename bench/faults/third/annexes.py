"""Wordings C of structure behind the body: annexes and their notes, articles, and parts that are referred to."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bench.faults.editing import ANYWHERE, element, only, put, sentence, swap
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.levels import counted, numbered
from bench.faults.third.lines import if_text, remade, rewritten
from hongtou import Span

_ARTICLE = re.compile("(?m)^第([一二三四五六七八九十])条　")
_NOTES = re.compile(r"(?m)^附件：.*\n(?:\d\..*\n)*")
_FOR_PARTS = ("通知", "意见", "报告", "请示", "通报", "批复", "函")


def _articles(change: Callable[[list[re.Match[str]]], dict[int, int]]) -> Way:
    """Other numbers for the articles of a paper that has them."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        found = list(_ARTICLE.finditer(carrier.text))
        if len(found) < 4:
            return None
        given, text = change(found), carrier.text
        for place in sorted(given, reverse=True):
            text = numbered(text, found[place], given[place])
        first = found[min(given)]
        return Injected(text, Span(first.start(), first.end() - 1))

    return way


def _article_taken_out(carrier: Carrier, rng: Random) -> Injected | None:
    found = list(_ARTICLE.finditer(carrier.text))
    if len(found) < 5:
        return None
    gone, after = found[2], found[3]
    return put(carrier.text, Span(gone.start(), after.end()), f"⟦{after[0][:-1]}⟧　")


def _unannexed(carrier: Carrier) -> bool:
    return "附件" not in carrier.text and "附后" not in carrier.text


def _whole_law(carrier: Carrier) -> bool:
    """Whether a text in articles stands there to its end."""
    return bool(re.search(r"(?m)^第[五六七八九]条　本(?:办法|规定)自.+起施行。$", carrier.text))


def _title_of_annex(pattern: str, new: str) -> Way:
    """Within the title at the head of an annex, the line below its label."""
    return remade(ANYWHERE, rf"(?:(?<=\n附件\n)|(?<=\n附件\d\n)){pattern}", lambda m: m.expand(new))


def _blocks(carrier: Carrier) -> list[Span]:
    """The annexes with their labels."""
    return [
        Span(m.start(), m.end())
        for m in re.finditer(
            r"(?ms)^附件\d\n.+?(?=^附件\d$|^抄送：|^\S+　　\d{4}年\d+月\d+日印发|\Z)", carrier.text
        )
    ]


def _in_other_order(carrier: Carrier, rng: Random) -> Injected | None:
    """The annexes bound the other way round, with their labels."""
    blocks = _blocks(carrier)
    if len(blocks) < 2:
        return None
    texts = [block.of(carrier.text).rstrip("\n") for block in blocks][::-1]
    label, _, rest = texts[0].partition("\n")
    whole = "\n".join([f"⟦{label}⟧\n{rest}", *texts[1:]])
    end = blocks[-1].end - len(blocks[-1].of(carrier.text)) + len(blocks[-1].of(carrier.text).rstrip("\n"))
    return put(carrier.text, Span(blocks[0].start, end), whole)


def _titles_turned(carrier: Carrier, rng: Random) -> Injected | None:
    """The labels stay, what stands below the first and the last changes places."""
    blocks = _blocks(carrier)
    if len(blocks) < 2:
        return None
    texts = [block.of(carrier.text).rstrip("\n").split("\n", 1) for block in blocks]
    bodies = [text[1] for text in texts]
    bodies[0], bodies[-1] = bodies[-1], bodies[0]
    title, _, rest = bodies[0].partition("\n")
    bodies[0] = f"⟦{title}⟧\n{rest}" if rest else f"⟦{title}⟧"
    whole = "\n".join(f"{text[0]}\n{body}" for text, body in zip(texts, bodies, strict=True))
    end = blocks[-1].end - len(blocks[-1].of(carrier.text)) + len(blocks[-1].of(carrier.text).rstrip("\n"))
    return put(carrier.text, Span(blocks[0].start, end), whole)


def _notes_turned(carrier: Carrier, rng: Random) -> Injected | None:
    """The notes stand the other way round, each with its number; the annexes stay."""
    match, spans = _NOTES.search(carrier.text), element(carrier.document, "annex_notes")
    if match is None or len(spans) < 2:
        return None
    names = [f"{n}.{span.of(carrier.text)}" for n, span in enumerate(spans, 1)][::-1]
    lines = "\n".join([f"附件：⟦{names[0]}⟧", *names[1:]])
    return put(carrier.text, Span(match.start(), match.end() - 1), lines)


def _last_annex_gone(carrier: Carrier, rng: Random) -> Injected | None:
    blocks = _blocks(carrier)
    if len(blocks) < 2:
        return None
    text = carrier.text[: blocks[-1].start] + carrier.text[blocks[-1].end :]
    note = element(carrier.document, "annex_notes")[-1]
    return Injected(text, note)


def _more_notes(carrier: Carrier, rng: Random) -> Injected | None:
    """One more name behind several that have annexes."""
    spans = element(carrier.document, "annex_notes")
    if len(spans) < 2:
        return None
    at = spans[-1].end
    return put(carrier.text, Span(at, at), f"\n{len(spans) + 1}.⟦责任分工一览表⟧")


def _note_without_annex(name: str) -> Way:
    """A note above the signature of a paper without annexes."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, "signature")
        if not spans or not _unannexed(carrier) or carrier.document.annexes:
            return None
        return put(carrier.text, Span(spans[0].start, spans[0].start), f"附件：⟦{name}⟧\n")

    return way


def _annex_without_note(title: str, lines: str) -> Way:
    """An annex behind a paper that names none."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        if not _unannexed(carrier) or carrier.document.annexes:
            return None
        match = re.search(r"(?m)^抄送：|^\S+　　\d{4}年\d+月\d+日印发", carrier.text)
        at = match.start() if match else len(carrier.text.rstrip("\n"))
        block = f"附件\n⟦{title}⟧\n{lines}"
        return put(carrier.text, Span(at, at), f"{block}\n" if match else f"\n{block}")

    return way


def _last_note_gone(carrier: Carrier, rng: Random) -> Injected | None:
    """The last of several notes is gone, its annex is there."""
    spans = element(carrier.document, "annex_notes")
    blocks = _blocks(carrier)
    if len(spans) < 2 or len(blocks) != len(spans):
        return None
    last = spans[-1]
    start = carrier.text.rindex("\n", 0, last.start)
    text, gone = carrier.text[:start] + carrier.text[last.end :], last.end - start
    at = blocks[-1].start - gone
    return Injected(text, Span(at, at + len("附件1")))


def _numbers_of_notes(*numbers: int) -> Way:
    """Other numbers for the notes, as many as there are."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        match = _NOTES.search(carrier.text)
        found = list(re.finditer(r"(?m)(?:(?<=^附件：)|^)\d(?=\.)", match[0])) if match else []
        if match is None or len(found) != len(numbers):
            return None
        block = match[0]
        for place, number in reversed(list(zip(found, numbers, strict=True))):
            block = block[: place.start()] + str(number) + block[place.end() :]
        wrong = next(
            n for n, (place, number) in enumerate(zip(found, numbers, strict=True)) if place[0] != str(number)
        )
        at = match.start() + found[wrong].start()
        return Injected(
            carrier.text[: match.start()] + block + carrier.text[match.end() :], Span(at, at + len("1."))
        )

    return way


ANNEXES: dict[str, tuple[Way, ...]] = {
    "articles_out_of_order": (
        _articles(lambda found: {len(found) - 1: counted(found[-1]) + 1}),
        _articles(lambda found: {len(found) - 1: counted(found[-2])}),
        _articles(lambda found: {1: 3, 2: 2}),
        _article_taken_out,
    ),
    "annex_referred_to_missing": (
        only(_FOR_PARTS, sentence("有关表格式样⟦见附件4⟧。")),
        only(_FOR_PARTS, sentence("具体评分办法⟦（附件5）⟧由县人民政府办公室负责解释。")),
        if_text(_unannexed, only(_FOR_PARTS, sentence("⟦人员名单附后⟧。"))),
        if_text(_unannexed, only(_FOR_PARTS, sentence("工作台账⟦按照附件2的要求⟧填写。"))),
    ),
    "annex_title_differs": (
        _title_of_annex("云岭县(.+)", r"⟦\1⟧"),
        _title_of_annex("(.+?)(?:统计|核对|汇总|明细|概算)?表(?=\n)", r"⟦\1一览表⟧"),
        swap("annex_notes", r"（(?:草案|送审稿|征求意见稿|样式)）$", "⟦（修订稿）⟧"),
        swap("annex_notes", "管理", "⟦监督管理⟧"),
    ),
    "annex_note_without_annex": (
        _last_annex_gone,
        _more_notes,
        _note_without_annex("工作经费测算表"),
        _note_without_annex("1.任务分解表\n2.联络员名单"),
    ),
    "annex_without_note": (
        only(
            _FOR_PARTS,
            _annex_without_note(
                "联络员信息表", "单位\t姓名\t职务\n石门镇\t周宁\t副镇长\n清溪乡\t唐宏\t副乡长"
            ),
        ),
        only(
            _FOR_PARTS,
            _annex_without_note(
                "有关情况说明", "一、工作依据\n按照有关规定执行。\n二、工作步骤\n分步组织实施。"
            ),
        ),
        _last_note_gone,
    ),
    "annexes_out_of_order": (
        _in_other_order,
        _titles_turned,
        _notes_turned,
    ),
    "annex_numbers_not_consecutive": (
        _numbers_of_notes(3, 4),
        _numbers_of_notes(2, 2),
        _numbers_of_notes(1, 4),
        _numbers_of_notes(1, 2, 5),
    ),
    "part_referred_to_missing": (
        only(_FOR_PARTS, sentence("有关要求按照⟦本文第九部分⟧执行。")),
        only(_FOR_PARTS, sentence("对照⟦第八部分第（二）项⟧的内容逐项落实。")),
        only(("通知",), sentence("经费保障按照⟦本通知第七条⟧的规定执行。")),
    ),
    "article_referred_to_missing": (
        swap(ANYWHERE, r"本(办法|规定)第[一二三四五六七]条(?!、)", r"⟦本\1第二十三条⟧"),
        if_text(
            _whole_law,
            remade(
                ANYWHERE, r"(?m)^第[二三四]条　.+。$", lambda m: f"{m[0]}具体标准依照⟦第十八条⟧的规定执行。"
            ),
        ),
        if_text(_whole_law, rewritten(r"^(第五条　.+)。$", r"\1，但⟦第二十条、第二十一条⟧另有规定的除外。")),
    ),
}
