"""Wordings A of faults of language."""

from __future__ import annotations

from bench.faults.editing import BODY, paragraph, sentence, swap
from bench.faults.injected import Way
from bench.faults.seen.words import BY_SOUND, CHARACTER


def _sentences(*texts: str) -> tuple[Way, ...]:
    return tuple(sentence(text) for text in texts)


def _paragraphs(*texts: str) -> tuple[Way, ...]:
    return tuple(paragraph(text) for text in texts)


WAYS: dict[str, tuple[Way, ...]] = {
    "half_width_mark": (
        swap(BODY, r"(?<=[一-鿿])，(?=[一-鿿])", r"⟦,⟧"),
        swap(BODY, r"(?<=[一-鿿])；(?=[一-鿿])", r"⟦;⟧"),
        *_sentences("具体名单见附表⟦(⟧不含驻县单位)。", "联系人⟦:⟧县政府办公室秘书股。"),
    ),
    "doubled_mark": (
        swap(BODY, r"(?<=[一-鿿])。$", r"⟦。。⟧"),
        swap(BODY, r"(?<=[一-鿿])，(?=[一-鿿])", r"⟦，，⟧"),
        *_sentences("各乡镇要加强领导⟦，。⟧"),
    ),
    "unpaired_quotation_mark": (
        *_sentences("认真落实⟦“⟧放管服改革要求。", "推进一网通办⟦”⟧提质增效。"),
        *_paragraphs("各乡镇要围绕⟦“⟧两不愁三保障目标，逐户摸清底数。"),
    ),
    "unpaired_bracket": _sentences(
        "请各乡镇⟦（⟧街道于4月10日前完成自查。",
        "专项检查由县水利局、县应急管理局⟦）⟧共同实施。",
    ),
    "unpaired_title_mark": _sentences(
        "依照⟦《⟧中华人民共和国水法有关规定执行。",
        "有关要求见中华人民共和国防洪法⟦》⟧第三章。",
    ),
    "nested_quotation_marks_alike": _sentences(
        "群众反映：⟦“村里通了“连心渠”以后，浇地方便多了。”⟧",
        "会议强调，⟦“要把“民生水”这件事办好”⟧。",
    ),
    "title_marks_on_what_is_no_work": _sentences(
        "从业人员应当持有⟦《健康证》⟧上岗。",
        "对成绩突出的集体颁发⟦《先进集体奖》⟧。",
        "积极开展⟦《安全生产月》⟧活动。",
    ),
    "enumeration_comma_between_titles": _sentences(
        "认真学习《中华人民共和国水法》⟦、⟧《中华人民共和国防洪法》。",
        "坚持“先生活”⟦、⟧“后生产”的用水次序。",
    ),
    "enumeration_comma_before_and": _sentences(
        "组织水利、农业⟦、和⟧应急部门开展联合检查。",
        "对渠道、涵闸、泵站⟦、等⟧设施全面检修。",
        "县水利局、县财政局⟦、及⟧各乡镇按职责分工落实。",
    ),
    "enumeration_comma_in_rough_number": _sentences(
        "维修工期大约需要⟦三、四⟧天。",
        "每村安排⟦七、八⟧名护渠员。",
    ),
    "ordinal_with_enumeration_comma": _sentences(
        "第一⟦、⟧要压实管护责任；第二，要保障经费。",
        "首先⟦、⟧要把渠道底数摸清。",
    ),
    "ellipsis_in_wrong_form": _sentences(
        "重点检查渠道、涵闸、泵站⟦…⟧",
        "配齐铁锹、编织袋、救生衣⟦等……⟧。",
        "对闸门、启闭机、观测设施⟦......⟧逐一检修。",
    ),
    "dash_in_wrong_form": _sentences(
        "实施时间为2026年3月⟦--⟧2026年6月。",
        "全县最大的灌区⟦--⟧清溪灌区已经通水。",
    ),
    "colon_inside_colon": _sentences(
        "会议明确⟦：⟧下一步重点抓好两件事：一是清淤，二是调水。",
    ),
    "numerals_mixed": _sentences(
        "共清理渠道⟦3千5百⟧米。",
        "涉及群众⟦2百多⟧户。",
    ),
    "rough_number_twice": _sentences(
        "受益农田⟦约8000亩左右⟧。",
        "参加集中劳动的群众⟦近300余⟧人次。",
        "拨付资金⟦超过50万元以上⟧。",
    ),
    "rough_number_in_arabic": _sentences(
        "每个小组由⟦3、4⟧人组成。",
        "汛期前还有⟦5、6⟧十天时间。",
    ),
    "year_of_two_digits": _sentences(
        "⟦25年⟧全县完成高标准农田建设2万亩。",
        "用水效率比⟦24年⟧明显提高。",
    ),
    "year_with_wrong_zero": _sentences(
        "该办法自⟦二零二六年⟧起施行。",
        "⟦二O二五年⟧冬修任务已经完成。",
    ),
    "full_width_digit": _sentences(
        "共排查隐患⟦３７⟧处。",
        "水位上涨至⟦１２．５⟧米。",
    ),
    "range_without_its_unit": _sentences(
        "用水量下降⟦10～15%⟧。",
        "每个项目补助⟦3～5万元⟧。",
    ),
    "date_numerals_mixed": _sentences(
        "验收工作于⟦2026年四月15日⟧前完成。",
        "首批设备于⟦三月6日⟧运抵。",
    ),
    "lessened_by_times": _sentences(
        "渠道渗漏量比改造前⟦下降了2倍⟧。",
        "办理时限⟦缩短了3倍⟧。",
    ),
    "wrong_word_by_sound": _sentences(*BY_SOUND),
    "wrong_character": _sentences(*CHARACTER),
    "character_twice": (
        *_sentences(
            "各乡镇要切实加强对渠道⟦的的⟧管护。",
            "请对照清单⟦进行进行⟧自查。",
            "县水利局已经完成⟦了了⟧方案编制。",
            "抓好春灌期间⟦供水供水⟧工作。",
        ),
        swap(BODY, r"(?<=[一-鿿])(做好|加强|开展|组织)(?=[一-鿿])", r"⟦\1\1⟧"),
    ),
    "day_that_is_not": _sentences(
        "请于⟦2026年2月30日⟧前报送。",
        "演练定于⟦6月31日⟧举行。",
        "会议于当日⟦25时⟧结束。",
        "工程计划于⟦2026年13月⟧完工。",
    ),
    "weekday_that_does_not_fit": _sentences(
        "联席会议定于⟦2026年4月8日（星期五）⟧召开。",
        "⟦2026年5月12日（周一）⟧开展集中宣传。",
    ),
    "sum_that_does_not_add_up": _paragraphs(
        "乡镇\t渠道（公里）\n清溪镇\t12\n石门镇\t18\n青山乡\t9\n合计\t⟦41⟧",
        "项目\t金额（万元）\n渠道清淤\t35.5\n闸门维修\t20\n泵站改造\t44.5\n合计\t⟦110⟧",
        "村名\t户数\t人口\n上河村\t210\t803\n下河村\t188\t690\n总计\t398\t⟦1593⟧",
    ),
    "count_that_does_not_match": (
        *_sentences(
            "要做好以下⟦三个方面⟧工作：一是清淤，二是调水，三是管护，四是宣传。",
            "重点落实⟦四项措施⟧：（1）巡渠；（2）清障；（3）限时供水。",
        ),
        *_paragraphs(
            "检查中发现以下⟦三个问题⟧：\n一是责任不清。部分渠道没有明确管护人。\n二是经费不足。维修资金没有列入预算。",
        ),
    ),
    "organ_written_two_ways": _sentences(
        "名单报县农业农村局审核，⟦县农业和农村局⟧于三日内反馈。",
        "由县人力资源和社会保障局组织培训，⟦县人力资源社会保障局⟧发给证书。",
        "县发展和改革局会同有关单位核定投资，⟦县发展改革局⟧下达计划。",
    ),
}
