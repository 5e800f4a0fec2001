"""The figures as plain tables, and the aims they are held to (issue: `make bench`)."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from bench.memory import Idle
from bench.tables import Aim, table

BARE = "Django 空白列表页"
P95_MS = 60
MOST_WORK = {"sqlite": 200, "postgres": 10_000}
UNITS = {"sqlite": "千步", "postgres": "行"}
"""What the busiest statement may go through: thousands of steps (some 10 000 rows), rows."""
TIMES_BARE = 4
LEAST_RATIO = 0.4
IDLE_MB = 200
LOOK_MS = 300.0
"""The first page of what the auditor asks for, whatever he asks, of a million records."""
VERIFY_SECONDS = 60
DISTRIBUTE_SECONDS = 2
LONGEST_WAIT_MS = 500
MILLION = 1_000_000

BySize = Mapping[int, Mapping[str, Any]]
Report = tuple[str, list[Aim]]


def pages(found: Mapping[str, BySize]) -> Report:
    """Server time, queries and plans; one table for each database and size."""
    parts, aims = [], []
    for database, by_size in found.items():
        for size, figures in by_size.items():
            rows = figures["pages"]
            bare = next(row for row in rows if row["page"] == BARE)
            head = (
                "谁",
                "页面",
                "p50 毫秒",
                "p95 毫秒",
                "是空白页的几倍",
                "查询数",
                "最忙的一句",
                "扫描大表",
            )
            unit = UNITS[database]
            lines = [
                (
                    "" if row is bare else row["person"],
                    row["page"],
                    f"{row['p50']:.1f}",
                    f"{row['p95']:.1f}",
                    f"{row['p50'] / bare['p50']:.1f}",
                    _span(row["queries"]),
                    "" if row is bare else f"{row['work']:,} {unit}",
                    "" if row is bare else str(len(row["scans"])) if row["scans"] else "没有",
                )
                for row in rows
            ]
            title = f"━━ 页面：{database}，{figures['matters']:,} 件（每页问 {rows[0]['asked']} 次）"
            parts.append(f"{title}\n{table(head, lines)}")
            ours = [row for row in rows if row is not bare]
            parts += [
                f"  {row['person']} {row['page']}：{scan}"
                for row in ours
                for scan in sorted(set(row["scans"]))
            ]
            aims += _aims_of_pages(database, size, ours, bare)
        aims += _same_at_every_size(database, by_size)
    return "\n\n".join(parts), aims


def _span(queries: Sequence[int]) -> str:
    return str(queries[0]) if min(queries) == max(queries) else f"{min(queries)}–{max(queries)}"


def _aims_of_pages(
    database: str, size: int, ours: Sequence[Mapping[str, Any]], bare: Mapping[str, Any]
) -> list[Aim]:
    where = f"{database} {size:,} 件"
    slow = max(ours, key=lambda row: row["p95"])
    dear = max(ours, key=lambda row: row["p50"])
    scans = sum(len(row["scans"]) for row in ours)
    times = dear["p50"] / bare["p50"]
    busy = max(ours, key=lambda row: row["work"])
    return [
        Aim(
            f"{where}：p95 不超过 {P95_MS} 毫秒",
            f"最慢的是{slow['person']}的{slow['page']}，{slow['p95']:.1f} 毫秒",
            slow["p95"] <= P95_MS,
        ),
        Aim(
            f"{where}：中位数不超过空白页的 {TIMES_BARE} 倍",
            f"最大的是{dear['person']}的{dear['page']}，{times:.1f} 倍",
            times <= TIMES_BARE,
        ),
        Aim(f"{where}：没有一句扫描一万行以上的表", f"{scans} 句" if scans else "没有", scans == 0),
        Aim(
            f"{where}：最忙的一句不超过 {MOST_WORK[database]:,} {UNITS[database]}",
            f"{busy['person']}的{busy['page']}，{busy['work']:,} {UNITS[database]}",
            busy["work"] <= MOST_WORK[database],
        ),
    ]


def _same_at_every_size(database: str, by_size: BySize) -> list[Aim]:
    """Every page of every person takes the same queries at every size; nothing to say of one size alone."""
    if len(by_size) < 2:
        return []
    counts: dict[tuple[str, str], list[str]] = {}
    for figures in by_size.values():
        for row in figures["pages"]:
            counts.setdefault((row["person"], row["page"]), []).append(str(row["queries"]))
    differing = [
        f"{person} {page}（{'、'.join(c)}）" for (person, page), c in counts.items() if len(set(c)) > 1
    ]
    return [Aim(f"{database}：各种规模下查询数相同", "；".join(differing) or "相同", not differing)]


def actions(found: Mapping[str, BySize]) -> Report:
    """Actions per second beside the bare ORM."""
    lines, aims = [], []
    for database, by_size in found.items():
        for size, figures in by_size.items():
            for row in figures["actions"]:
                lines.append(
                    (
                        f"{database} {size:,} 件",
                        f"{row['clients']} 个客户端",
                        f"{row['runner']:.1f}",
                        f"{row['bare']:.1f}",
                        f"{row['ratio']:.2f}",
                        f"{row['rows']:.1f}",
                    )
                )
                aims.append(
                    Aim(
                        f"{database} {size:,} 件、{row['clients']} 个客户端：办理速度不低于裸 ORM 的 {LEAST_RATIO}",
                        f"{row['ratio']:.2f}",
                        row["ratio"] >= LEAST_RATIO,
                    )
                )
    head = ("数据库", "同时办理", "每秒办理", "裸 ORM 每秒", "比值", "每次写几行")
    return f"━━ 办理（每次提交都写到磁盘）\n{table(head, lines)}", aims


def idle(found: Mapping[str, Idle]) -> Report:
    """Memory of the idle server."""
    head = ("数据库", "进程数", "RSS 合计 MB", "PSS 合计 MB")
    lines = [(name, str(one.processes), f"{one.rss:.0f}", f"{one.pss:.0f}") for name, one in found.items()]
    aims = [
        Aim(f"{name}：空闲的服务进程合计小于 {IDLE_MB} MB", f"RSS {one.rss:.0f} MB", one.rss < IDLE_MB)
        for name, one in found.items()
    ]
    return f"━━ 空闲时的内存（shuniu serve 起的全部进程）\n{table(head, lines)}", aims


def records(found: Mapping[str, Mapping[str, Any]]) -> Report:
    """`records verify` over many records, looking for some of them, and what writing one costs."""
    head = ("数据库", "条数", "写入秒", "封存秒", "核对秒", "每秒核对", "一百万条要", "内存 MB")
    lines, aims = [], []
    for name, one in found.items():
        million = one["verify"] * MILLION / one["records"]
        lines.append(
            (
                name,
                f"{one['records']:,}",
                f"{one['fill']:.1f}",
                f"{one['seal']:.1f}",
                f"{one['verify']:.1f}",
                f"{one['records'] / one['verify']:,.0f}",
                f"{million:.0f} 秒",
                f"{one['memory']:.0f}",
            )
        )
        aims.append(
            Aim(f"{name}：核对一百万条约一分钟", f"{million:.0f} 秒", million <= VERIFY_SECONDS * 1.5)
        )
    looks = [
        (name, f"{one['records']:,}", words, f"{ms:.1f}")
        for name, one in found.items()
        for words, ms in one["looks"].items()
    ]
    for name, one in found.items():
        slowest = max(one["looks"].values())
        aims.append(
            Aim(f"{name}：安全审计员按条件查，第一页 300 毫秒以内", f"{slowest:.0f} 毫秒", slowest <= LOOK_MS)
        )
    costs = [
        (
            name,
            f"{one['action']:.1f}",
            f"{one['bare_action']:.1f}",
            f"{one['action'] / one['bare_action']:.2f}",
        )
        for name, one in found.items()
    ]
    return (
        f"━━ 核对操作记录\n{table(head, lines)}\n\n"
        f"{table(('数据库', '条数', '安全审计员查', '毫秒'), looks)}\n\n"
        f"{table(('数据库', '每个操作 毫秒', '不写记录 毫秒', '倍数'), costs)}",
        aims,
    )


def distribute(found: Mapping[str, Mapping[str, Any]]) -> Report:
    """One distribution to many units, and what others noticed of it."""
    head = (
        "数据库",
        "每份送",
        "p50 秒",
        "最慢 秒",
        "其中处理器 秒",
        "别人平时 毫秒",
        "分送时 毫秒",
        "最久 毫秒",
    )
    lines, aims = [], []
    for name, one in found.items():
        rounds = len(one["seconds"])
        slowest = max(one["seconds"])
        lines.append(
            (
                name,
                f"{one['sent'] // rounds} 个单位",
                f"{statistics.median(one['seconds']):.2f}",
                f"{slowest:.2f}",
                f"{statistics.median(one['processor']):.2f}",
                f"{one['alone'] * 1000:.0f}",
                f"{one['meanwhile'] * 1000:.0f}",
                f"{one['longest'] * 1000:.0f}",
            )
        )
        aims.append(
            Aim(
                f"{name}：一次分送不到 {DISTRIBUTE_SECONDS} 秒",
                f"最慢 {slowest:.2f} 秒",
                slowest < DISTRIBUTE_SECONDS,
            )
        )
        longest = one["longest"] * 1000
        aims.append(
            Aim(f"{name}：分送时别人的列表不等", f"最久 {longest:.0f} 毫秒", longest < LONGEST_WAIT_MS)
        )
    return f"━━ 分送\n{table(head, lines)}", aims
