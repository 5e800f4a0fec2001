"""Server time, number of queries and plans of the pages that people look at all day, for four people."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import quote, urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from bench.asking import Application, ask, signed_in
from bench.bare import bare_site
from bench.loading import Loaded, count_rows
from bench.plans import Recorder, index_rows, large_scans, touched
from bench.reports import BARE
from shuniu.kernel.flow.models import Matter, Visible
from shuniu.kernel.people.actor import Actor, actor_in
from shuniu.kernel.people.models import Post
from shuniu.modules.documents.outgoing.editing import EDITED_IN

DETAIL = "办件"
DRAFT = "拟稿"
OTHERS = (
    ("收文 未办结", "/incoming/?view=open"),
    ("收文 筛选", f"/incoming/?view=all&title={quote('防汛')}"),
    ("登记簿", "/incoming/book/"),
    ("发文登记簿", "/outgoing/book/"),
    ("回执", "/outgoing/receipts/"),
    ("用印登记簿", "/seals/book/"),
    ("催办台", "/incoming/reminders/"),
    ("传阅", "/incoming/circulating/"),
    ("文件去向", "/incoming/whereabouts/"),
    ("消息", "/notices/"),
    ("来文单位提示", "/incoming/sources/"),
    ("人员在岗", "/people/"),
)
"""The other lists that must not get slow with the years, measured with one person."""
BARE_EVERY = 4
WARM_UP = 3
EXAMPLES = 8


@dataclass
class Page:
    """One page of one person: times in milliseconds, queries, large scans, and the busiest statement's work.

    `queries` has one number for each address of the page, the same at every size.
    """

    person: str
    page: str
    addresses: tuple[str, ...]
    times: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    work: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]

    def figures(self) -> dict[str, object]:
        """What the parent process prints."""
        kept = asdict(self)
        del kept["times"], kept["addresses"]
        return {**kept, "p50": self.p50, "p95": self.p95, "asked": len(self.times)}


def measure(loaded: Loaded, *, now: object, rounds: int) -> list[dict[str, object]]:
    """Ask for every page *rounds* times, in turn with the bare page; its figures are the last."""
    ours: Application = WSGIHandler()
    bare: Application = bare_site()
    cookies = {person: signed_in(post) for person, post in loaded.county.people.items()}
    pages = [
        page for person, post in loaded.county.people.items() for page in pages_of(person, post, loaded, now)
    ]
    bare_page = Page(BARE, BARE, ("/bare/",))
    first = next(iter(cookies.values()))
    for page in pages:
        for address in page.addresses:
            ask(ours, address, cookies[page.person])
    for turn in range(-WARM_UP, rounds):
        for number, page in enumerate(pages):
            address = page.addresses[turn % len(page.addresses)]
            answer = ask(ours, address, cookies[page.person])
            if turn >= 0:
                page.times.append(answer.ms)
            if number % BARE_EVERY == 0:
                answer = ask(bare, "/bare/", first)
                if turn >= 0:
                    bare_page.times.append(answer.ms)
    sizes = count_rows(connection.introspection.table_names()) | index_rows()
    for page in pages:
        _examine(ours, page, cookies[page.person], sizes)
    _examine(bare, bare_page, first, {})
    return [page.figures() for page in [*pages, bare_page]]


def pages_of(person: str, post: Post, loaded: Loaded, now: object) -> list[Page]:
    """The addresses one person is measured with."""
    actor = actor_in(post, now=now)  # type: ignore[arg-type]
    lists = "/incoming/?"
    deep = urlencode({"view": "all", "after": _middle(actor, "incoming.all")})
    return [
        Page(person, "工作台", ("/",)),
        Page(person, "收文 待我办", (f"{lists}view=todo",)),
        Page(person, "收文 全部", (f"{lists}view=all",)),
        Page(person, "收文 逾期", (f"{lists}view=overdue",)),
        Page(person, "收文 我办过的", (f"{lists}view=done",)),
        Page(person, "收文 深页", (f"{lists}{deep}",)),
        Page(person, "发文 待我办", ("/outgoing/?view=todo",)),
        Page(person, "发文 全部", ("/outgoing/?view=all",)),
        Page(person, "发文总量", ("/outgoing/board/",)),
        *([Page(person, DRAFT, drafts)] if (drafts := _drafts(actor)) else []),
        Page(person, DETAIL, tuple(f"/matters/{pk}/" for pk in _examples(actor, loaded))),
        *([Page(person, name, (address,)) for name, address in OTHERS] if person == "收文员" else []),
    ]


def _drafts(actor: Actor) -> tuple[str, ...]:
    """The drafting desk of the newest documents that the person may write in now."""
    todo = Visible.objects.filter(principal__in=actor.principals, list_kind="outgoing.todo")
    held = Matter.objects.filter(pk__in=todo.values("matter_id"), state__in=EDITED_IN)
    return tuple(f"/outgoing/{pk}/draft/" for pk in held.order_by("-pk").values_list("pk", flat=True)[:4])


def _middle(actor: Actor, list_kind: str) -> str:
    """The cursor in the middle of the longest of the person's ranges: deep in the list."""
    ranges = [Visible.objects.filter(principal=p, list_kind=list_kind) for p in sorted(actor.principals)]
    count, longest = max(((r.count(), r) for r in ranges), key=lambda pair: pair[0])
    row = longest.order_by("-sort_key", "-matter_id")[count // 2]
    return f"{row.sort_key}.{row.matter_id}"


def _examples(actor: Actor, loaded: Loaded) -> list[int]:
    """The newest matter of each way that the person may see: the same ways at every size."""
    newest = [pks[-1] for _, pks in sorted(loaded.examples.items())]
    seen = set(
        Visible.objects.filter(matter_id__in=newest, principal__in=actor.principals).values_list(
            "matter_id", flat=True
        )
    )
    shown = [pk for pk in newest if pk in seen]
    step = max(1, len(shown) // EXAMPLES)
    return shown[::step][:EXAMPLES]


def _examine(application: Application, page: Page, cookie: str, sizes: Mapping[str, int]) -> None:
    """Count the queries of every address of *page* and read the plan of each; the bare page is only counted."""
    for address in page.addresses:
        recorder = Recorder()
        with connection.execute_wrapper(recorder):
            ask(application, address, cookie)
        page.queries.append(len(recorder.statements))
        if not sizes:
            continue
        for statement in recorder.statements:
            page.scans += [str(scan) for scan in large_scans(statement, sizes)]
            page.work = max(page.work, touched(statement))


def queries_differ(by_size: Sequence[Mapping[str, object]]) -> bool:
    """Whether the same page took another number of queries at another size."""
    return len({str(figures["queries"]) for figures in by_size}) > 1
