"""Who of the office may be named in a step: a colleague in service."""

from __future__ import annotations

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.models import Post


def colleague(ctx: Context, pk: int | None, *, field: str) -> Post:
    """The post *pk* of the unit that the matter belongs to. Raises `Refused` for anybody else."""
    post = ctx.chosen(pk, field=field)
    if post.unit_id != ctx.matter.unit_id:
        raise refuse(Code.INVALID, "请选择本单位在岗的同志。", field=field)
    return post
