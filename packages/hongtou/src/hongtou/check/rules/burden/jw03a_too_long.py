"""综合性文件一般不超过5000字，专项一般不超过4000字 (JW-03); the limits are parameters."""

from collections.abc import Iterator

from hongtou.check.burden import BurdenRule, Draft, WordLimits
from hongtou.check.count import count_words
from hongtou.check.finding import Fault


def _check(draft: Draft) -> Iterator[Fault]:
    words, limits = count_words(draft.text), draft.limits
    limit, kind = (limits.special, "专项") if limits.is_general is False else (limits.general, "综合性")
    shorten = f"请精简到{limit}字以内；确有必要超过的，写明理由。"
    if words > limit:
        yield Fault(f"正文{words}字，超过{kind}文件{limit}字的限度{words - limit}字。", shorten, "body")
    elif limits.is_general is None and words > limits.special:
        yield Fault(
            f"正文{words}字，超过部署专项工作、具体任务的文件{limits.special}字的限度。",
            f"请核对：属于综合性文件的（{limits.general}字以内）可以不改；不属于的，请精简。",
            "body",
        )


RULE = BurdenRule(
    code="JW-03A",
    basis_key="JW-03",
    offence="文件过长",
    why="文件长了没有人读完，要求再多也落不到地。",
    check=_check,
    bad=(
        Draft("抓好落实" * 1251),
        Draft("抓好落实" * 1001, None, WordLimits(is_general=False)),
        Draft("抓好落实" * 1001),
    ),
    good=(
        Draft("抓好落实" * 1250, None, WordLimits(is_general=True)),
        Draft("请认真贯彻执行。" * 200 + "第1条，第2条。"),
    ),
)
