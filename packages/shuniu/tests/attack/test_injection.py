"""Words of attackers in every field of every address: no error, nothing carried out, nothing led elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from attack.everywhere import again, asked, insiders, names_on, undone
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from kit import NOW, County, browser, build_county
from openpyxl import load_workbook
from test_other_units_ids import Estate, build_with_trespasser
from walking_roles import every_address

from shuniu.desk.signing_in.entering import next_of
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.runner import run
from shuniu.kernel.platform.screens.answers import home
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db

SUM = "1787569"
"""What 1337 × 1337 comes to, which no page says by itself."""
INJECTIONS = {
    "sql": "x' OR '1'='1'; DROP TABLE shuniu_flow_matter; --",
    "sql numbers": "1) UNION SELECT password FROM shuniu_people_account --",
    "template": "{{1337*1337}}{% debug %}{{request.user.password}}${1337*1337}#{1337*1337}",
    "path": "../../../../etc/passwd",
    "path encoded": "..%2f..%2f..%2fetc%2fpasswd",
    "header": "x\r\nSet-Cookie: hit=1\r\nX-Hit: 1",
    "nul": "x\x00y",
    "surrogate": "\ud800",
    "number": "9" * 5000,
    "like": "%" * 200 + "_" * 200,
    "script": "\"'><script>window.__hit=1</script><img src=x onerror=window.__hit=1>",
    "elsewhere": "//evil.example/",
    "long": "长" * 20_000,
    "format": "%s%n{0.__class__}",
    "control": "".join(map(chr, range(1, 32))) + "\u202e\u2028\ufeff",
}
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example/", "\\\\evil.example",
    "javascript:window.__hit=1", "/\t/evil.example/", "\t//evil.example", "https:evil.example", "//evil.example\\@here",
    "/%0d%0aSet-Cookie:hit=1", "http://testserver@evil.example/", "/\r\nX-Hit: 1",
)  # fmt: skip


SHORT = [words for words in INJECTIONS.values() if len(words) <= 5000]
"""What an address takes."""


@pytest.fixture
def estate(db: None) -> Estate:
    return build_with_trespasser()


def wrong_with(answer: HttpResponse) -> str:
    """Why *answer* shows that an injection did something; empty when it does not."""
    body = b"".join(answer) if answer.streaming else answer.content
    if answer.status_code >= 500 and answer.status_code != 507:  # 507: the estate's file is a row alone
        return f"{answer.status_code} {body[:100]!r}"
    if SUM.encode() in body or b"root:x:0" in body or b"pbkdf2_" in body:
        return "carried out"
    if b"<script>window.__hit" in body or b"<img src=x onerror" in body:
        return "script"
    if "X-Hit" in answer.headers or "hit" in answer.cookies:
        return "header"
    return led_away(answer)


def led_away(answer: HttpResponse) -> str:
    where = answer.headers.get("Location", "") or answer.headers.get("HX-Redirect", "")
    parts = urlsplit(where)
    away = parts.netloc or parts.scheme or where.startswith(("//", "/\\", "\\")) or "\n" in where
    return f"led to {where}" if away else ""


def fill_every_field(estate: Estate, rounds: int) -> tuple[int, list[tuple[str, ...]]]:
    """Fill the fields that each page itself names, in its address and pressed, so many times, each with another
    injection. How many requests, and what was wrong. Nothing that they do stays."""
    wrong: list[tuple[str, ...]] = []
    tried, clients, before = 0, insiders(estate), estate.picture()
    for number, (pattern, address, client) in enumerate(asked(estate, clients)):
        with undone():
            page = again(client).get(address)
        kind = page.headers.get("Content-Type", "")
        names = names_on(page.content.decode()) if kind.startswith("text/html") else []
        for turn in range(rounds):
            for method, words in (("get", SHORT), ("post", list(INJECTIONS.values()))):
                first = number + turn
                fields = {
                    name: _sendable(words[(first + n) % len(words)])
                    for n, name in enumerate([*names, "next", "key", "q", "view"])
                }
                with undone():
                    said = wrong_with(getattr(again(client), method)(address, fields))
                tried += 1
                if said:
                    wrong.append((method, pattern, said, repr(fields)[:300]))
    assert estate.picture() == before
    return tried, wrong


@pytest.mark.slow
@pytest.mark.both_databases
def test_no_field_of_any_address_is_carried_out(estate: Estate) -> None:
    tried, wrong = fill_every_field(estate, 1)
    assert wrong == [] and tried > 200


@pytest.mark.soak
@pytest.mark.both_databases
def test_every_injection_in_every_field(estate: Estate) -> None:
    tried, wrong = fill_every_field(estate, len(INJECTIONS))
    print(f"\n  injections: {tried} requests to {len(every_address())} addresses")
    assert wrong == []


def _sendable(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


@pytest.mark.slow
def test_no_part_of_an_address_leads_out_of_the_house(estate: Estate) -> None:
    """Names and numbers in addresses, and what lies behind /static/."""
    parts = (
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "....//etc/passwd",
        "%00",
    )
    parts += ("{{1337*1337}}", "'--", "a%0d%0aX-Hit:1", "__class__", "x" * 3000, "%ff%fe")
    wrong, clients = [], insiders(estate)
    for pattern, _ in every_address():
        if "<" not in pattern:
            continue
        before, _, after = pattern.partition("<")
        for part in parts:
            address = f"/{before}{part}{after.partition('>')[2]}".replace("<row:number>", "1")
            who = "console system" if pattern.startswith("console/") else ""
            with undone():
                said = wrong_with(again(clients[who]).get(address.replace("<row:file_id>", "1")))
            if said:
                wrong.append((pattern, part, said))
    for part in parts:
        for root in ("/static/", "/static/dist/"):
            said = wrong_with(again(clients[""]).get(root + part))
            if said:
                wrong.append((root, part, said))
    assert wrong == []


@pytest.mark.slow
def test_no_press_leads_to_another_house(estate: Estate) -> None:
    """`next`, in the address or pressed, and the page one comes from: on every address."""
    wrong, clients = [], insiders(estate)
    for number, (pattern, address, client) in enumerate(asked(estate, clients)):
        where = ELSEWHERE[number % len(ELSEWHERE)]
        fields = {"next": where, "back": where, "large": "1", "key": "1"}
        for method in ("get", "post"):
            with undone():
                ask = getattr(again(client), method)
                said = wrong_with(ask(address, fields, headers={"Referer": where.strip()}))
            if said:
                wrong.append((method, pattern, where, said))
    assert wrong == []


@pytest.mark.parametrize("where", ELSEWHERE)
def test_neither_next_nor_the_page_before_is_another_house(where: str, rf: RequestFactory) -> None:
    """The three places that read where to go on to."""
    for wanted in (home(where, "/here/"), next_of(rf.post("/", {"next": where}))):
        assert not led_away(HttpResponseRedirect(wanted))
    answer = Client().post("/preferences/", {"large": "1"}, headers={"Referer": where.strip()})
    assert not led_away(answer)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_no_sign_in_leads_to_another_house(where: str) -> None:
    county = build_county()
    account = county.posts["director"].person.account
    account.set_password("青山-2026-shui")
    account.save()
    words = {"username": account.username, "password": "青山-2026-shui", "next": where}
    assert not led_away(Client().post("/sign-in/", words))
    assert not led_away(Client().post(f"/sign-in/?{urlsplit(where).query}", words))


# Excel

FORMULAS = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    '=HYPERLINK("http://evil.example")',
    "'=1",
    "＝1+1",
)


def with_formulas() -> County:
    """A county whose documents are called, and come from, formulas."""
    county = build_county()
    for formula in FORMULAS:
        done = run(
            "documents.incoming.register_paper",
            actor=county.actor("clerk"),
            data={"source": formula.strip() or "x", "title": formula, "genre": "通知"},
            now=NOW,
        )
        Matter.objects.filter(pk=done.matter_id).update(title=formula)
    return county


@pytest.mark.slow
def test_no_export_holds_a_formula(settings: object) -> None:
    """Every list and register that can be had as a sheet, with titles that begin like formulas, read back."""
    county, read, seen = with_formulas(), 0, Counter()
    client = browser(county, "clerk")
    for pattern, _ in every_address():
        if "<" in pattern or pattern.startswith(("console/", "sign-out")):
            continue
        for query in ("", "?as=xlsx", "?view=all&as=xlsx"):
            answer = client.get(f"/{pattern}{query}")
            if "spreadsheetml" not in answer.headers.get("Content-Type", ""):
                continue
            read += 1
            for sheet in load_workbook(BytesIO(answer.content)).worksheets:
                for cell in (cell for row in sheet.iter_rows() for cell in row):
                    assert cell.data_type != "f", (pattern, cell.coordinate, cell.value)
                    assert cell.hyperlink is None, (pattern, cell.coordinate)
                    if any(f.strip() in str(cell.value) for f in FORMULAS):
                        seen[pattern] += 1
                        assert cell.quotePrefix and cell.number_format == "@", (pattern, cell.coordinate)
    assert read > 5 and seen["incoming/"] >= len(FORMULAS), (read, seen)


# What a caller says of himself

FORGED = (
    "account",
    "account_id",
    "post",
    "person",
    "unit",
    "unit_id",
    "key",
    "actor",
    "at",
    "now",
    "version_by",
    "pk",
)


def test_no_action_takes_a_field_that_it_does_not_name() -> None:
    """Whose account, which post, which moment: never taken from what was sent."""
    county, tried = build_county(), 0
    for action in ACTIONS.values():
        for name in (name for name in FORGED if name not in action.input.model_fields):
            outcome = run(action.name, actor=county.actor("clerk"), data={name: 1}, now=NOW)
            told = [p.field for p in getattr(outcome, "problems", ())]
            if outcome.code != "invalid":  # type: ignore[union-attr]
                continue  # he may not press it at all
            tried += 1
            assert name in told, (action.name, name, outcome)
    assert tried > 200


def test_who_acts_is_who_is_signed_in(estate: Estate) -> None:
    """A page's press with another's account, post and hat in it is recorded under one's own name."""
    client, me = browser(estate.county, "clerk"), estate.county.posts["clerk"]
    other = estate.county.posts["mayor"]
    forged = {
        "account": other.person.account_id,
        "post": other.pk,
        "person": other.person_id,
        "hat": other.pk,
    }
    before = Record.objects.count()
    client.post("/act/flow.remind/", {"matter": estate.matter, **forged}, headers={"X-Remote-User": "mayor"})
    made = Record.objects.order_by("pk")[before:]
    assert {r.account_id for r in made} == {me.person.account_id}
    body = json.dumps({"matter": estate.matter, **forged})
    answer = client.post("/api/actions/flow.remind", body, content_type="application/json")
    assert answer.status_code == 422
