"""`shuniu set-parameter`: what the county may set, listed, shown with its trail, and set with a reason."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from shuniu.commands.console import Failed, operator, say
from shuniu.commands.database import require_current, set_up

if TYPE_CHECKING:
    from shuniu.kernel.base.parameters import Parameter

JOB = "shuniu set-parameter"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing lists all, a key shows one, a key and a value set it."""
    parser.add_argument("key", nargs="?", metavar="参数", help="不写就列出全部参数")
    parser.add_argument("value", nargs="?", metavar="新的值", help="不写就显示这个参数和它的修改记录")
    parser.add_argument("--reason", default="", metavar="原因", help="依据和原因，例如文号；修改时必须写")
    parser.add_argument(
        "--from", dest="begin", metavar="日期", help="从哪天起，例如 2027-01-01；不写就是今天"
    )


def run(arguments: argparse.Namespace) -> int:
    """List, show or set."""
    set_up()
    require_current()
    from django.utils import timezone

    from shuniu.kernel.base.parameters import PARAMETERS

    today = timezone.localdate()
    if arguments.key is None:
        for parameter in sorted(PARAMETERS.values(), key=lambda p: p.key):
            say(f"{parameter.key}\t{parameter.label}\t{_value_words(parameter, today)}")
        say("\n看一个参数：shuniu set-parameter 参数；修改：shuniu set-parameter 参数 新的值 --reason 原因")
        return 0
    if arguments.key not in PARAMETERS:
        raise Failed(f"没有“{arguments.key}”这个参数。运行 shuniu set-parameter 看全部参数。", code=2)
    parameter = PARAMETERS.get(arguments.key)
    if arguments.value is None:
        _show(parameter, today)
        return 0
    _set(parameter, arguments, today)
    return 0


def _value_words(parameter: Parameter, on: date) -> str:
    from shuniu.kernel.base.parameters import value, words_of

    return words_of(value(parameter.key, on=on), parameter.unit)


def _show(parameter: Parameter, today: date) -> None:
    from shuniu.kernel.base.basis import basis
    from shuniu.kernel.base.models import ParameterValue
    from shuniu.kernel.base.parameters import words_of

    said = basis(parameter.rule)
    say(f"{parameter.label}（{parameter.key}）")
    say(f"  现在：{_value_words(parameter, today)}")
    say(f"  默认：{words_of(parameter.default, parameter.unit)}")
    say(f"  依据：{said.cite()}：{said.text}")
    trail = ParameterValue.objects.filter(key=parameter.key).order_by("pk")
    say("  修改记录：" if trail else "  没有修改过。")
    for row in trail:
        when = f"{row.set_at:%Y-%m-%d}"
        say(
            f"    {when} 由{row.set_by}改为 {words_of(row.value, parameter.unit)}，{row.valid_from} 起：{row.reason}"
        )


def _set(parameter: Parameter, arguments: argparse.Namespace, today: date) -> None:
    from django.utils import timezone

    from shuniu.kernel.base.parameters import typed_value, words_of
    from shuniu.kernel.base.refusals import Refusal
    from shuniu.kernel.flow.runner import run as run_action
    from shuniu.kernel.people.actor import system_actor

    if not arguments.reason:
        raise Failed("修改参数要写明依据和原因：加上 --reason。", code=2)
    before = _value_words(parameter, today)
    try:
        value = typed_value(parameter, arguments.value)
    except ValueError as wrong:
        raise Failed(str(wrong), code=2) from None
    data = {
        "key": parameter.key,
        "value": value,
        "valid_from": arguments.begin or today.isoformat(),
        "reason": arguments.reason,
    }
    outcome = run_action(
        "platform.set_parameter", actor=system_actor(operator(JOB)), data=data, now=timezone.now()
    )
    if isinstance(outcome, Refusal):
        raise Failed(f"{outcome.message}{outcome.remedy}没有修改。")
    say(
        f"✓ {parameter.label}：{before} → {words_of(data['value'], parameter.unit)}，{data['valid_from']} 起。"
    )
