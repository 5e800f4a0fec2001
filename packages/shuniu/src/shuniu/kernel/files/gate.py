"""The one door for files and typed text: nothing touches disk, database or log before it was looked at.

A mark of a state secret stops it (BM-02, BM-03); what cannot be judged, or carries a telling word, is held until
somebody answers for it by name; broken and hostile files are refused. Call `admit` outside of any transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction

import hongtou
from hongtou import Document, Level, Verdict
from shuniu.kernel.base.gates import TEXT_GATES, Settle, Typed
from shuniu.kernel.base.refusals import Code, Problem, Refusal, Refused, refuse
from shuniu.kernel.files import inspection, news, store
from shuniu.kernel.files.inspection import Findings
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.writing import record, signature

ADMIT = "files.admit"
DECLARE_TEXT = "files.declare_text"
STOP = "请立即停止，在涉密网/机要室办理；如已扩散请报告保密员。"
DECLARED_FIELD = "declared_not_secret"
_WORDS = "word"
_HEAD_OF_A_PAPER = "copy_number"


@dataclass(frozen=True)
class Declaration:
    """What the person who brings a held file answers for.

    `UNMARKED` (无密级标志) is enough where nothing could be read; once a telling word was found only
    `NOT_SECRET` (经核对不涉密) will do.
    """

    statement: StoredFile.Declared


@dataclass(frozen=True)
class Held(Refusal):
    """A refusal that a declaration lifts: why it is held (``word``, ``unreadable``, ``scan_without_text``) and
    which statement is needed."""

    reason: str = ""
    needs: StoredFile.Declared = StoredFile.Declared.NOT_SECRET


@dataclass(frozen=True)
class Admitted:
    """A file that is now stored, with the document that was read from it when there is one.

    For a scan the document is what recognition read (`file.text_from`): to be checked by the eye.
    """

    file: StoredFile
    document: Document | None


def admit(
    data: bytes,
    filename: str,
    *,
    actor: Actor | None,
    now: datetime,
    declaration: Declaration | None = None,
    level: StoredFile.Level = StoredFile.Level.ORDINARY,
) -> Admitted | Refusal:
    """Look at *data* and *filename* in memory and store them only when they may be.

    Refuses with SECRET (a mark), HELD (a `Held`; bring it again with a declaration), BAD_FILE, STORAGE (disk
    full) or NO_ACTOR. A refusal is recorded with who, when, rule and size, and nothing of the file.
    """
    try:
        if actor is None:
            raise refuse(Code.NO_ACTOR, "请先登录。")
        findings = _judge(data, filename, actor, declaration)
        return _keep(data, filename, findings, actor, now, declaration, level)
    except Refused as refused:
        _record_refusal(refused.refusal, len(data), actor, now)
        return refused.refusal


def keep_made(
    data: bytes, filename: str, *, kind: str, pages: int | None, text: str, actor: Actor, now: datetime
) -> StoredFile:
    """Store a file that the house itself set from text which passed this gate when it was typed; *text* are its words.
    It joins the caller's transaction. Raises `Refused` when the disk is full."""
    sha256 = store.save(data)
    return StoredFile.objects.create(
        sha256=sha256,
        size=len(data),
        kind=kind,
        name=inspection.display_name(filename),
        pages=pages,
        text=text,
        text_from=StoredFile.TextFrom.FILE,
        account_id=actor.account_id,
        person_id=actor.person_id or None,
        unit_id=actor.unit_id or None,
        brought_by=signature(actor),
        at=now,
    )


def _judge(data: bytes, filename: str, actor: Actor, declaration: Declaration | None) -> Findings:
    """What the file is, when it may come in. Raises `Refused`."""
    if len(data) > settings.MAX_UPLOAD_BYTES:
        raise Refused(too_large(len(data)))
    try:
        findings = inspection.first_look(data, filename)
        _stop(findings.verdict)
        _hold(findings.verdict, actor, declaration)
        if findings.verdict.level is Level.HOLD:
            findings = inspection.recognised(data, findings)
            _stop(findings.verdict)
            _hold(findings.verdict, actor, declaration)
        findings = inspection.look_into_pictures(data, filename, findings)
        _stop(findings.verdict)
        _hold(findings.verdict, actor, declaration)
    except inspection.Flawed as flawed:
        raise refuse(Code.BAD_FILE, str(flawed), field="file") from None
    except (Refused, DatabaseError):
        raise
    except Exception:
        # A reader that stumbles over a hostile file must not turn into an error report about it.
        raise refuse(
            Code.BAD_FILE,
            "这个文件的结构不正常，无法读取。",
            remedy="请另存为.docx或者PDF后重新提交，或请来文单位重新发送。",
            field="file",
        ) from None
    return findings


def too_large(size: int) -> Refusal:
    """The sentence for a file of *size* bytes."""
    limit = settings.MAX_UPLOAD_BYTES / 2**20
    return Refusal(
        Code.BAD_FILE,
        f"这个文件有 {size / 2**20:.1f} MB，超过单个文件 {limit:.0f} MB 的上限。",
        remedy="请压缩其中的图片，或者拆分后分别提交。",
        problems=(Problem("file", "文件太大"),),
    )


def stop_marked(data: bytes, filename: str) -> None:
    """Raise `Refused` (SECRET) when a file that is only read and not kept bears a mark in any corner of it: hidden
    sheets, comments and properties too. Telling words in what is taken from it are held where it is typed in."""
    _stop(hongtou.inspect_file(data, filename))


def note_stopped(refusal: Refusal, size: int, actor: Actor, now: datetime) -> None:
    """Record that a file that was only to be read was stopped for a mark, and tell the 保密员 (BM-03)."""
    if refusal.code is Code.SECRET:
        _record_refusal(refusal, size, actor, now)


def _says(verdict: Verdict) -> str:
    """The hits in words: rule, place and kind of mark, never the text."""
    worst = [hit.message_zh.rstrip("。") for hit in verdict.hits if hit.level is verdict.level]
    return "；".join(dict.fromkeys(worst))


def _stop(verdict: Verdict) -> None:
    if verdict.level is Level.BLOCK:
        raise refuse(
            Code.SECRET,
            f"{_says(verdict)}。已经停止，什么都没有保存。",
            remedy=STOP,
            rule="BM-03",
            field="file",
        )


def _hold(verdict: Verdict, actor: Actor, declaration: Declaration | None) -> None:
    """Raises `Refused` with a `Held` unless *declaration* answers for the reason."""
    if verdict.level is not Level.HOLD:
        return
    reason = verdict.reason or _WORDS
    needs = StoredFile.Declared.NOT_SECRET if reason == _WORDS else StoredFile.Declared.UNMARKED
    answered = {needs, StoredFile.Declared.NOT_SECRET}
    if declaration is not None and declaration.statement in answered and actor.account_id is not None:
        return
    raise Refused(
        Held(
            Code.HELD,
            f"{_says(verdict)}。还没有保存。",
            f"请逐页核对。确认没有问题的，勾选“{needs.label}”再提交，由您负责；发现密级标志的，{STOP}",
            "BM-02",
            (Problem("declared", f"需要您声明“{needs.label}”"),),
            reason=reason,
            needs=needs,
        )
    )


def _keep(
    data: bytes,
    filename: str,
    findings: Findings,
    actor: Actor,
    now: datetime,
    declaration: Declaration | None,
    level: StoredFile.Level,
) -> Admitted:
    """Blob first, then the row and its record. Raises `Refused` when the disk is full or it was erased before."""
    sha256 = store.digest_of(data)
    held = declaration is not None and findings.verdict.level is Level.HOLD
    reason = (findings.verdict.reason or _WORDS) if held else ""
    if StoredFile.objects.filter(sha256=sha256, erased_at__isnull=False).exists():
        raise refuse(
            Code.RULE,
            "这份文件已经批准清除，不能再次收进来。",
            remedy="如有疑问，请联系保密员。",
            field="file",
        )
    store.save(data)
    row = StoredFile(
        sha256=sha256,
        size=len(data),
        kind=findings.kind,
        name=inspection.display_name(filename),
        pages=findings.pages,
        text=findings.text,
        text_from=findings.text_from,
        level=level,
        account_id=actor.account_id,
        person_id=actor.person_id or None,
        unit_id=actor.unit_id or None,
        brought_by=signature(actor),
        at=now,
        held_for=reason,
        declared=declaration.statement if declaration and held else "",
        declared_at=now if held else None,
    )
    try:
        with transaction.atomic(durable=True):
            row.save(force_insert=True)
            record(
                ADMIT,
                actor=actor,
                now=now,
                content={"file": row.pk, "sha256": sha256, "held_for": reason, "declared": row.declared},
            )
            if held:
                news.tell(news.GateNews(news.Kind.DECLARED, actor, now, "BM-02", reason, file_id=row.pk))
    except OperationalError as error:
        raise Refused(store.storage_refusal(error)) from None
    return Admitted(row, findings.document)


def _record_refusal(refusal: Refusal, size: int, actor: Actor | None, now: datetime) -> None:
    try:
        with transaction.atomic(durable=True):
            record(
                ADMIT,
                actor=actor,
                now=now,
                outcome=Record.Outcome.REFUSED,
                content={"code": refusal.code.value, "rule": refusal.rule, "size": size},
            )
            if refusal.code is Code.SECRET and actor is not None:
                news.tell(news.GateNews(news.Kind.STOPPED, actor, now, refusal.rule))
    except DatabaseError:
        return  # the refusal still reaches the person; a full disk must not turn it into a crash


def admit_text(typed: Sequence[Typed], actor: Any, declared: bool) -> Settle | None:
    """The gate on what is typed into any action (`TEXT_GATES`); every string is judged on its own.

    Raises `Refused`: SECRET for a mark, HELD for a telling word without the declaration 经核对不涉密. What it
    returns records the declaration in the action's transaction. A job's own words need no declaration.
    """
    verdicts = [(item, _verdict_on(item)) for item in typed]
    worst = max((verdict.level for _, verdict in verdicts), default=Level.PASS)
    found = [(item, verdict) for item, verdict in verdicts if verdict.level is worst]
    if worst is Level.PASS or (worst is Level.HOLD and actor.job):
        return None
    says = "；".join(dict.fromkeys(_says(verdict) for _, verdict in found))
    problems = tuple(Problem(item.field, _says(verdict)) for item, verdict in found)
    if worst is Level.BLOCK:
        raise Refused(
            Refusal(Code.SECRET, f"{says}。已经停止，什么都没有保存。", STOP, "BM-03", _once(problems))
        )
    if not declared:
        needs = StoredFile.Declared.NOT_SECRET
        raise Refused(
            Held(
                Code.HELD,
                f"{says}。还没有保存。",
                f"请核对内容。确实不涉密的，勾选“{needs.label}”再提交，由您负责；涉密的，{STOP}",
                "BM-02",
                _once((*problems, Problem(DECLARED_FIELD, f"需要您声明“{needs.label}”"))),
                reason=_WORDS,
                needs=needs,
            )
        )
    fields = list(dict.fromkeys(item.field for item, _ in found))
    return _Declare(fields)


def _once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))


def _verdict_on(item: Typed) -> Verdict:
    """The verdict on one typed string. A 份号 tells only at the head of a paper: six digits typed into a line
    of their own are a telephone number as well."""
    verdict = hongtou.inspect_text(item.text, place=item.label)
    if "\n" in item.text.strip():
        return verdict
    hits = tuple(hit for hit in verdict.hits if hit.pattern != _HEAD_OF_A_PAPER)
    return replace(verdict, level=max((hit.level for hit in hits), default=Level.PASS), hits=hits)


@dataclass(frozen=True)
class _Declare:
    """Records, with the action, that its words were declared not secret; the fields are named, not the words."""

    fields: list[str]

    def __call__(self, *, actor: Any, now: datetime, matter_id: int | None) -> None:
        record(DECLARE_TEXT, actor=actor, now=now, matter_id=matter_id, content={"fields": self.fields})
        news.tell(news.GateNews(news.Kind.DECLARED, actor, now, "BM-02", _WORDS, matter_id=matter_id))


TEXT_GATES.register("secrecy", admit_text)
