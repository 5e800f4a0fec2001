"""Wordings A of faults of elements and their form."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, line_after, only, swap, without
from bench.faults.injected import Way

_NUMBER = "document_number"
_DAY = "document_date"
_YMD = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_SENT = ("通知", "请示", "报告", "函", "批复", "意见", "通报", "决定")
_TO_ONE = ("请示", "报告", "函", "批复")
_UPWARD = ("请示", "报告")
_FIRST_LINE = r"\A(?=.)"
_TWO_NOTES = r"(?m)^附件：1\.(.+)\n2\.(.+)$"

WAYS: dict[str, tuple[Way, ...]] = {
    "number_year_in_other_brackets": (
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦[\1]⟧"),
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦（\1）⟧"),
    ),
    "number_with_ordinal_word": (swap(_NUMBER, r"〕(\d+)号", r"〕⟦第\1号⟧"),),
    "number_with_leading_zero": (
        swap(_NUMBER, r"〕(\d{1,2})号", r"〕⟦0\1号⟧"),
        swap(_NUMBER, r"〕(\d)号", r"〕⟦00\1号⟧"),
    ),
    "number_with_short_year": (swap(_NUMBER, r".*〔\d\d(\d\d)〕.*", r"⟦云政办发〔\1〕6号⟧"),),
    "number_in_hanzi": (swap(_NUMBER, r"〔\d{4}〕\d+号", "⟦〔二〇二六〕十二号⟧"),),
    "number_without_its_word": (swap(_NUMBER, r"(.+〕\d+)号", r"⟦\1⟧"),),
    "number_missing": (only(_SENT, swap(ANYWHERE, r"(?m)^[^\n《]*〔\d{4}〕\d+号\n", "", missing=True)),),
    "order_numbered_by_year": (swap(ANYWHERE, r"(?m)^第(\d+)号$(?=\n《)", r"⟦云政令〔2026〕\1号⟧"),),
    "title_missing": (only(_SENT, without("title")),),
    "title_without_genre": (
        only(("通知", "报告", "决定", "意见"), swap("title", r"(?s)(.+)的[^的]+$", r"⟦\1⟧")),
        only(_TO_ONE, swap("title", r"(?s)(.+)的[^的]+$", r"⟦\1的⟧")),
    ),
    "title_without_issuer": (only(_SENT, swap("title", r"(?s).*?(关于.+)", r"⟦\1⟧")),),
    "title_without_subject": (only(_SENT, swap("title", r"(?s)(.*?)关于.+的([^的]+)", r"⟦\1\2⟧")),),
    "title_with_closing_mark": (only(_SENT, swap("title", r"(?s).+", r"⟦\g<0>。⟧")),),
    "issuer_differs": (
        only(_SENT, swap("title", r"(?s)云岭县.*?(?=\n?关于)", "⟦云岭县民政局⟧")),
        only(_TO_ONE, swap("signature", r".+", "⟦云岭县民政局⟧")),
    ),
    "date_in_other_form": (
        swap(_DAY, _YMD, r"⟦\1.\2.\3⟧"),
        swap(_DAY, _YMD, r"⟦\1-\2-\3⟧"),
    ),
    "date_in_hanzi": (swap(_DAY, _YMD, "⟦二〇二六年三月三日⟧"),),
    "date_with_leading_zero": (
        swap(_DAY, r"(\d{4})年(\d)月(\d{1,2})日", r"⟦\1年0\2月\3日⟧"),
        swap(_DAY, r"(\d{4})年(\d{1,2})月(\d)日", r"⟦\1年\2月0\3日⟧"),
    ),
    "date_with_short_year": (swap(_DAY, r"20(\d\d)年", r"⟦\1年⟧"),),
    "date_incomplete": (swap(_DAY, r"(\d{4}年\d{1,2}月)\d{1,2}日", r"⟦\1⟧"),),
    "date_missing": (only(_SENT, without(_DAY)),),
    "date_above_signature": (
        only(_SENT, swap(ANYWHERE, r"(?m)^(云岭县[^\n，。：]{2,40})\n(\d{4}年\d+月\d+日)$", r"⟦\2\n\1⟧")),
    ),
    "signature_missing": (only(_TO_ONE, without("signature")),),
    "addressees_missing": (only(_TO_ONE, without("addressees")),),
    "addressees_without_colon": (
        only(_SENT, swap(ANYWHERE, r"(?m)(?<=\n)([^\n。：]{3,60})：$(?=\n)", r"⟦\1，⟧")),
        only(_TO_ONE, swap(ANYWHERE, r"(?m)(?<=\n)([^\n。：]{3,60})：$(?=\n)", r"⟦\1:⟧")),
    ),
    "signatory_missing": (only(_UPWARD, swap(ANYWHERE, r"[ 　]*签发人：.+", "", missing=True)),),
    "signatory_of_one_organ_only": (swap(ANYWHERE, r"签发人：([一-龥]{2,3})　+[一-龥　]+", r"⟦签发人：\1⟧"),),
    "joint_order_differs": (
        swap("signature", r"(\S+?)　(\S+?)　(\S+)", r"⟦\3　\1　\2⟧"),
        swap("signature", r"(?m)^(\S+?)　(\S+)$", r"⟦\2　\1⟧"),
    ),
    "urgency_in_other_words": (
        swap("urgency", r".+", "⟦急件⟧"),
        only(_SENT, swap(ANYWHERE, _FIRST_LINE, "⟦紧急⟧\n")),
        only(_SENT, swap(ANYWHERE, _FIRST_LINE, "⟦平急⟧\n")),
    ),
    "copy_number_in_other_form": (
        only(_SENT, swap(ANYWHERE, r"\A(?!\d)", "⟦份号：12⟧\n")),
        swap("copy_number", r"\d+", "⟦0000127⟧"),
    ),
    "urgency_above_copy_number": (
        swap(ANYWHERE, r"\A(\d{6})\n(特急|加急)\n", r"⟦\2\n\1⟧\n"),
        only(_SENT, swap(ANYWHERE, r"\A(?!\d|特急|加急)", "⟦加急\n000031⟧\n")),
    ),
    "annex_note_with_closing_mark": (
        swap("annex_notes", r".+", r"⟦\g<0>。⟧"),
        swap("annex_notes", r".+", r"⟦\g<0>；⟧"),
    ),
    "annex_note_in_book_marks": (swap("annex_notes", r".+", r"⟦《\g<0>》⟧"),),
    "annex_notes_without_numbers": (swap(ANYWHERE, _TWO_NOTES, r"⟦附件：\1\n\2⟧"),),
    "annex_notes_with_other_numerals": (
        swap(ANYWHERE, _TWO_NOTES, r"⟦附件：一、\1\n二、\2⟧"),
        swap(ANYWHERE, _TWO_NOTES, r"⟦附件：1、\1\n2、\2⟧"),
    ),
    "annex_note_without_colon": (
        swap(ANYWHERE, r"(?m)^附件：(?=.)(.+)", r"⟦附件 \1⟧"),
        swap(ANYWHERE, r"(?m)^附件：(?=.)(.+)", r"⟦附件:\1⟧"),
    ),
    "annex_label_without_number": (swap(ANYWHERE, r"(?m)^附件1$", "⟦附件⟧"),),
    "annex_label_in_other_form": (
        swap(ANYWHERE, r"(?m)^(附件\d?)$", r"⟦\1：⟧"),
        swap(ANYWHERE, r"(?m)^附件1$", "⟦附件一⟧"),
    ),
    "annex_note_below_date": (
        swap(
            ANYWHERE,
            r"(?m)^(附件：.+(?:\n\d\..+)*)\n(云岭县.+\n\d{4}年\d+月\d+日)$",
            r"\2\n⟦\1⟧",
        ),
    ),
    "note_without_brackets": (
        swap(ANYWHERE, r"(?m)^（(此件.+|联系人：.+)）$", r"⟦\1⟧"),
        only(("通知", "通报", "意见"), line_after(_DAY, "⟦此件公开发布⟧")),
    ),
    "copies_without_full_stop": (swap(ANYWHERE, r"(?m)^(抄送：.+)。$", r"⟦\1⟧"),),
    "copies_with_old_label": (
        swap(ANYWHERE, r"(?m)^抄送：(.+)$", r"⟦抄报：\1⟧"),
        swap(ANYWHERE, r"(?m)^(?=抄送：)", "⟦主题词：农业　工作　通知⟧\n"),
    ),
    "copies_below_printing_office": (swap(ANYWHERE, r"(?m)^(抄送：.+)\n(.+印发)$", r"⟦\2\n\1⟧"),),
    "printing_date_in_other_form": (
        swap("imprint", _YMD, r"⟦\1.\2.\3⟧"),
        swap("imprint", _YMD, "⟦二〇二六年三月四日⟧"),
    ),
    "printing_date_without_its_word": (swap(ANYWHERE, r"(?m)^(.+\d日)印发$", r"⟦\1⟧"),),
    "printed_before_its_date": (swap("imprint", _YMD, r"⟦2026年1月3日⟧"),),
    "minutes_without_attendance": (
        only(("纪要",), swap(ANYWHERE, r"(?m)^(?:出席|列席|请假)：.+\n?", "", missing=True)),
    ),
}
