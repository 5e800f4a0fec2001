"""Wordings B of faults of elements and their form."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, line_after, only, swap
from bench.faults.injected import Way

_NUMBER = "document_number"
_DATE = "document_date"
_PARTS = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_ORDINARY = ("通知", "请示", "报告", "函", "批复", "意见", "通报", "决定")
_ADDRESSED = ("请示", "报告", "函", "批复", "通知")
_LIST = r"(?m)^附件：1\.(.+)\n2\.(.+)$"
_ADDRESS_LINE = r"(?m)(?<=[示告函复知见报定]\n)([^\n。：]{3,60})：$"

WAYS: dict[str, tuple[Way, ...]] = {
    "number_year_in_other_brackets": (
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦【\1】⟧"),
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦［\1］⟧"),
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦(\1)⟧"),
    ),
    "number_with_ordinal_word": (swap(_NUMBER, r"〔(\d{4})〕(\d+)号", r"⟦〔\1〕第 \2 号⟧"),),
    "number_with_leading_zero": (
        swap(_NUMBER, r"〕(\d{1,2})号", r"〕⟦０\1号⟧"),
        swap(_NUMBER, r"〕(\d+)号", r"〕⟦000\1号⟧"),
    ),
    "number_with_short_year": (
        swap(_NUMBER, r"〔20(\d\d)〕(\d+)号", r"⟦〔\1〕\2号⟧"),
        swap(_NUMBER, r"〔20(\d\d)〕(\d+)号", r"⟦(’\1)\2号⟧"),
    ),
    "number_in_hanzi": (
        swap(_NUMBER, r"〕\d+号", "〕⟦十五号⟧"),
        swap(_NUMBER, r"〔\d{4}〕", "⟦〔二○二六〕⟧"),
    ),
    "number_without_its_word": (
        swap(_NUMBER, r"〔(\d{4})〕(\d+)号", r"⟦〔\1〕\2文⟧"),
        swap(_NUMBER, r"〔(\d{4})〕(\d+)号", r"⟦〔\1〕\2期⟧"),
    ),
    "number_missing": (
        only(
            _ORDINARY,
            swap(ANYWHERE, r"(?m)(?<=\n)[^\n《》]+〔\d{4}〕\d+号(?=　+签发人|\n)", "", missing=True),
        ),
    ),
    "order_numbered_by_year": (swap(ANYWHERE, r"(?m)^第(\d+)号$(?=\n《)", r"⟦〔2026〕第\1号⟧"),),
    "title_missing": (only(_ADDRESSED, swap("title", r"(?s).+", "⟦云岭县行政文书⟧")),),
    "title_without_genre": (
        only(_ORDINARY, swap("title", r"(?s)(.+)的[^的]+$", r"⟦\1事宜⟧")),
        only(_ORDINARY, swap("title", r"(?s)(.+)的[^的]+$", r"⟦\1情况⟧")),
    ),
    "title_without_issuer": (
        only(_ORDINARY, swap("title", r"(?s).*?关于(.+)", r"⟦有关\1⟧")),
        only(_ADDRESSED, swap("title", r"(?s).*?关于(.+)的([^的]+)", r"⟦\1的\2⟧")),
    ),
    "title_without_subject": (
        only(_ADDRESSED, swap("title", r"(?s).+的([^的]+)", r"⟦\1⟧")),
        only(_ORDINARY, swap("title", r"(?s)(.*?)关于.+的([^的]+)", r"⟦\1的\2⟧")),
    ),
    "title_with_closing_mark": (
        only(_ORDINARY, swap("title", r"(?s).+", r"⟦\g<0>！⟧")),
        only(_ADDRESSED, swap("title", r"(?s).+", r"⟦\g<0>.⟧")),
    ),
    "issuer_differs": (
        only(_ORDINARY, swap("issuer_mark", r"\A.+$|^.+$", "⟦云岭县文化和旅游局文件⟧")),
        only(_ADDRESSED, swap("signature", r".+", "⟦中共云岭县委宣传部⟧")),
    ),
    "date_in_other_form": (
        swap(_DATE, _PARTS, r"⟦\1/\2/\3⟧"),
        swap(_DATE, _PARTS, r"⟦\1．\2．\3⟧"),
        swap(_DATE, _PARTS, r"⟦\1年\2月\3号⟧"),
    ),
    "date_in_hanzi": (
        swap(_DATE, _PARTS, "⟦二○二六年五月十九日⟧"),
        swap(_DATE, _PARTS, "⟦二零二六年十一月二十日⟧"),
    ),
    "date_with_leading_zero": (
        swap(_DATE, r"(\d{4})年(\d)月(\d)日", r"⟦\1年0\2月0\3日⟧"),
        swap(_DATE, r"(\d{4})年(\d)月(\d{2})日", r"⟦\1年０\2月\3日⟧"),
    ),
    "date_with_short_year": (
        swap(_DATE, r"20(\d\d年\d+月\d+日)", r"⟦’\1⟧"),
        swap(_DATE, r"20(\d\d)年(\d+)月(\d+)日", r"⟦\1.\2.\3⟧"),
    ),
    "date_incomplete": (
        swap(_DATE, r"(\d{4}年\d{1,2}月)\d{1,2}日", r"⟦\1　日⟧"),
        swap(_DATE, r"\d{4}年(\d{1,2}月\d{1,2}日)", r"⟦\1⟧"),
    ),
    "date_missing": (
        only(
            _ADDRESSED,
            swap(ANYWHERE, r"(?m)^(云岭县[^\n，。：]{2,40})\n\d{4}年\d+月\d+日$", r"\1", missing=True),
        ),
    ),
    "date_above_signature": (
        only(_ORDINARY, swap(ANYWHERE, r"(?m)^(云岭县[^\n，。：]{2,40})\n(\d{4}年\d+月\d+日)$", r"⟦\2　\1⟧")),
    ),
    "signature_missing": (
        only(
            ("请示", "报告", "函", "批复"),
            swap(
                ANYWHERE,
                r"(?m)(?<=\n)云岭县[^\n，。：]{2,40}\n(\d{4}年\d+月\d+日)$",
                r"（盖章）\n\1",
                missing=True,
            ),
        ),
    ),
    "addressees_missing": (only(_ADDRESSED, swap(ANYWHERE, _ADDRESS_LINE + r"\n", "", missing=True)),),
    "addressees_without_colon": (
        only(_ORDINARY, swap(ANYWHERE, _ADDRESS_LINE, r"⟦\1⟧")),
        only(_ORDINARY, swap(ANYWHERE, _ADDRESS_LINE, r"⟦\1；⟧")),
        only(_ORDINARY, swap(ANYWHERE, _ADDRESS_LINE, r"⟦\1。⟧")),
    ),
    "signatory_missing": (
        only(("请示", "报告"), swap(ANYWHERE, r"[ 　]*签发人：.+", "　　", missing=True)),
        only(("请示", "报告"), swap(ANYWHERE, r"签发人：.+", "⟦签发人：⟧")),
    ),
    "signatory_of_one_organ_only": (swap(ANYWHERE, r"签发人：[一-龥]{2,3}　+([一-龥　]+)", r"⟦签发人：\1⟧"),),
    "joint_order_differs": (
        swap("signature", r"(\S+?)　(\S+?)　(\S+)", r"⟦\2\n\1\n\3⟧"),
        swap("signature", r"(?m)^(\S+?)　(\S+)$", r"⟦\2\n\1⟧"),
    ),
    "urgency_in_other_words": (
        swap("urgency", r".+", "⟦火急⟧"),
        only(_ORDINARY, swap(ANYWHERE, r"\A(?=.)", "⟦特提⟧\n")),
        only(_ORDINARY, swap(ANYWHERE, r"\A(?=.)", "⟦紧急程度：急⟧\n")),
    ),
    "copy_number_in_other_form": (
        only(_ORDINARY, swap(ANYWHERE, r"\A(?!\d)", "⟦第15份⟧\n")),
        only(_ORDINARY, swap(ANYWHERE, r"\A(?!\d)", "⟦No.27⟧\n")),
        swap("copy_number", r"\d+", "⟦127⟧"),
    ),
    "urgency_above_copy_number": (
        swap(ANYWHERE, r"\A(\d{6})\n(?:特急|加急)\n", r"⟦加急\n\1⟧\n"),
        only(_ORDINARY, swap(ANYWHERE, r"\A(?!\d|特急|加急)", "⟦特急\n000208⟧\n")),
    ),
    "annex_note_with_closing_mark": (
        swap("annex_notes", r".+", r"⟦\g<0>，⟧"),
        swap("annex_notes", r".+", r"⟦\g<0>.⟧"),
        swap(ANYWHERE, _LIST, r"⟦附件：1.\1；\n2.\2。⟧"),
    ),
    "annex_note_in_book_marks": (
        swap(ANYWHERE, r"(?m)^附件：([^\d\n]+)$", r"附件：⟦《\1》（1份）⟧"),
        swap(ANYWHERE, _LIST, r"⟦附件：1.《\1》\n2.《\2》⟧"),
    ),
    "annex_notes_without_numbers": (swap(ANYWHERE, _LIST, r"⟦附件：\2\n\1⟧"),),
    "annex_notes_with_other_numerals": (
        swap(ANYWHERE, _LIST, r"⟦附件：（1）\1\n（2）\2⟧"),
        swap(ANYWHERE, _LIST, r"⟦附件：①\1\n②\2⟧"),
        swap(ANYWHERE, _LIST, r"⟦附件：(1)\1\n(2)\2⟧"),
    ),
    "annex_note_without_colon": (
        swap(ANYWHERE, r"(?m)^附件：(?=.)(.+)", r"⟦附件\1⟧"),
        swap(ANYWHERE, r"(?m)^附件：(?=.)(.+)", r"⟦附件、\1⟧"),
    ),
    "annex_label_without_number": (swap(ANYWHERE, r"(?m)^附件2$", "⟦附件⟧"),),
    "annex_label_in_other_form": (
        swap(ANYWHERE, r"(?m)^附件2$", "⟦附件二⟧"),
        swap(ANYWHERE, r"(?m)^(附件\d?)$", r"⟦\1:⟧"),
        swap(ANYWHERE, r"(?m)^附件(\d?)$", r"⟦附表\1⟧"),
    ),
    "annex_note_below_date": (
        swap(
            ANYWHERE,
            r"(?m)^(附件：.+(?:\n\d\..+)*)\n(云岭县[^\n]+)\n(\d{4}年\d+月\d+日)$",
            r"\2\n⟦\1⟧\n\3",
        ),
        swap(
            ANYWHERE,
            r"(?m)^(附件：.+(?:\n\d\..+)*)\n((?:云岭县[^\n]+)\n\d{4}年\d+月\d+日\n（.+）)$(?=\n附件)",
            r"\2\n⟦\1⟧",
        ),
    ),
    "note_without_brackets": (
        swap(ANYWHERE, r"(?m)^（(此件.+|联系人：.+)）$", r"⟦附注：\1⟧"),
        swap(ANYWHERE, r"(?m)^（(此件.+|联系人：.+)）$", r"⟦【\1】⟧"),
        only(("通知", "通报", "决定"), line_after(_DATE, "⟦此件发至乡镇⟧")),
    ),
    "copies_without_full_stop": (
        swap(ANYWHERE, r"(?m)^(抄送：.+)。$", r"⟦\1；⟧"),
        swap(ANYWHERE, r"(?m)^(抄送：.+)。$", r"⟦\1，⟧"),
        only(("请示", "报告", "函"), line_after(_DATE, "⟦抄送：县财政局⟧")),
    ),
    "copies_with_old_label": (
        swap(ANYWHERE, r"(?m)^抄送：(.+)$", r"⟦抄 报：\1⟧"),
        swap(ANYWHERE, r"(?m)^(?=抄送：)", "⟦主题词：安全　管理　意见⟧\n"),
        swap(ANYWHERE, r"(?m)^抄送：([^，]+)，(.+)$", r"⟦抄报：\1。⟧\n抄送：\2"),
    ),
    "copies_below_printing_office": (
        only(_ORDINARY, swap(ANYWHERE, r"(?m)^(.+印发)$(?!\n)", r"⟦\1\n抄送：县档案馆。⟧")),
    ),
    "printing_date_in_other_form": (
        swap("imprint", _PARTS, r"⟦\1/\2/\3⟧"),
        swap("imprint", r"(\d{4})年(\d)月(\d)日", r"⟦\1年0\2月0\3日⟧"),
        swap("imprint", r"20(\d\d年\d+月\d+日)", r"⟦\1⟧"),
    ),
    "printing_date_without_its_word": (
        swap(ANYWHERE, r"(?m)^(.+\d日)印发$", r"⟦\1印⟧"),
        swap(ANYWHERE, r"(?m)^(.+\d日)印发$", r"⟦\1发⟧"),
    ),
    "printed_before_its_date": (swap("imprint", _PARTS, r"⟦2025年12月30日⟧"),),
    "minutes_without_attendance": (only(("纪要",), swap(ANYWHERE, r"(?m)^出席(：.+)", r"⟦参会人员\1⟧")),),
}
