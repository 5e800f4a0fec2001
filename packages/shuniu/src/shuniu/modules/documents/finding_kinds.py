"""The one table of kinds of findings: what 核稿, 退稿, 复核 and the 退文 of a receiver find in a document. Pure."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, str]] = {
    "grounds": ("行文理由、依据不充分", "GW-11"),
    "content": ("内容与政策不衔接", "GW-11"),
    "agreed": ("会签缺失、未协商一致", "GW-10"),
    "level": ("越级行文", "GW-20"),
    "addressees": ("多头主送", "GW-21"),
    "carried": ("夹带请示", "GW-24"),
    "standing": ("行文主体、权限不符", "GW-29"),
    "genre": ("文种不当", "GW-11"),
    "form": ("格式不规范", "GW-11"),
    "facts": ("事实、数据差错", "GW-11"),
    "wording": ("文字差错", "GW-11"),
    "annexes": ("附件缺失或者不符", "GW-11"),
    "overdue": ("逾期报送", "GW-11"),
    "too_long": ("篇幅过长", "JW-03"),
    "burden": ("增加基层负担", "JW-05"),
    "other": ("其他", "GW-11"),
}
"""The kinds of findings, once for 核稿, 退稿, 复核 and 退文: how each is said, and the rule it is measured by."""

OF_RULES: Mapping[str, str] = {
    "GW-20": "level",
    "GW-21": "addressees",
    "GW-22": "standing",
    "GW-23": "carried",
    "GW-24": "carried",
    "GW-25": "standing",
    "GW-26": "addressees",
    "GW-27": "standing",
    "GW-28": "agreed",
    "GW-29": "standing",
    "GW-10": "agreed",
    "GW-38": "standing",
    "JW-03": "too_long",
    "JW-05": "burden",
}


def kind_of(rule: str) -> str:
    """The kind of finding that breaking *rule* is."""
    return OF_RULES.get(rule, "form" if rule.startswith("YS-") else "other")


def label_of(kind: str) -> str:
    """How *kind* is said; what is not in the table counts as 其他."""
    return KINDS.get(kind, KINDS["other"])[0]
