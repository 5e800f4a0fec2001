"""Wordings B of faults of structure."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, paragraph, remark, sentence, swap
from bench.faults.injected import Way

_LIST = r"(?m)^附件：1\.(.+)\n2\.(.+)$"
_HANZI_BRACKETS = "（[一二三四五六七八九十]）"

WAYS: dict[str, tuple[Way, ...]] = {
    "level_skipped": (
        paragraph("⟦（1）⟧入户核查。核查人员两人一组。\n（2）汇总上报。数据由村级统一上报。"),
        swap(ANYWHERE, r"(?m)^1\.(选址|运营)$", r"⟦（1）⟧\1"),
        remark(_HANZI_BRACKETS, "{n}．"),
    ),
    "level_begins_too_low": (
        swap(ANYWHERE, r"(?m)^一、(.+)(?=\n)", r"⟦1.⟧\1"),
        swap(ANYWHERE, r"(?m)^一、(.+)(?=\n)", r"⟦（1）⟧\1"),
    ),
    "number_left_out": (
        swap(ANYWHERE, r"(?m)^二、", "⟦三、⟧"),
        swap(ANYWHERE, r"(?m)^（三）(?=.+\n(?!（四）))", "⟦（五）⟧"),
        swap(ANYWHERE, r"(?m)^2\.(?=[^\n]{2,12}$)", "⟦3.⟧"),
    ),
    "number_used_twice": (
        swap(ANYWHERE, r"(?m)^二、", "⟦一、⟧"),
        swap(ANYWHERE, r"(?m)^（三）", "⟦（二）⟧"),
        swap(ANYWHERE, r"(?m)^2\.(?=[^\n]{2,12}$)", "⟦1.⟧"),
    ),
    "numbers_out_of_order": (
        swap(ANYWHERE, r"(?m)^二、([\s\S]+?)^三、", r"⟦三、⟧\1二、"),
        swap(ANYWHERE, r"(?m)^（二）(.+)\n（三）", r"⟦（三）⟧\1\n（二）"),
    ),
    "first_level_with_other_mark": (
        swap(ANYWHERE, r"(?m)^([一二三四])、", r"⟦\1：⟧"),
        swap(ANYWHERE, r"(?m)^([一二三四])、", r"⟦\1．⟧"),
        swap(ANYWHERE, r"(?m)^([一二三四])、", r"⟦\1,⟧"),
    ),
    "bracketed_marker_with_comma": (
        swap(ANYWHERE, r"(?m)^(（[一二三四]）)", r"⟦\1，⟧"),
        swap(ANYWHERE, r"(?m)^(（[一二三四]）)", r"⟦\1.⟧"),
    ),
    "third_level_with_other_mark": (
        swap(ANYWHERE, r"(?m)^(\d)\.(?=[^\d\n]{1,6}$)", r"⟦\1）⟧"),
        swap(ANYWHERE, r"(?m)^(\d)\.(?=[^\d\n]{1,6}$)", r"⟦\1，⟧"),
        paragraph("⟦1、⟧公告。在村务公开栏张贴。\n⟦2、⟧复核。对异议逐一核实。"),
    ),
    "marker_in_half_width_brackets": (
        swap(ANYWHERE, r"(?m)^（(\d)）", r"⟦(\1)⟧"),
        swap(ANYWHERE, r"(?m)^（([一二三四])）", r"⟦（\1)⟧"),
    ),
    "heading_with_closing_mark": (
        swap(ANYWHERE, r"(?m)^([一二三四]、[^\n。；：]{2,20})$", r"⟦\1；⟧"),
        swap(ANYWHERE, r"(?m)^(\d\.[^\n。；：]{2,12})$", r"⟦\1。⟧"),
        swap(ANYWHERE, r"(?m)^([一二三四]、[^\n。；：]{2,20})$", r"⟦\1，⟧"),
    ),
    "articles_out_of_order": (
        swap(ANYWHERE, r"(?m)^第二条(?=　)", "⟦第一条⟧"),
        swap(ANYWHERE, r"(?m)^第三条(　[\s\S]+?)^第四条(?=　)", r"⟦第四条⟧\1第三条"),
    ),
    "annex_referred_to_missing": (
        sentence("填表时请使用统一样式（⟦见附件5⟧）。"),
        paragraph("有关表格格式请参照⟦附件3⟧。"),
        sentence("⟦附件七⟧所列物资由县级统一调配。"),
    ),
    "annex_title_differs": (
        swap(ANYWHERE, r"(?m)(?<=^附件\n)(.{4,})$", r"⟦\1（修订）⟧"),
        swap("annex_notes", r"(.+?)(清单|名单|表|数据)$", r"⟦\1\2及说明⟧"),
        swap(ANYWHERE, r"(?m)(?<=^附件\n)20\d\d年(.+)$", r"⟦\1⟧"),
    ),
    "annex_note_without_annex": (
        swap(ANYWHERE, _LIST + r"([\s\S]+?)^附件2\n[\s\S]+?(?=^抄送|\Z)", "附件：1.\\1\n⟦2.\\2⟧\\3"),
        swap(ANYWHERE, r"(?m)^附件：([^\d\n]{4,})$", "附件：1.\\1\n⟦2.工作流程图⟧"),
    ),
    "annex_without_note": (
        swap(ANYWHERE, r"(?m)(?<=\n)(抄送：.+\n.+印发)$", "⟦附件3⟧\n联络员登记表\n姓名\t单位\n\\1"),
        swap(
            ANYWHERE,
            r"(?m)^附件：[^\d\n].+\n(?=云岭县)",
            "",
            missing=True,
        ),
    ),
    "annexes_out_of_order": (swap(ANYWHERE, _LIST, "附件：1.⟦\\2\n2.\\1⟧"),),
    "annex_numbers_not_consecutive": (
        swap(ANYWHERE, _LIST, "附件：1.\\1\n⟦1.\\2⟧"),
        swap(ANYWHERE, _LIST, "附件：⟦2.\\1⟧\n3.\\2"),
    ),
    "part_referred_to_missing": (
        sentence("对照⟦第八部分⟧的要求逐项落实。", where="start"),
        paragraph("前述⟦第十条⟧第（三）项所列单位由主管部门督促落实。"),
    ),
    "article_referred_to_missing": (
        swap(ANYWHERE, r"(?m)^(第[二三四五]条　.+)$", r"\1具体办法依照⟦第四十一条⟧确定。"),
        swap(ANYWHERE, r"(?m)(?<=^第三条　)", "依照⟦本办法第五十条⟧的规定，"),
    ),
}
