"""docs/permissions.md against the product: every address is asked for by every role; what is not allowed is shut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from test_other_units_ids import TITLE, Estate, build_with_trespasser
from walking_roles import (
    ADMINISTRATORS,
    NOBODY,
    STRANGER,
    WITHOUT,
    every_address,
    let_in,
    roles_of,
    staff_duties,
)

from shuniu.desk.manual import plain_route
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.platform.queries import QUERIES

TABLE = Path(__file__).resolve().parents[4] / "docs" / "permissions.md"
STAFF = [WITHOUT, *(DUTIES.get(code).label for code in staff_duties())]
WORDS = {"在任人员": STAFF, "三员": [*ADMINISTRATORS.values()], "无": []}


def expected() -> dict[str, set[str]]:
    """Address → the roles that the table lets in."""
    rows = re.findall(r"^\| `(/[^`]*)` \| ([^|]+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        address: {role for word in said.strip().split("、") for role in WORDS.get(word, [word])}
        for address, said in rows
    }


def written(pattern: str) -> str:
    return plain_route(pattern)


@pytest.fixture
def estate(db: None) -> Estate:
    return build_with_trespasser()


def test_the_table_names_every_address_once_and_knows_every_role() -> None:
    table = expected()
    assert set(table) == {written(pattern) for pattern, _ in every_address()}
    known = {NOBODY, STRANGER, *STAFF, *ADMINISTRATORS.values()}
    assert set().union(*table.values()) <= known


def test_no_address_with_an_id_is_open_to_a_stranger_in_the_table() -> None:
    ids = re.compile("<(?:pk|person_id|number|file_id|code)>")
    assert {a for a, roles in expected().items() if ids.search(a) and roles & {STRANGER, NOBODY}} == set()


@pytest.mark.slow
def test_every_role_at_every_address(estate: Estate) -> None:
    table, roles, wrong, walked = expected(), list(roles_of(estate)), [], 0
    for pattern, address_of in every_address():
        address = address_of(estate)
        for role in roles:
            walked += 1
            if let_in(role.client, address) != (role.label in table[written(pattern)]):
                wrong.append((written(pattern), role.label))
    assert wrong == []
    assert walked == len(table) * (len(STAFF) + 5)


@pytest.mark.slow
def test_every_operation_of_the_interface(estate: Estate) -> None:
    """On a matter of the estate: nobody and administrators find nothing at all, a stranger nothing of it."""
    wrong = []
    for role in roles_of(estate):
        if role.label not in {NOBODY, STRANGER, *ADMINISTRATORS.values()}:
            continue
        for action in ACTIONS.values():
            if not action.api or action.name.startswith("sample."):
                continue
            data = {} if action.beside else {"matter": estate.matter}
            answer = role.client.post(f"/api/actions/{action.name}", data, content_type="application/json")
            fine = {401, 403} if role.label != STRANGER else {401, 403, 404, 422}
            if answer.status_code not in fine or TITLE in answer.content.decode():
                wrong.append((role.label, action.name, answer.status_code))
        for query in QUERIES.values():
            answer = role.client.get(
                f"/api/queries/{query.name}?words=水库除险&kind=matter&id={estate.matter}"
            )
            fine = {401, 403} if role.label != STRANGER else {200, 401, 403, 404, 422}
            if answer.status_code not in fine or TITLE in answer.content.decode():
                wrong.append((role.label, query.name, answer.status_code))
    assert wrong == []


def test_a_stranger_to_the_house_is_led_to_the_door() -> None:
    assert Client().get("/incoming/?view=all")["Location"].startswith("/sign-in/?next=")
