"""Publishing procedures: a version's text is kept with its digest when it first runs, and never changes after.

A matter finishes under the version it began with, also when its file is no longer shipped: its text is read back
from the row.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.core.management.base import SystemCheckError
from django.utils import timezone

from shuniu.kernel.base.actions import ACTIONS, makes
from shuniu.kernel.flow.models import Matter, ProcedureVersion
from shuniu.kernel.flow.procedure import PROCEDURES, BadProcedure, Procedure, shelved


def publish(*, now: datetime) -> list[Procedure]:
    """Publish every registered version that is not published yet; those published now.

    Versions that are published already are left as they are; `check_published` says when they differ.
    """
    known = {(row.name, row.version) for row in ProcedureVersion.objects.only("name", "version")}
    fresh = [p for p in PROCEDURES.values() if (p.id, p.version) not in known]
    ProcedureVersion.objects.bulk_create(
        ProcedureVersion(name=p.id, version=p.version, source=p.source, digest=p.digest, published_at=now)
        for p in fresh
    )
    return fresh


def check_published() -> list[str]:
    """What keeps this installation from starting, as Chinese sentences; empty when all is well.

    A published version must still read as it did; every open matter's procedure must be at hand; and every
    transition must have an action that makes it.
    """
    return [*_changed(), *_lost(), *_unbound()]


def _changed() -> list[str]:
    rows = {(row.name, row.version): row.digest for row in ProcedureVersion.objects.defer("source")}
    return [
        f"流程“{p.label}”（{p.id}）第 {p.version} 版已经发布，内容却被改动。请恢复原文，改动另发第 {p.version + 1} 版。"
        for p in PROCEDURES.values()
        if rows.get((p.id, p.version), p.digest) != p.digest
    ]


def _lost() -> list[str]:
    running = Matter.objects.filter(closed_at=None).values_list("procedure", "procedure_version").distinct()
    return [
        f"还有办件在走流程 {name} 第 {version} 版，但找不到或者读不懂这一版：{fault}"
        for name, version in running.order_by("procedure", "procedure_version")
        if (fault := _why_not_readable(name, version))
    ]


def _why_not_readable(name: str, version: int) -> str:
    if f"{name}@{version}" in PROCEDURES:
        return ""
    try:
        shelved(name, version)
    except (LookupError, BadProcedure) as error:
        return str(error)
    return ""


def _unbound() -> list[str]:
    return [
        f"流程“{p.label}”（{p.id}）的“{t.label}”这一步（{t.name}）没有对应的办理功能。"
        for p in PROCEDURES.values()
        for t in p.transitions.values()
        if not any(makes(action, p.id, t.name) for action in ACTIONS.values())
    ]


def at_migrate(sender: AppConfig, **more: Any) -> None:
    """After a migration: refuse changed texts, then publish what is new. Raises `SystemCheckError`."""
    changed = _changed()
    if changed:
        raise SystemCheckError("\n".join(changed))
    publish(now=timezone.now())
