"""Wordings B of faults of language."""

from __future__ import annotations

from bench.faults.editing import BODY, paragraph, sentence, swap
from bench.faults.injected import Way
from bench.faults.unseen.words import BY_SOUND, CHARACTER


def _first(*texts: str) -> tuple[Way, ...]:
    return tuple(sentence(text, where="start") for text in texts)


def _apart(*texts: str) -> tuple[Way, ...]:
    return tuple(paragraph(text, before=True) for text in texts)


WAYS: dict[str, tuple[Way, ...]] = {
    "half_width_mark": (
        swap(BODY, r"(?<=[一-鿿])：(?=[一-鿿])", r"⟦:⟧"),
        swap(BODY, r"(?<=[一-鿿])、(?=[一-鿿])", r"⟦,⟧"),
        *_apart("本轮抽查覆盖面不低于两成⟦.⟧抽查结果纳入年度考核。", "是否需要增派力量⟦?⟧由带班领导决定。"),
    ),
    "doubled_mark": (
        swap(BODY, r"(?<=[一-鿿])、(?=[一-鿿])", r"⟦、、⟧"),
        swap(BODY, r"(?<=[一-鿿])；(?=[一-鿿])", r"⟦；；⟧"),
        *_first("遇有异常情况立即上报⟦。，⟧不得迟报。"),
    ),
    "unpaired_quotation_mark": (
        *_first("突出抓好⟦‘⟧一老一小服务。"),
        *_apart("全面推行⟦“⟧首问负责制和限时办结制，做到有诉必应。", "开展“回头看⟦“⟧，巩固整治成果。"),
    ),
    "unpaired_bracket": (
        *_first("报名材料一式两份⟦（⟧含电子版，逾期不予受理。"),
        *_apart("经办人员应当核对证照原件、复印件⟦〕⟧并签名。", "⟦(⟧不含县属国有企业的，另行部署。"),
    ),
    "unpaired_title_mark": _apart(
        "各单位要组织学习⟦《⟧保障农民工工资支付条例，做到应知应会。",
        "现行收费标准按省发展改革委关于供水价格的通知⟦》⟧确定。",
        "对照《安全生产法⟦《⟧逐条自查。",
    ),
    "nested_quotation_marks_alike": _apart(
        "一位村民说：⟦“自从有了“流动服务车”，不出村就能办社保。”⟧",
        "标语统一为⟦“争做“文明有礼”云岭人”⟧。",
    ),
    "title_marks_on_what_is_no_work": _first(
        "申请人应提交⟦《居民身份证》⟧复印件。",
        "获得⟦《五一劳动奖章》⟧的职工优先推荐。",
        "选派业务骨干参加⟦《基层治理培训班》⟧。",
        "办理⟦《营业执照》⟧时一并采集联系方式。",
    ),
    "enumeration_comma_between_titles": (
        *_apart(
            "省里先后出台了《关于加强农村供水管理的意见》⟦、⟧《农村供水水质监测办法》。",
        ),
        *_first("深入开展“大走访”⟦、⟧“大排查”，切实化解矛盾。"),
    ),
    "enumeration_comma_before_and": _first(
        "对困难老人、孤儿⟦、以及⟧残疾人逐户走访。",
        "包括粮油、蔬菜、药品⟦、等等⟧必需物资。",
        "公安、交通运输⟦、与⟧城管部门联合执法。",
        "道路、桥梁⟦、或⟧隧道发生塌方的，立即封闭。",
    ),
    "enumeration_comma_in_rough_number": _first(
        "培训班预计有⟦六、七⟧十人参加。",
        "这类情况一年发生⟦两、三⟧次。",
        "邻近⟦四、五⟧个村联合用工。",
    ),
    "ordinal_with_enumeration_comma": _apart(
        "其次⟦、⟧要抓住关键环节，压减办理时限。",
        "第二⟦、⟧资金拨付不及时，影响了施工进度。",
        "最后⟦、⟧要严明纪律，确保数据真实。",
    ),
    "ellipsis_in_wrong_form": _apart(
        "矿山、危化品、消防、燃气⟦。。。⟧各领域都要排查。",
        "产业发展、基础设施、公共服务⟦……等⟧方面均有提升。",
        "通过广播、短信、微信群⟦···⟧多渠道发布预警。",
    ),
    "dash_in_wrong_form": _first(
        "云岭⟦--⟧石门公路全线贯通。",
        "最突出的短板⟦-⟧管护经费不足仍未解决。",
        "工期为3月1日⟦———⟧5月31日。",
    ),
    "colon_inside_colon": _apart(
        "会议听取了以下汇报⟦：⟧县水利局汇报：春灌准备工作已经就绪；县财政局汇报：资金已经下达。",
        "现就有关要求通知如下⟦：⟧总的原则是：先急后缓、分类处置。",
    ),
    "numerals_mixed": _first(
        "全年接待来访群众⟦4千6百⟧人次。",
        "节约资金⟦1百20⟧万元。",
        "每亩增收⟦3百来⟧元。",
    ),
    "rough_number_twice": _apart(
        "每户平均奖补⟦大约2000元上下⟧。",
        "排队等候时间⟦不到10分钟以内⟧。",
        "平均每天⟦将近60多⟧人前来咨询。",
        "全县⟦约有1200余⟧名志愿者参与服务。",
    ),
    "rough_number_in_arabic": _first(
        "现场调解一般用⟦2、3⟧个小时。",
        "这批学员大多⟦17、8⟧岁。",
    ),
    "year_of_two_digits": _apart(
        "截至⟦24年底⟧，全县共有养老机构12家。",
        "⟦19至23年⟧财政累计投入6800万元。",
    ),
    "year_with_wrong_zero": _apart(
        "本规划期限为⟦二零二六年⟧至二〇三〇年。",
        "自⟦二0二六年⟧一月一日起停止收取。",
    ),
    "full_width_digit": _apart(
        "咨询电话：⟦０７３６⟧—5280012。",
        "第⟦２⟧季度开展中期评估。",
        "抽查合格率达到⟦９８％⟧。",
    ),
    "range_without_its_unit": _apart(
        "居民用水价格涨幅控制在⟦3—5%⟧以内。",
        "受益人口⟦2～3万人⟧。",
    ),
    "date_numerals_mixed": _first(
        "首轮督查从⟦5月十日⟧开始。",
        "培训班于⟦二〇二六年7月⟧结业。",
    ),
    "lessened_by_times": _first(
        "投诉量同比⟦减少1.5倍⟧。",
        "企业开办成本⟦降低了一倍⟧。",
    ),
    "wrong_word_by_sound": _apart(*BY_SOUND),
    "wrong_character": _apart(*CHARACTER),
    "character_twice": (
        *_first(
            "这次抽查的结果⟦将将⟧作为评先依据。",
            "各村⟦要要⟧落实专人负责。",
            "重点解决群众⟦关心关心⟧的问题。",
            "财政部门⟦及时及时⟧拨付资金。",
        ),
        swap(BODY, r"(?<=[一-鿿])的(?=[一-鿿])", r"⟦的的⟧"),
    ),
    "day_that_is_not": _apart(
        "自⟦4月31日⟧起实行夏季作息。",
        "⟦2027年2月29日⟧前完成换届。",
        "供水时段为每日6时至⟦24时30分⟧。",
        "预计⟦9月31日⟧全面完工，逾期追责。",
        "答辩时间为上午⟦9时75分⟧。",
    ),
    "weekday_that_does_not_fit": _first(
        "兹定于⟦2026年6月3日（星期日）⟧上午召开推进会。",
        "请于⟦2026年9月1日（周五）⟧前返回回执。",
        "⟦2026年10月15日星期一⟧组织现场观摩。",
    ),
    "sum_that_does_not_add_up": _apart(
        "单位\t编制数\t实有人数\n县水利局\t46\t41\n县林业局\t38\t35\n县气象局\t12\t12\n合计\t⟦86⟧\t88",
        "支出项目\t预算数（元）\n培训资料\t12,500\n场地租赁\t8,000\n师资费用\t24,000\n合计\t⟦45,500⟧",
        "序号\t村别\t面积（亩）\n1\t高桥村\t320.5\n2\t柳林村\t415\n3\t白石村\t288.5\n\t小计\t⟦1124⟧",
    ),
    "count_that_does_not_match": _apart(
        "必须牢牢把握⟦四个原则⟧，即：坚持属地管理、坚持分级负责、坚持预防为主。",
        "突出抓好⟦两项任务⟧：\n（一）摸清家底。对存量资产逐一登记。\n（二）盘活资源。对闲置房屋公开招租。\n（三）规范处置。严格审批程序。",
        "成因主要有⟦五点⟧：第一，雨量集中；第二，排水不畅；第三，巡查不力；第四，处置迟缓。",
        "要做到⟦“三个到位”⟧：责任到位、措施到位、资金到位、督查到位。",
    ),
    "organ_written_two_ways": _apart(
        "县卫生健康局牵头制定方案，医疗机构执行情况由⟦县卫生和健康局⟧考核。",
        "申请材料交县退役军人事务局，⟦县退役军人局⟧五日内办结。",
        "云岭县市场监督管理局负责抽检，结果由⟦云岭县市场监督局⟧公布。",
        "请县文化旅游广电体育局提供场地，⟦县文化旅游广播电视体育局⟧负责布展。",
    ),
}
