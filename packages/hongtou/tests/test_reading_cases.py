"""Documents of every shape, as text, Word, PDF and OFD: each element is read as the table says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from file_builders import docx_of_text, ofd_of_text, pdf_of_text

import hongtou
from hongtou.commands.read import document_as_json

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("reading_cases.toml").read_text(encoding="utf-8")
)["case"]
FORMS = {"txt": str.encode, "docx": docx_of_text, "pdf": pdf_of_text, "ofd": ofd_of_text}
SINGLE = ("title", "document_number", "genre", "urgency", "copy_number", "document_date", "note")
SEVERAL = ("issuers", "issuing_signatories", "addressees", "copies_to")


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """What must be read; a field that the case does not name must be read as nothing."""
    office, day = case.get("imprint", (None, None))
    return (
        {name: case.get(name) for name in SINGLE}
        | {name: case.get(name, []) for name in SEVERAL}
        | {
            "annexes": [{"number": number or None, "name": name} for number, name in case.get("annexes", ())],
            "imprint": {"printing_office": office, "printed_on": day} if office else None,
            "levels": case["levels"],
        }
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_element_is_read(case: dict[str, Any], form: str) -> None:
    found = document_as_json(hongtou.read(FORMS[form](case["text"].strip("\n")), f"公文.{form}"))
    found["levels"] = [block["level"] for block in found["body"]]
    wanted = expected(case)
    assert {name: found[name] for name in wanted} == wanted
    for start, end in found["spans"].values():
        assert 0 <= start < end <= len(found["text"])


def test_the_table_has_documents_of_all_fifteen_genres() -> None:
    assert {case["genre"] for case in CASES} == {str(genre) for genre in hongtou.Genre}
