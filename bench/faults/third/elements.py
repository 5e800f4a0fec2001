"""Wordings C of the elements: the head of a paper, its title, and what stands about them."""

from __future__ import annotations

from random import Random

from bench.faults.editing import element, only, put, swap, without
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.dated import AT_THE_END
from bench.faults.third.lines import (
    UPWARD,
    by,
    missing,
    on_top,
    remade,
    rewritten,
    text_of,
    whole,
)
from hongtou import Span

_TITLED = ("通知", "意见", "请示", "报告", "批复", "函", "通报", "决定")
_SENT = ("通知", "请示", "报告", "批复", "函")
_GENRE = "(通知|报告|请示|批复|意见|通报|函)"
_DIGITS, _CAPITALS = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_OLD_NAMES = {
    "云岭县水利局": "云岭县水务局",
    "云岭县教育局": "云岭县教育体育局",
    "云岭县应急管理局": "云岭县安全生产监督管理局",
    "云岭县卫生健康局": "云岭县卫生和计划生育局",
    "云岭县林业局": "云岭县林业和草原局",
    "云岭县统计局": "云岭县统计调查局",
}


def _in_hanzi(number: str, digits: str = _DIGITS) -> str:
    return "".join(digits[int(digit)] for digit in number)


def _bare(carrier: Carrier, title: str) -> str:
    """A title of no more than ``{organ}`` and ``{genre}``."""
    genre = carrier.document.genre
    organ = text_of(carrier.document, "title").split("\n")[0]
    return title.format(organ=organ, genre=genre.value.value if genre else "")


def _number(pattern: str, new: str) -> Way:
    """Within the number that a paper itself carries."""
    return only((*_TITLED, "议案"), swap("document_number", pattern, new))


def _renamed(name: str) -> Way:
    """An older name of the organ in one place alone."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        organ = text_of(carrier.document, "signature")
        if organ not in _OLD_NAMES:
            return None
        return swap(name, rf"(?m)^{organ}(?=$|文件)", f"⟦{_OLD_NAMES[organ]}⟧")(carrier, rng)

    return way


def _reordered(name: str, *, turn: int, parted: str = "") -> Way:
    """The organs that issue a paper together in another order: turned about, or the last *turn* of them
    first; *parted* by other means where it says so."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        signed = text_of(carrier.document, "signature")
        organs = signed.split("　")
        if len(organs) < 2 or "长" in signed:
            return None
        made = organs[::-1] if not turn else [*organs[-turn:], *organs[:-turn]]
        spans = element(carrier.document, name)
        for span in spans:
            for gap in ("　", "\n"):
                at = span.of(carrier.text).find(gap.join(organs))
                if at >= 0 and made != organs:
                    start = span.start + at
                    return put(
                        carrier.text, Span(start, start + len(signed)), f"⟦{(parted or gap).join(made)}⟧"
                    )
        return None

    return way


def _after_addressees(new: str) -> Way:
    """*new* in the place of the colon behind all that the paper is addressed to."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, "addressees")
        if not spans or carrier.text[spans[-1].end :][:1] != "：":
            return None
        return put(carrier.text, Span(spans[-1].end, spans[-1].end + 1), new)

    return way


_HEAD: dict[str, tuple[Way, ...]] = {
    "number_year_in_other_brackets": (
        _number(r"〔(\d{4})〕", r"⟦【\1】⟧"),
        _number(r"〔(\d{4})〕", r"⟦〖\1〗⟧"),
        _number(r"〔(\d{4})〕", r"⟦（\1)⟧"),
        _number(r"〔(\d{4})〕", r"⟦<\1>⟧"),
    ),
    "number_with_ordinal_word": (
        _number(r"〔(\d{4})〕(\d+)", r"⟦第⟧〔\1〕\2"),
        _number(r"〕(\d+)号", r"〕⟦字第\1⟧号"),
        _number(r"〕(\d+)号", r"〕⟦（第\1号）⟧"),
    ),
    "number_with_leading_zero": (
        _number(r"〕(\d)号", r"〕⟦000\1⟧号"),
        _number(r"〕(\d\d)号", r"〕⟦00\1⟧号"),
        _number(r"〕(\d+)号", r"〕⟦０\1⟧号"),
    ),
    "number_with_short_year": (
        _number(r"〔20(\d\d)〕", r"⟦〔\1年〕⟧"),
        _number(r"〔20(\d\d)〕", r"⟦[\1]⟧"),
        _number(r"〔20(\d\d)〕", r"⟦（'\1）⟧"),
    ),
    "number_in_hanzi": (
        only(
            _TITLED, remade("document_number", r"〕(\d+)号", lambda m: f"〕⟦{_in_hanzi(m[1], _CAPITALS)}⟧号")
        ),
        only(
            _TITLED,
            remade(
                "document_number",
                r"〔(\d{4})〕(\d+)号",
                lambda m: f"⟦〔{_in_hanzi(m[1])}〕{_in_hanzi(m[2])}号⟧",
            ),
        ),
        only(
            _TITLED,
            remade(
                "document_number", r"〔(\d{4})〕", lambda m: f"⟦〔{_in_hanzi(m[1]).replace('〇', 'Ｏ')}〕⟧"
            ),
        ),
    ),
    "number_without_its_word": (
        _number(r"(\d+)号", r"⟦\1#⟧"),
        _number(r"(\d+)号", r"⟦\1件⟧"),
        _number(r"(\d+)号", r"⟦NO.\1⟧"),
    ),
    "number_missing": (
        only(("通知", "意见", "通报", "决定"), without("document_number")),
        only(UPWARD, missing(rewritten(r"^.+号　　(签发人：.+)$", r"\1"))),
        only(
            ("通知", "通报", "批复", "函"),
            whole("document_number", lambda c: f"⟦{text_of(c.document, 'document_date')}⟧"),
        ),
    ),
    "order_numbered_by_year": (
        only(("命令",), swap("document_number", r"第(\d+)号", r"⟦2026年第\1号⟧")),
        only(("命令",), swap("document_number", r"第(\d+)号", r"⟦第2026-\1号⟧")),
        only(("命令",), swap("document_number", r"第(\d+)号", r"⟦云政发〔2026〕\1号⟧")),
    ),
    "title_missing": (
        only(UPWARD, without("title")),
        only(("函", "批复"), without("title")),
        only(("通知", "意见", "通报", "决定"), without("title")),
    ),
    "title_without_genre": (
        only(_TITLED, swap("title", rf"的{_GENRE}$", "的⟦有关事项⟧")),
        only(_TITLED, swap("title", rf"的{_GENRE}$", "的⟦文件⟧")),
        only(_TITLED, swap("title", rf"(?<=\n)关于([^\n]+)的{_GENRE}$", r"⟦\1⟧")),
    ),
    "title_without_issuer": (
        only(_TITLED, swap("title", r"(?m)^[^\n]+(?=\n关于)", "⟦云岭县⟧")),
        only(_TITLED, swap("title", r"(?m)^[^\n]+(?=\n关于)", "⟦我单位⟧")),
        only(("通知", "决议"), missing(swap("title", r"(?m)^[^\n]+?(?=关于)", ""))),
    ),
    "title_without_subject": (
        only(_TITLED[:7], whole("title", lambda c: _bare(c, "⟦紧急{genre}⟧"))),
        only(_TITLED[:7], swap("title", rf"(?<=\n)关于[^\n]+的{_GENRE}$", r"⟦关于××××××的\1⟧")),
        only(_TITLED[:7], whole("title", lambda c: _bare(c, "⟦{organ}重要{genre}⟧"))),
    ),
    "title_with_closing_mark": (
        only(_TITLED, swap("title", r"(?<=\w)$", "⟦：⟧")),
        only(_TITLED, swap("title", r"(?<=\w)$", "⟦，⟧")),
        only(_TITLED, swap("title", r"(?<=\w)$", "⟦；⟧")),
    ),
    "issuer_differs": (
        _renamed("title"),
        _renamed("signature"),
        swap("issuer_mark", "(?m)^云岭县人民政府办公室文件$", "⟦云岭县人民政府文件⟧"),
        swap("signature", r"(?m)^云岭县(..[镇乡])人民政府$", r"⟦中共云岭县\1委员会⟧"),
        by(r"^云岭县\w+局$", swap("signature", r"(?m)^云岭县(\w+局)$", r"⟦云岭县\1办公室⟧")),
    ),
    "signatory_missing": (
        only(UPWARD, missing(rewritten(r"　　签发人：.+$", ""))),
        only(UPWARD, rewritten(r"签发人：.+$", "⟦签发人：×××⟧")),
        only(UPWARD, rewritten(r"签发人：(.+)$", r"⟦拟稿：\1⟧")),
    ),
    "signatory_of_one_organ_only": (
        only(UPWARD, by("教育局　", rewritten(r"签发人：(\S+)　(\S.*)$", r"签发人：⟦\2⟧"))),
        only(UPWARD, by("局　云岭县", rewritten(r"签发人：(\S+)　(\S.*)$", r"签发人：⟦\1等⟧"))),
        only(UPWARD, by("教育局　", rewritten(r"签发人：(\S+)　(\S.*)$", r"签发人：⟦\1⟧"))),
    ),
    "joint_order_differs": (
        _reordered("signature", turn=0, parted="　　"),
        _reordered("title", turn=0),
        _reordered("signature", turn=1, parted="、"),
    ),
    "addressees_missing": (
        only(UPWARD, without("addressees")),
        only(("通知",), without("addressees")),
        only(("函", "批复"), without("addressees")),
    ),
    "addressees_without_colon": (
        only((*_SENT, "意见", "议案"), _after_addressees("⟦！⟧")),
        only((*_SENT, "意见", "议案"), _after_addressees("⟦∶⟧")),
        only((*_SENT, "意见", "议案"), _after_addressees("⟦——⟧")),
    ),
    "urgency_in_other_words": (
        on_top("⟦火　急⟧"),
        on_top("⟦平急⟧"),
        on_top("⟦急　办⟧"),
        swap("urgency", "特急|加急", "⟦限时办结⟧"),
    ),
    "copy_number_in_other_form": (
        on_top("⟦第127份⟧"),
        on_top("⟦№127⟧"),
        on_top("⟦00127⟧"),
        swap("copy_number", r"\d{6}", "⟦份号：127⟧"),
    ),
    "urgency_above_copy_number": (
        on_top("⟦加急⟧\n000036"),
        on_top("⟦特急⟧\n000318"),
        swap("urgency", "(加急)$", "⟦\\1⟧\n000211"),
    ),
}
WAYS: dict[str, tuple[Way, ...]] = _HEAD | AT_THE_END
