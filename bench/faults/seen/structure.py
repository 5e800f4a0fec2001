"""Wordings A of faults of structure."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, remark, sentence, swap
from bench.faults.injected import Way

_TWO_NOTES = r"(?m)^附件：1\.(.+)\n2\.(.+)$"
_SECOND = "（[一二三四五六七八九十]）"

WAYS: dict[str, tuple[Way, ...]] = {
    "level_skipped": (
        remark(_SECOND, "{n}."),
        remark(_SECOND, "（{n}）"),
    ),
    "level_begins_too_low": (swap(ANYWHERE, r"(?m)^一、(.+)(?=\n)", r"⟦（一）⟧\1"),),
    "number_left_out": (
        swap(ANYWHERE, r"(?m)^三、(?=.+\n(?![\s\S]*^四、))", "⟦四、⟧"),
        swap(ANYWHERE, r"(?m)^（二）(?=.+\n(?!（三）))", "⟦（三）⟧"),
    ),
    "number_used_twice": (
        swap(ANYWHERE, r"(?m)^三、(?=.+\n(?![\s\S]*^四、))", "⟦二、⟧"),
        swap(ANYWHERE, r"(?m)^（二）(?=.+\n(?!（三）))", "⟦（一）⟧"),
    ),
    "numbers_out_of_order": (swap(ANYWHERE, r"(?m)^（一）(.+)\n（二）", r"⟦（二）⟧\1\n（一）"),),
    "first_level_with_other_mark": (
        swap(ANYWHERE, r"(?m)^([一二三四])、", r"⟦\1，⟧"),
        swap(ANYWHERE, r"(?m)^([一二三四])、", r"⟦\1.⟧"),
    ),
    "bracketed_marker_with_comma": (
        swap(ANYWHERE, r"(?m)^(（[一二三四]）)", r"⟦\1、⟧"),
        swap(ANYWHERE, r"(?m)^(（\d）)", r"⟦\1、⟧"),
    ),
    "third_level_with_other_mark": (
        swap(ANYWHERE, r"(?m)^(\d)\.(?=[^\d\n]{1,6}$)", r"⟦\1、⟧"),
        sentence("\n⟦1、⟧摸清底数。县统计局提供基础数据。\n2.分类施策。各单位按照职责办理。"),
    ),
    "marker_in_half_width_brackets": (swap(ANYWHERE, r"(?m)^（([一二三四])）", r"⟦(\1)⟧"),),
    "heading_with_closing_mark": (
        swap(ANYWHERE, r"(?m)^([一二三四]、[^\n。；：]{2,20})$", r"⟦\1。⟧"),
        swap(ANYWHERE, r"(?m)^([一二三四]、[^\n。；：]{2,20})$", r"⟦\1：⟧"),
    ),
    "articles_out_of_order": (
        swap(ANYWHERE, r"(?m)^第二条(?=　)", "⟦第三条⟧"),
        swap(ANYWHERE, r"(?m)^第四条(?=　)", "⟦第三条⟧"),
    ),
    "annex_referred_to_missing": (
        sentence("具体名单见⟦附件6⟧。"),
        sentence("任务分工详见⟦附件4⟧。", where="start"),
    ),
    "annex_title_differs": (
        swap(ANYWHERE, r"(?m)(?<=^附件\n)(.+)(表|名单|数据)$", r"⟦\1汇总\2⟧"),
        swap(ANYWHERE, r"(?m)(?<=^附件[12]\n)(.+)$", r"⟦全县\1⟧"),
        swap("annex_notes", r".+", r"⟦\g<0>（征求意见稿）⟧"),
    ),
    "annex_note_without_annex": (swap(ANYWHERE, _TWO_NOTES, "附件：1.\\1\n2.\\2\n⟦3.联络员名单⟧"),),
    "annex_without_note": (swap(ANYWHERE, r"(?m)^附件：.+\n(?:\d\..+\n)*(?=云岭县)", "", missing=True),),
    "annexes_out_of_order": (
        swap(ANYWHERE, r"(?m)^附件1\n([\s\S]+?)^附件2\n([\s\S]+?)(?=^抄送|\Z)", r"⟦附件2⟧\n\2附件1\n\1"),
    ),
    "annex_numbers_not_consecutive": (swap(ANYWHERE, _TWO_NOTES, "附件：1.\\1\n⟦3.\\2⟧"),),
    "part_referred_to_missing": (
        sentence("验收标准按照⟦本通知第九部分⟧执行。"),
        sentence("⟦本文第十二部分⟧所列事项由各单位自行安排。"),
    ),
    "article_referred_to_missing": (
        swap(ANYWHERE, r"(?m)(?<=^第二条　)", "除⟦本规定第二十六条⟧另有规定外，"),
        swap(ANYWHERE, r"(?m)^(第[三四五]条　.+)$", r"\1违反⟦本规定第三十条⟧的，依法处理。"),
    ),
}
