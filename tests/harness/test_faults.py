"""The program that judges rules: clean carriers that are read whole, faults that are really put in, honest counting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from bench.faults import judge as judging
from bench.faults import quiet
from bench.faults.__main__ import main
from bench.faults.carriers import FOLDER, GENRES, carriers, carriers_for
from bench.faults.editing import line_after, paragraph, put, sentence, swap, together, without
from bench.faults.injected import Carrier, Injected
from bench.faults.judge import Case, cases_of, is_found
from bench.faults.kinds import SEEN, THIRD, UNSEEN, Kind, kinds, ways

from hongtou import Question, Span, read
from hongtou.check.needs import Sieve
from hongtou.check.specimen import specimen
from hongtou.check.stretch import TextRule
from hongtou.check.whole import document_rules, paper_of

KINDS = kinds()
FAMILIES_OF_THE_THIRD_HAND = (
    "burden",
    "elements",
    "genre",
    "language",
    "page",
    "routing",
    "secrecy",
    "structure",
)
WRITTEN = [
    (kind, wordings)
    for kind in KINDS
    for wordings in (SEEN, UNSEEN, THIRD)
    if wordings != THIRD or kind.family in FAMILIES_OF_THE_THIRD_HAND
]
FEWEST_CARRIERS = 1
of_carriers = pytest.mark.parametrize("carrier", carriers(), ids=[carrier.name for carrier in carriers()])
of_kinds = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
NUMBERED = set(GENRES.values()) - {"公告", "通告", "公报", "决议", "议案", "纪要"}


@of_carriers
def test_a_carrier_is_read_whole(carrier: Carrier) -> None:
    document = carrier.document
    genre = GENRES[carrier.name.split("-")[0]]
    assert document.genre is not None and document.genre.value.value == genre
    assert document.title is not None and document.body and document.remarks == ()
    assert document.document_date is not None and (document.issuers or genre == "决议")
    assert document.document_number is not None or genre not in NUMBERED
    assert [note.name for note in document.annex_notes] in ([], [annex.title for annex in document.annexes])
    unread = [
        line
        for line in _lines_outside(document.text, list(_spans(carrier)))
        if not re.fullmatch(r"附件\d*|(?:〔\d{4}〕)?第\d+号", line)
    ]
    assert unread == []


_ONE = (
    "copy_number",
    "urgency",
    "issuer_mark",
    "document_number",
    "issuing_signatory",
    "title",
    "signature",
    "document_date",
    "note",
    "imprint",
)
_SEVERAL = ("addressees", "body", "annex_notes", "annexes", "copy_to")


def _spans(carrier: Carrier) -> Iterator[Span]:
    document = carrier.document
    for name in _ONE:
        value = getattr(document, name)
        if value is not None:
            yield value.span
    for name in _SEVERAL:
        yield from (value.span for value in getattr(document, name))


def _lines_outside(text: str, spans: list[Span]) -> Iterator[str]:
    start = 0
    for line in text.split("\n"):
        if line.strip() and not any(span.start < start + len(line) and start < span.end for span in spans):
            yield line
        start += len(line) + 1


@of_carriers
def test_no_rule_finds_an_error_or_a_warning_in_a_carrier(carrier: Carrier) -> None:
    said = {f.code for f in carrier.findings if f.severity != "advice"}
    assert sorted(said) == []
    among_organs = [f for f in carrier.findings_among_organs if f.family == "routing" and f.refuses]
    assert [f for f in among_organs if f.rule not in ("YS-08", "YS-16", "GW-38")] == [], "the list is short"


@cache
def _cases(kind: Kind, wordings: str) -> tuple[Case, ...]:
    return tuple(cases_of(kind, wordings))


@pytest.mark.parametrize(("kind", "wordings"), WRITTEN, ids=[f"{w}-{kind.name}" for kind, w in WRITTEN])
def test_a_kind_is_put_into_carriers_and_changes_them(kind: Kind, wordings: str) -> None:
    written = ways(wordings, kind.family).get(kind.name, ())
    assert written, "no wording"
    cases = _cases(kind, wordings)
    assert len({case.way for case in cases}) == len(written), "a wording fits no carrier"
    assert len({case.carrier.name for case in cases}) >= FEWEST_CARRIERS
    for case in cases:
        _check(case)


def _check(case: Case) -> None:
    source, span = case.injected.source, case.injected.span
    if isinstance(source, bytes):
        assert source != case.carrier.word
        return
    assert source != case.carrier.text and "⟦" not in source and "⟧" not in source
    if span is None:
        assert case.kind.about, "what is missing needs a field that a finding must name"
    else:
        assert span.end <= len(source) and (span.of(source) or case.kind.about), case.passage()


@of_kinds
@pytest.mark.parametrize(("one", "other"), ((SEEN, UNSEEN), (SEEN, THIRD), (UNSEEN, THIRD)))
def test_the_wordings_of_two_hands_are_not_the_same(kind: Kind, one: str, other: str) -> None:
    """What is missing is missing in one manner only; where something wrong stands, no wording is used twice."""
    first, second = (_cases(kind, each) for each in (one, other))
    written = {(case.carrier.name, case.injected.source) for case in first if case.injected.span}
    assert not any((case.carrier.name, case.injected.source) in written for case in second)


def test_wordings_a_and_b_keep_their_carriers_and_c_has_more() -> None:
    first = tuple(path.stem for path in sorted(FOLDER.glob("*.txt")))
    assert len(first) == 37
    for wordings in (SEEN, UNSEEN):
        assert tuple(carrier.name for carrier in carriers_for(wordings)) == first
    assert tuple(carrier.name for carrier in carriers_for(THIRD)[:37]) == first
    assert carriers_for(THIRD) == carriers() and len({c.name for c in carriers()}) == len(carriers())


def test_every_way_belongs_to_a_kind() -> None:
    families = {kind.family for kind in KINDS}
    for wordings in (SEEN, UNSEEN, THIRD):
        named = {(family, name) for family in families for name in ways(wordings, family)}
        assert named <= {(kind.family, kind.name) for kind in KINDS}


CLEAN = Carrier.of("tongzhi-sample", specimen())


def test_the_editing_words_put_faults_where_they_say() -> None:
    rng = Random(1)
    made = [
        swap("document_number", r"〔(\d{4})〕", r"⟦[\1]⟧")(CLEAN, rng),
        sentence("会议定于⟦2月30日⟧召开。")(CLEAN, rng),
        sentence("⟦另外。⟧", where="start")(CLEAN, rng),
        paragraph("一，总体要求")(CLEAN, rng),
        paragraph("一，总体要求", before=True)(CLEAN, rng),
        line_after("title", "（⟦试行⟧）")(CLEAN, rng),
    ]
    passages = []
    for each in made:
        assert each is not None and isinstance(each.source, str) and each.span is not None
        assert each.source != CLEAN.text
        passages.append(each.span.of(each.source))
    assert passages == ["[2026]", "2月30日", "另外。", "一，总体要求", "一，总体要求", "试行"]
    unit = together("云岭县人民政府办公室", "⟦云岭县人民政府办公室秘书科⟧")(CLEAN, rng)
    assert unit is not None and "秘书科" in str(unit.source) and "秘书科秘书科" not in str(unit.source)
    gone = without("document_date")(CLEAN, rng)
    assert gone is not None and gone.span is None and "2026年3月3日" not in str(gone.source)
    assert without("note")(CLEAN, rng) is None and swap("title", "没有", "有")(CLEAN, rng) is None


def test_only_a_new_finding_about_the_fault_counts() -> None:
    kind = Kind("sample", "elements", "字号", about=("document_number",))
    text = CLEAN.text
    at = text.index("〔2026〕")
    wrong = put(text, Span(at, at + 6), "[2026]")
    assert is_found(Case(kind, 0, CLEAN, wrong))
    other = Kind("sample", "elements", "正文", about=("body",))
    assert not is_found(Case(other, 0, CLEAN, Injected(str(wrong.source), Span(0, 3)))), "elsewhere"
    assert is_found(Case(other, 0, CLEAN, wrong)) and is_found(
        Case(kind, 0, CLEAN, Injected(str(wrong.source), Span(0, 3)))
    )
    assert is_found(Case(kind, 0, CLEAN, Injected(str(wrong.source)))), "no place, but the element is named"
    assert not is_found(Case(Kind("sample", "language", "字号"), 0, CLEAN, wrong)), "another family"
    already = Carrier.of("tongzhi-sample", str(wrong.source))
    assert not is_found(Case(kind, 0, already, wrong)), "it was there before"


def test_what_is_said_without_cause_is_counted_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quiet.pages_of("字" * 28 * 22) == 1.0 and quiet.pages_of("\n\n") == 0.0
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(specimen(number=f"云政办发[2026]{number + 1}号"), "utf-8")
    (tmp_path / "no.txt").write_text("今天天气很好,大家都出门了。" * 3, "utf-8")
    noise, other = quiet.of_samples(tmp_path)
    assert other.documents <= 1 and noise.documents + other.documents < 9
    assert 0 < noise.documents < 8 and noise.false == {"GB-13A": noise.documents}
    assert noise.per_twenty_pages == pytest.approx(20 * noise.documents / noise.pages)
    monkeypatch.setattr(
        quiet, "true_faults", lambda digest: (quiet.Mark("elements", "document_number", 0, 40),)
    )
    assert quiet.of_samples(tmp_path)[0].false == {} and quiet.of_samples(tmp_path)[0].true == noise.documents


def test_the_table_calls_few_cases_unmeasured(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "CARRIERS_PER_WAY", 1)
    monkeypatch.setattr(quiet, "carriers", lambda: carriers_for(SEEN))
    monkeypatch.setattr("bench.faults.__main__.AIM", 2)
    assert main(["--family", "elements", "--wordings", "a"]) == 1
    monkeypatch.setattr("bench.faults.__main__.AIM", 0)
    monkeypatch.setattr("bench.faults.__main__.FLOOR", 0)
    assert main(["--family", "elements", "--wordings", "a"]) == 0
    text = capfd.readouterr().out
    assert "number_year_in_other_brackets" in text and "样文" in text
    for closed in (UNSEEN, THIRD):
        with pytest.raises(SystemExit):
            main(["--wordings", closed, "--show-misses"])


@pytest.mark.slow
def test_no_rule_of_language_finds_fault_where_it_is_not_asked() -> None:
    """What rules declare that they need is true in clean documents and in those with faults of wordings A."""
    texts = {carrier.text for carrier in carriers()}
    texts |= {case.injected.source for kind in kinds() for case in cases_of(kind, SEEN)}
    stretches = {
        placed.stretch
        for text in texts
        if isinstance(text, str)
        for placed in paper_of(read(text.encode(), "a.txt"), Question()).stretches
    }
    rules = [rule for _, rule in document_rules() if isinstance(rule, TextRule)]
    sieve = Sieve((rule.code, rule.needs) for rule in rules)
    for stretch in stretches:
        speaks = {rule.code for rule in rules if any(rule.check(stretch))}
        assert speaks <= set(sieve.through(stretch.text)), stretch.text
    assert len(stretches) > 1000
