"""Wordings C of the elements behind the body: annex notes, signature, date, note, copies, imprint and attendance."""

from __future__ import annotations

import re
from random import Random

from bench.faults.editing import ANYWHERE, element, only, put, swap, without
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.lines import if_text, missing, remade, rewritten, whole
from bench.faults.third.places import at_end
from hongtou import Span

_SIGNED = ("通知", "意见", "请示", "报告", "批复", "函", "通报", "决定")
_NOTES = re.compile(r"(?m)^附件：.*\n(?:\d\..*\n)*")
_HANZI = "〇一二三四五六七八九"
_DATE = r"(\d{4})年(\d+)月(\d+)日"


def _several_notes(carrier: Carrier) -> bool:
    return len(carrier.document.annex_notes) > 1


def _spoken(number: str) -> str:
    """A number under a hundred as it is spoken: 3 → 三, 12 → 十二, 26 → 二十六."""
    tens, ones = divmod(int(number), 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_HANZI[tens]}十") + (_HANZI[ones] if ones else "")


def _year(number: str, zero: str) -> str:
    return "".join(_HANZI[int(digit)] for digit in number).replace("〇", zero)


def _dated(make: str) -> Way:
    """The date of the paper in another form, a template over year, month and day."""
    return swap("document_date", _DATE, make)


def _in_hanzi(zero: str) -> Way:
    return remade(
        "document_date", _DATE, lambda m: f"⟦{_year(m[1], zero)}年{_spoken(m[2])}月{_spoken(m[3])}日⟧"
    )


def _dated_above(pattern: str, new: str) -> Way:
    """The date taken from its line below the signature to where *pattern* stands; in *new* it is ``{date}``."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        dates, names = (element(carrier.document, each) for each in ("document_date", "signature"))
        if not dates or not names or dates[0].start < names[0].start:
            return None
        date = dates[0].of(carrier.text)
        bare = carrier.text[: dates[0].start - 1] + carrier.text[dates[0].end :]
        match = re.search(pattern, bare, re.MULTILINE)
        if match is None or match.start() > names[0].start:
            return None
        return put(bare, Span(*match.span()), match.expand(new).replace("{date}", date))

    return way


def _notes(make: str, *, several: bool | None = None) -> Way:
    """The block of annex notes written anew: ``{one}`` is its first name, ``{rest}`` the others, ``{all}`` all lines."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        names = [note.name for note in carrier.document.annex_notes]
        match = _NOTES.search(carrier.text)
        if match is None or not names or (several is not None and several != (len(names) > 1)):
            return None
        return put(carrier.text, Span(match.start(), match.end() - 1), _listed(make, names))

    return way


def _listed(make: str, names: list[str]) -> str:
    """*make* is ``head|item|between``; an item holds ``{n}``, ``{hanzi}``, ``{circled}`` and ``{name}``."""
    head, item, between = make.split("|")
    items = [
        item.format(n=n, hanzi=_HANZI[n], circled="①②③④"[n - 1], name=name) for n, name in enumerate(names, 1)
    ]
    return f"⟦{head}{between.join(items)}⟧"


def _notes_moved(behind: str, form: str) -> Way:
    """The annex notes stand behind the element *behind*, in the form of their lines that ``{}`` stands for."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        match, spans = _NOTES.search(carrier.text), element(carrier.document, behind)
        if match is None or not spans or spans[-1].start < match.end():
            return None
        lines = form.format(match[0].rstrip("\n"))
        text = carrier.text[: match.start()] + carrier.text[match.end() :]
        at = spans[-1].end - len(match[0])
        return put(text, Span(at, at), f"\n⟦{lines}⟧")

    return way


def _earlier(month: int, day: int) -> Way:
    """The imprint says a day of the same year before that of the paper."""

    def make(match: re.Match[str]) -> str:
        return f"⟦{match[1]}年{month}月{day}日⟧" if int(match[2]) > month + 1 else ""

    return remade("imprint", _DATE, make)


def _cut_behind(pattern: str, new: str) -> Way:
    return only(("纪要",), rewritten(pattern, new))


AT_THE_END: dict[str, tuple[Way, ...]] = {
    "date_in_other_form": (
        _dated(r"⟦\1．\2．\3⟧"),
        _dated(r"⟦\1－\2－\3⟧"),
        _dated(r"⟦\1／\2／\3⟧"),
        _dated(r"⟦\1、\2、\3⟧"),
    ),
    "date_in_hanzi": (
        _in_hanzi("零"),
        _in_hanzi("O"),
        remade("document_date", _DATE, lambda m: f"⟦{m[1]}年{_spoken(m[2])}月{_spoken(m[3])}日⟧"),
    ),
    "date_with_leading_zero": (
        swap("document_date", r"年(\d)月(\d)日", r"年⟦０\1月０\2⟧日"),
        swap("document_date", r"月(\d)日", r"月⟦０\1⟧日"),
        swap("document_date", r"年(\d)月(\d\d)日", r"年⟦ 0\1 月 \2 日⟧"),
    ),
    "date_with_short_year": (
        _dated(r"⟦'26年\2月\3日⟧"),
        _dated(r"⟦二六年\2月\3日⟧"),
        _dated(r"⟦26—\2—\3⟧"),
    ),
    "date_incomplete": (
        _dated(r"⟦\1年\2月　日⟧"),
        _dated(r"⟦\1年\2月×日⟧"),
        _dated(r"⟦\1年\2月初⟧"),
    ),
    "date_missing": (
        only(("请示", "报告", "函"), without("document_date")),
        only(("通知", "意见", "通报", "批复"), without("document_date")),
        only(_SIGNED, whole("document_date", "⟦年　月　日⟧")),
    ),
    "date_above_signature": (
        _dated_above(r"^附件：", "⟦{date}⟧\n附件："),
        _dated_above(r"\n(?=.+：\n)", "\n⟦{date}⟧\n"),
        _dated_above(r"^(云岭县\S+(?:　云岭县\S+)*)$(?=\n（|\n附件|\n抄送|\n云岭县|\Z)", r"⟦{date}　　\1⟧"),
    ),
    "signature_missing": (
        only(("请示", "报告", "函"), without("signature")),
        only(("通知", "通报", "批复"), without("signature")),
        only(_SIGNED, whole("signature", "⟦（盖章）⟧")),
        only(_SIGNED, whole("signature", "⟦（此页无正文）⟧")),
    ),
    "annex_note_with_closing_mark": (
        at_end("annex_notes", "⟦，⟧"),
        at_end("annex_notes", "⟦：⟧"),
        if_text(_several_notes, remade("annex_notes", r".+", lambda m: f"{m[0]}⟦、⟧", which=0)),
    ),
    "annex_note_in_book_marks": (
        swap("annex_notes", r"(?m)(?:^|(?<=：)|(?<=\.))([^《》\n]+)$", r"⟦《\1》⟧（共1份）"),
        remade("annex_notes", r"[^《》\n]+", lambda m: f"⟦〈{m[0]}〉⟧"),
        if_text(_several_notes, remade("annex_notes", r".+", lambda m: f"⟦《{m[0]}》⟧", which=-1)),
    ),
    "annex_notes_without_numbers": (
        _notes("附件：|{name}|、", several=True),
        _notes("附件：|{name}|；", several=True),
        _notes("附件：|{name}|\n附件：", several=True),
    ),
    "annex_notes_with_other_numerals": (
        _notes("附件：|{circled}{name}|\n", several=True),
        _notes("|附件{hanzi}：{name}|\n", several=True),
        _notes("附件：|{n}）{name}|\n", several=True),
        _notes("附件：|（{hanzi}）{name}|\n", several=True),
    ),
    "annex_note_without_colon": (
        rewritten(r"^附件：(?=.+$)", "⟦附件——⟧"),
        rewritten(r"^附件：(?=.+$)", "⟦附件；⟧"),
        rewritten(r"^附件：(?=.+$)", "⟦附件，⟧"),
    ),
    "annex_label_without_number": (
        rewritten(r"^附件2$", "⟦附　件⟧"),
        rewritten(r"^附件1$", "⟦附表⟧"),
        rewritten(r"^附件2$", "⟦附件（续）⟧"),
    ),
    "annex_label_in_other_form": (
        remade(ANYWHERE, r"(?m)^附件(\d)$", lambda m: f"⟦附件之{_HANZI[int(m[1])]}⟧"),
        remade(ANYWHERE, r"(?m)^附件(\d)$", lambda m: f"⟦附件（{_HANZI[int(m[1])]}）⟧"),
        rewritten(r"^附件$", "⟦附　件：⟧"),
        rewritten(r"^附件1$", "⟦附件1、⟧"),
    ),
    "annex_note_below_date": (
        _notes_moved("note", "（{}）"),
        _notes_moved("document_date", "（{}）"),
        _notes_moved("document_date", "另附{}"),
    ),
    "note_without_brackets": (
        swap("note", "（(.+)）", r"⟦“\1”⟧"),
        swap("note", "（(.+)）", r"⟦注：\1⟧"),
        swap("note", "（(.+)）", r"⟦〔\1〕⟧"),
    ),
    "copies_without_full_stop": (
        rewritten(r"^(抄送：.+)。$", r"⟦\1、⟧"),
        rewritten(r"^(抄送：.+)。$", r"⟦\1：⟧"),
        rewritten(r"^(抄送：.+)。$", r"⟦\1．⟧"),
    ),
    "copies_with_old_label": (
        rewritten(r"^抄送：(?=.*市)", "⟦抄　报：⟧"),
        rewritten(r"^抄送：", "⟦主　题　词：行政　管理⟧\n抄送："),
        rewritten(r"^抄送：", "⟦抄报抄送：⟧"),
        rewritten(r"^抄送：", "⟦报：市政府办公室。⟧\n抄送："),
    ),
    "copies_below_printing_office": (
        if_text(lambda c: bool(c.document.copy_to), at_end("imprint", "\n⟦抄送：县融媒体中心。⟧")),
        if_text(lambda c: not c.document.copy_to, at_end("imprint", "\n⟦抄送：县供销合作社。⟧")),
        rewritten(r"^(抄送：.+)，([^，]+。)\n(.+印发)$", r"\1。\n\3\n⟦抄送：\2⟧"),
    ),
    "printing_date_in_other_form": (
        swap("imprint", _DATE, r"⟦\2月\3日⟧"),
        swap("imprint", _DATE, r"⟦\1－\2－\3⟧"),
        remade("imprint", _DATE, lambda m: f"⟦{_year(m[1], '零')}年{_spoken(m[2])}月{_spoken(m[3])}日⟧"),
    ),
    "printing_date_without_its_word": (
        swap("imprint", _DATE + "印发", r"⟦\1年\2月\3日印刷⟧"),
        swap("imprint", _DATE + "印发", r"⟦\1年\2月\3日印制⟧"),
        swap("imprint", _DATE + "印发", r"⟦\1年\2月\3日发出⟧"),
    ),
    "printed_before_its_date": (
        swap("imprint", _DATE, r"⟦2025年\2月\3日⟧"),
        _earlier(1, 5),
        if_text(lambda c: bool(c.document.imprint), swap("document_date", r"(2026)年", "⟦2027⟧年")),
    ),
    "minutes_without_attendance": (
        missing(_cut_behind(r"\n(?:(?:出席|请假|列席)：.+(?:\n|\Z))+", "\n")),
        missing(_cut_behind(r"^出席：.+\n(?=请假|列席)", "")),
        _cut_behind(r"^出席：.+$", "⟦出席：（名单略）⟧"),
    ),
}
