"""What `make bench` checks can fail: a planted scan, a broken row, a missed aim, an unfair comparison."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bench import __main__ as bench
from bench import actions, invariants, plans, reports
from bench.memory import Idle
from bench.plans import Statement, UnreadablePlan, large_scans, postgres_scans, sqlite_scans
from django.db import connection, transaction
from kit import NOW, County, build_county

ALL_FOUR = {"ours": True, "direction": True, "form": True, "agreed": True}
LARGE = dict.fromkeys(("flow_matter", "flow_visible", "people_unit"), plans.LIMIT + 1)


def scans(sql: str, *params: object, sizes: dict[str, int] = LARGE) -> list[str]:
    return [scan.table for scan in large_scans(Statement(sql, params), sizes)]


@pytest.fixture
def prefer_indexes(db: None) -> None:
    """The tables of a test are so small that PostgreSQL would walk through any of them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


@pytest.mark.both_databases
def test_a_planted_scan_is_found_and_a_range_of_an_index_is_none(prefer_indexes: None) -> None:
    assert scans("SELECT title FROM flow_matter WHERE title = %s", "x") == ["flow_matter"]
    assert scans("SELECT m.title FROM flow_matter AS m WHERE m.standing LIKE %s", "%x%") == ["flow_matter"]
    assert scans('SELECT * FROM "flow_matter" T3 ORDER BY T3."id"') == ["flow_matter"], "a whole index"
    assert scans("SELECT * FROM (SELECT title FROM flow_matter WHERE title = %s LIMIT 9) AS arm", "x") == [
        "flow_matter"
    ]
    assert scans("SELECT title FROM flow_matter WHERE id = %s", 1) == []
    assert scans("SELECT matter_id FROM flow_visible WHERE principal = %s AND list_kind = %s", "p", "k") == []
    small = {**LARGE, "flow_matter": plans.LIMIT}
    assert scans("SELECT title FROM flow_matter WHERE title = %s", "x", sizes=small) == []
    with pytest.raises(UnreadablePlan):
        scans("SELECT title FROM flow_matter WHERE title = %s", "x", sizes={})


def test_a_plan_that_is_not_understood_is_an_error() -> None:
    with pytest.raises(UnreadablePlan):
        list(sqlite_scans(["TELEPORT flow_matter"], "SELECT 1 FROM flow_matter"))
    with pytest.raises(UnreadablePlan):
        list(sqlite_scans(["SCAN T9"], "SELECT 1 FROM flow_matter"))
    with pytest.raises(UnreadablePlan):
        list(postgres_scans({"Node Type": "Teleport"}))
    whole = {"Node Type": "Index Only Scan", "Relation Name": "flow_visible", "Index Name": "i"}
    nested = {"Node Type": "Limit", "Plans": [{"Node Type": "Sort", "Plans": [whole]}]}
    assert list(postgres_scans(nested)) == [("flow_visible", "Index Only Scan of the whole index i", "i")]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_how_much_a_statement_goes_through_is_counted() -> None:
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT count(*) FROM n"
    )
    little, much = (plans.touched(Statement(numbers.format(n), ())) for n in (10, 20_000))
    assert little < 15 <= 100 <= much
    assert plans.touched(Statement("UPDATE flow_matter SET standing = ''", ())) == 0


# -- invariants ----------------------------------------------------------------------------------------------

NOBODY = "UPDATE flow_matter SET {} WHERE id = (SELECT max(id) FROM flow_matter WHERE {})"
BREAKAGES = {
    "an open matter has an open task of its state": "UPDATE flow_task SET purpose = 'confirm' WHERE closed_at IS NULL",
    "a matter in a waiting state has a dated wait": "UPDATE flow_wait SET closed_at = opened_at",
    "an open task of the main flow belongs to the matter's state": "UPDATE flow_task SET state = 'elsewhere'",
    "now in whose hands is answered": "UPDATE flow_matter SET standing = ''",
    "an open matter is in no final state": "UPDATE flow_matter SET closed_at = NULL, outcome = ''",
    "nothing runs beside a closed matter": "UPDATE flow_task SET closed_at = NULL",
    "times run forward": "UPDATE flow_matter SET updated_at = '2001-01-01 00:00:00+00:00'",
    "every version of a matter has its entry": NOBODY.format("version = version + 1", "closed_at IS NULL"),
    "the last change of state is an entry": NOBODY.format("state = 'in_hand'", "state = 'to_check'"),
    "who has the paper in a round has a task, and nobody else": (
        "UPDATE flow_round_member SET state = 'waiting' WHERE state = 'active'"
    ),
    "a closed round is with nobody, an open one with somebody": "UPDATE flow_round SET closed_at = opened_at",
    "numbers run without a gap": "DELETE FROM numbering_number WHERE value = 2",
    "no number is given twice": "UPDATE flow_matter SET number = 'again'",
    "every matter is found in somebody's list": "DELETE FROM flow_visible WHERE list_kind = 'incoming.all'",
    "an open task stands in its holder's list": "DELETE FROM flow_visible WHERE list_kind = 'incoming.todo'",
    "flow_task.unit_id points at something": "UPDATE flow_task SET unit_id = 987654",
}


@pytest.fixture
def county(db: None) -> County:
    """One matter just come in, one sent round, one waiting for a superior, one done."""
    county = build_county()
    handler, mayor = county.posts["handler"].pk, county.posts["mayor"].pk

    def received(**data: Any) -> int:
        paper = {"source": "云州市水利局", "title": "关于做好防汛备汛工作的通知", **data}
        return int(county.do("clerk", "documents.incoming.register_paper", **paper).result["matter"])

    def in_hand() -> int:
        pk = received()
        county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
        county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
        county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": handler}])
        return pk

    received()
    read = {**ALL_FOUR, "handling": "read", "readers": [mayor, county.posts["vice"].pk]}
    county.do("clerk", "documents.incoming.pass_check", matter=received(), **read)
    asked = {"whom": "云州市政府办", "what": "云政请〔2026〕3号", "until": NOW.date()}
    county.do("handler", "documents.incoming.ask_superior", matter=in_hand(), **asked)
    pk = in_hand()
    county.do("handler", "documents.incoming.report", matter=pk, text="已制定方案并检查。")
    county.do("director", "documents.incoming.accept", matter=pk, then="done")
    return county


@pytest.mark.slow
@pytest.mark.both_databases
def test_every_invariant_finds_what_breaks_it(county: County) -> None:
    assert set(invariants.STATEMENTS) <= set(BREAKAGES)
    assert invariants.check_all() == 4
    for name, sql in BREAKAGES.items():
        with transaction.atomic():
            with connection.cursor() as cursor:
                for trigger in (
                    "flow_matter_state_by_engine",
                    "flow_matter_is_held",
                    "flow_matter_counts_up",
                ):
                    on = " ON flow_matter" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER {trigger}{on}")
                cursor.execute(sql)
            assert name in dict(invariants.breaks()), name
            with pytest.raises(invariants.Broken):
                invariants.check_all()
            transaction.set_rollback(True)
    assert list(invariants.breaks()) == []


@pytest.mark.slow
def test_the_sample_compares_visible_with_its_rules(county: County) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE flow_visible SET sort_key = sort_key + 1 WHERE list_kind = 'incoming.open'")
    assert list(invariants.breaks()) == []
    with pytest.raises(invariants.Broken, match="Visible differs"):
        invariants.check_all()


# -- aims ----------------------------------------------------------------------------------------------------


def row(
    page: str = "收文", *, p50: float = 10, p95: float = 20, queries: int = 12, **more: Any
) -> dict[str, Any]:
    return {"person": "收文员", "page": page, "p50": p50, "p95": p95, "queries": [queries], "scans": [], "work": 3,
            "asked": 9, **more}  # fmt: skip


def pages_with(*rows: dict[str, Any]) -> dict[str, dict[int, dict[str, Any]]]:
    return {"sqlite": {1000: {"matters": 1000, "pages": [*rows, row(reports.BARE, p50=5)]}}}


def missed(report: tuple[str, list[reports.Aim]]) -> list[str]:
    return [aim.promise for aim in report[1] if not aim.met]


def test_a_missed_aim_is_printed_as_missed() -> None:
    assert missed(reports.pages(pages_with(row()))) == []
    assert "p95" in missed(reports.pages(pages_with(row(p95=60.5))))[0]
    assert "中位数" in missed(reports.pages(pages_with(row(p50=20.1))))[0]
    assert "扫描" in missed(reports.pages(pages_with(row(scans=["flow_matter"]))))[0]
    assert "最忙的一句" in missed(reports.pages(pages_with(row(work=201))))[0]
    two = pages_with(row())
    two["sqlite"][100_000] = {"matters": 100_000, "pages": [row(queries=13), row(reports.BARE, p50=5)]}
    assert missed(reports.pages(two)) == ["sqlite：各种规模下查询数相同"]
    acting = {"clients": 8, "runner": 3.9, "bare": 10.0, "ratio": 0.39, "rows": 14.0}
    assert len(missed(reports.actions({"sqlite": {1000: {"actions": [acting]}}}))) == 1
    assert len(missed(reports.idle({"sqlite": Idle(2, 200.0, 150.0)}))) == 1
    verified = {"records": 1000, "fill": 1.0, "seal": 1.0, "verify": 1.0, "memory": 90.0}
    verified |= {"looks": {"全部": 2.0}, "action": 2.0, "bare_action": 1.0}
    assert len(missed(reports.records({"sqlite": verified}))) == 1
    assert len(missed(reports.records({"sqlite": verified | {"looks": {"全部": 301.0}}}))) == 2


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    figures: dict[str, Any] = pages_with(row())

    def measure(database: str, wanted: Any, found: bench.Found) -> None:
        found.matters.update(figures)

    monkeypatch.setattr(bench, "_measure", measure)
    return figures


def test_the_exit_code_says_whether_every_aim_is_met(
    measured: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--parts", "pages", "--databases", "sqlite"]
    assert bench.main(words) == 0
    measured.update(pages_with(row(p95=99)))
    assert bench.main(words) == 1
    assert "✗ 没有达到" in capsys.readouterr().out
    measured.clear()
    assert bench.main(words) == 1, "nothing measured is nothing proved"
    with pytest.raises(SystemExit) as wrong:
        bench.main(["--parts", "pages,flying"])
    assert wrong.value.code == 2


# -- actions -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_bare_orm_writes_the_same_rows(county: County) -> None:
    house = _house(county)
    steps = actions.steps_of(house, NOW)
    watched = actions.watch(steps, NOW)
    assert len(watched) == 8 and all(action.rows >= 8 for action in watched)
    before = _counts()
    actions.through_the_runner(steps, 1, NOW)
    between = _counts()
    actions.bare(watched, 1)
    after = _counts()
    assert {t: between[t] - before[t] for t in before} == {t: after[t] - between[t] for t in before}
    assert list(invariants.breaks()) == [] and invariants.check_all() == 7


def test_an_unfair_comparison_is_refused() -> None:
    with pytest.raises(actions.WalkFailed, match="flow_reader"):
        actions._require_known({"flow_matter", "flow_reader"})


def _house(county: County) -> Any:
    from bench.county import House

    posts = county.posts
    return House(
        county.units["office"], posts["clerk"], posts["director"], (posts["handler"],), (posts["mayor"],)
    )


def _counts() -> dict[str, int]:
    from bench.loading import count_rows

    return count_rows(m._meta.db_table for m in actions.WRITTEN)
