"""What the digest of a record covers, byte for byte."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kit import NOW

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.records.writing import canonical, content_digest

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner), max_leaves=5
)


# Strings come slowly on a busy machine; that is no fault of the digest.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    at=st.datetimes(timezones=st.sampled_from([UTC, COUNTY])),
    words=st.tuples(st.text(), st.text(), st.text()),
    account=st.none() | st.integers(),
    content=st.dictionaries(st.text(), JSON, max_size=4),
)
def test_what_a_digest_covers_is_plain_json(
    at: datetime, words: tuple[str, str, str], account: int | None, content: dict[str, object]
) -> None:
    """Put together by hand, it is what any reader of the manual would write: keys in order, no blanks, UTC."""
    action, outcome, actor = words
    plain = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": action,
        "outcome": outcome,
        "account": account,
        "person": 3,
        "unit": 4,
        "actor": actor,
        "matter": account,
        "content": content_digest("ab", content),
    }
    said = canonical((at, action, outcome, account, 3, 4, actor, account), content_digest("ab", content))
    assert said == json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    words_of_it = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert content_digest("ab", content) == sha256(f"ab{words_of_it}".encode()).hexdigest()


def test_a_number_is_a_number() -> None:
    """SQLite keeps words in a column of numbers: they must not pass for a part of the JSON."""
    with pytest.raises(ValueError, match="format"):
        canonical((NOW, "a", "done", '1,"action":"b"', 3, 4, "甲", None), "0" * 64)
