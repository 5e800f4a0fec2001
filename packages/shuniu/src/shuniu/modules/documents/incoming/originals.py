"""The files that hang on matters, as people may see them: permission, tabs of the paper, words found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from hongtou import Document, Span
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.files import pages
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pages import DRAWN_KINDS, document_of
from shuniu.kernel.files.pictures import Place
from shuniu.kernel.files.queries import get_file, get_files, is_bringer
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.models import Entry, EntryFile, Visible
from shuniu.kernel.flow.reading import RECORDED, may_read_files, readable_files
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.kernel.platform.ui import PageImage, Paper, PaperHit, PaperTab

NOT_FOUND = Refusal(
    Code.NOT_FOUND, "没有这份文件，或者您无权查看。", "确实需要看的，请与主办单位的文书联系。", rule="CQ-06"
)
A4 = (900, 1273)
WIDTH = 1400
MOST_HITS = 30
AROUND = 18
LABELS = {
    "original": "原件",
    RECORDED: "批示原件",
    "sealed_copy": "盖章件",
    "joint_seal": "联合发文机关盖章件",
}
"""The files of a matter that are shown, by role, with what their tabs are called."""
BESIDE = "版式文件（OFD）"


def file_for(actor: Actor, pk: int, *, now: datetime) -> StoredFile | Refusal:
    """The stored file, if *actor* may read it; the refusal does not tell whether it exists. That a paper of a
    工作秘密 is read is recorded (BM-11)."""
    file = get_file(pk)
    if file is None or not may_read_files(actor, [pk]):
        return NOT_FOUND
    return reader_log.note_file(actor, pk, now=now) or file


def void_word(actor: Actor, pk: int) -> str:
    """What lies across the file when it leaves the house: the mark of a matter that *actor* sees and on which it hangs,
    unless it hangs on another of them that still holds; one query."""
    seen = Visible.objects.filter(matter_id=OuterRef("matter_id"), principal__in=actor.principals)
    hangs = EntryFile.objects.filter(Exists(seen), stored_file_id=pk)
    marks = list(hangs.order_by("-matter_id").values_list("matter__mark", flat=True))
    return "" if "" in marks else next(iter(marks), "")


def unmarked(file: StoredFile, word: str) -> Refusal | None:
    """Why a page that the house set as OFD leaves it no more once *word* lies across it: only the PDF can bear the word."""
    if (
        file.kind != "ofd"
        or not EntryFile.objects.filter(stored_file_id=file.pk, role="finished_ofd").exists()
    ):
        return None
    return Refusal(
        Code.RULE,
        f"这份OFD是文件{word}以前制作的，上面没有“{word}”字样，不再提供下载。",
        remedy=f"请下载PDF，每一页都印有“{word}”。",
        rule="GW-35",
    )


def own_file(actor: Actor, text: str) -> StoredFile | None:
    """The file whose id was sent as *text*, if *actor* brought it himself in this unit."""
    pk = row_id(text)
    return get_file(pk) if pk is not None and is_bringer(actor, [pk]) else None


def tabs_of(scene: Scene) -> tuple[PaperTab, ...]:
    """One tab per file of the matter, those as it came first; a scan shared with matters that the reader may not
    see is named and stays shut."""
    hung = [f for f in scene.reading.files if f.role in LABELS]
    stored = get_files(f.stored_file_id for f in hung) if hung else {}
    scans = [f.stored_file_id for f in hung if f.role == RECORDED]
    open_scans = readable_files(scene.actor, scans) if scans else set()
    counts = {role: sum(f.role == role and not _beside(f, hung, stored) for f in hung) for role in LABELS}
    found = []
    for file in hung:
        if file.stored_file_id not in stored:
            continue
        row = stored[file.stored_file_id]
        if file.role == RECORDED and row.pk not in open_scans:
            found.append(_shut(file, scene.reading.entries))
            continue
        label = LABELS[file.role] if counts[file.role] == 1 else row.name
        label = BESIDE if _beside(file, hung, stored) else label
        found.append(tab_of(row, label, heading=scene.matter.title if file.role == "original" else ""))
    return tuple(found)


def _beside(file: EntryFile, hung: Sequence[EntryFile], stored: Mapping[int, StoredFile]) -> bool:
    """Whether *file* is the OFD of pages that hang there as a PDF too."""

    def kind(one: EntryFile) -> str:
        return stored[one.stored_file_id].kind if one.stored_file_id in stored else ""

    return kind(file) == "ofd" and any(kind(one) == "pdf" and one.role == file.role for one in hung)


def _shut(file: EntryFile, entries: Sequence[Entry]) -> PaperTab:
    """In the place of a scan that also shows what was written on matters the reader may not see (CQ-06). Neither
    its name nor its pages: who may look at it, and whom to ask."""
    entry = next((e for e in entries if e.pk == file.entry_id), None)
    who = f"批示的领导是{entry.behalf_name}，代录的是{entry.unit_name}{entry.person_name}。" if entry else ""
    return PaperTab(
        f"shut{file.pk}",
        "批示原件",
        "text",
        paragraphs=(
            "这份扫描件上还有别的件的批示，只有能查看其中每一件的人才能打开。",
            f"{who}需要核对这一件批示原话的，请找代录的人。",
        ),
    )


def tab_of(file: StoredFile, label: str, *, heading: str = "") -> PaperTab:
    """*file* as pages where it has any, else its words, else how to open it."""
    key, fetch = f"file{file.pk}", f"/files/{file.pk}/"
    if file.erased_at is not None:
        return PaperTab(key, label, "text", paragraphs=("这份文件已经批准清除，内容不再保存。",))
    if file.kind in DRAWN_KINDS:
        images = tuple(
            PageImage(f"{fetch}page/{n}.png?w={WIDTH}", f"{label}第 {n} 页", *A4)
            for n in range(1, (file.pages or 1) + 1)
        )
        places = f"{fetch}places/" if file.text_from == StoredFile.TextFrom.FILE else ""
        return PaperTab(key, label, "pages", pages=images, download_href=fetch, places_href=places)
    lines = [line.strip() for line in file.text.split("\n") if line.strip()]
    if not lines:
        lines = [f"{file.kind} 文件不能在这里显示，请下载以后打开。"]
    return PaperTab(
        key,
        label,
        "text",
        heading=heading,
        paragraphs=tuple(_without(lines, heading)),
        download_href=fetch,
    )


def desk_paper(files: Sequence[StoredFile], document: Document | None) -> Paper:
    """The files as they stand beside the form: pages where there are any, and the words that were read in the
    first one, each line with its place in them, so that passages can be shown."""
    tabs = []
    for number, file in enumerate(files, start=1):
        label = "原件" if len(files) == 1 else f"第 {number} 件"
        shown = tab_of(file, label)
        if shown.kind == "pages" or number > 1 or document is None:
            tabs.append(shown)
    if document is not None:
        recognised = files[0].text_from == StoredFile.TextFrom.RECOGNISED
        label = "识别出的文字" if recognised else "读出的文字" if tabs else "原文"
        tabs.append(_words_tab(files[0], document, label))
    return Paper(tabs=tuple(tabs))


def _words_tab(file: StoredFile, document: Document, label: str) -> PaperTab:
    lines, starts, place = document.text.split("\n"), [], 0
    for line in lines:
        starts.append(place)
        place += len(line) + 1
    return PaperTab(
        f"words{file.pk}",
        label,
        "text",
        paragraphs=tuple(lines),
        starts=tuple(starts),
        download_href=f"/files/{file.pk}/",
    )


def _without(lines: list[str], heading: str) -> list[str]:
    """*lines* without those that make up the *heading*, which is shown above them."""
    wanted = "".join(heading.split())
    for start in range(len(lines) if wanted else 0):
        joined = ""
        for end in range(start, len(lines)):
            joined += "".join(lines[end].split())
            if joined == wanted:
                return lines[:start] + lines[end + 1 :]
            if not wanted.startswith(joined):
                break
    return lines


def paper_of(tabs: Sequence[PaperTab], *, missing: str = "", stamp: str = "") -> Paper:
    """The paper with these tabs; words are looked for in the first one that has pages. *stamp* lies across each."""
    first = tabs[0] if tabs else None
    search = f"{first.download_href}find/" if first is not None and first.kind == "pages" else ""
    return Paper(tabs=tuple(tabs), search_href=search, missing=missing, stamp=stamp)


def find(file: StoredFile, words: str) -> tuple[PaperHit, ...]:
    """Where *words* stand in *file*, in order, at most `MOST_HITS`; nothing where nothing can be read."""
    document = document_of(file)
    if isinstance(document, Refusal) or not words:
        return ()
    spans = sorted(span for span in _spans(document) if span.page is not None)
    starts = [span.start for span in spans]
    hits: list[PaperHit] = []
    text, place = document.text, document.text.find(words)
    while place >= 0 and len(hits) < MOST_HITS:
        at = bisect_right(starts, place) - 1
        end = place + len(words)
        before, after = text[max(0, place - AROUND) : place], text[end : end + AROUND]
        page = spans[max(at, 0)].page if spans else 1
        hits.append(PaperHit(page or 1, _line(before), words, _line(after)))
        place = text.find(words, end)
    return tuple(hits)


def places(file: StoredFile, number: int, start: int, end: int) -> tuple[Place, ...]:
    """Where the characters *start* to *end* of the words of *file* stand on its page *number*."""
    document = document_of(file)
    if isinstance(document, Refusal):
        return ()
    return pages.places(file, number, document.text[start:end])


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _spans(document: Document) -> Iterator[Span]:
    """Every place of *document* whose page is known."""
    for value in (document.issuer_mark, document.document_number, document.title, document.document_date):
        if value is not None:
            yield value.span
    for block in document.body:
        yield block.span
    for annex in document.annexes:
        yield annex.span
        for block in annex.blocks:
            yield block.span
    for copied in document.copy_to:
        yield copied.span
