"""The loader refuses a procedure that could strand a matter, and names the fault. One line of the table: one fault."""

from __future__ import annotations

import pytest

from shuniu.kernel.flow.procedure import PROCEDURES, BadProcedure, parse

GOOD = """
id = "try.it"
version = 1
label = "试办"
rule = "GW-05"
initial = "first"

[states.first]
label = "待办"
verb = "办理"
duty = "HANDLER"
due = "sample.days"
moves = ["remind"]

[states.second]
label = "待审"
verb = "审核"
chosen = true
return_to = ["first"]
moves = ["return"]

[states.outside]
label = "待复"
waits = true

[states.end]
label = "办结"
final = "done"
return_to = ["second"]
moves = ["reopen", "correct"]

[[transitions]]
name = "go"
label = "办理"
from = "first"
to = ["second", "outside"]
actor = "holder"
guards = ["rounds_closed"]
effects = ["sample_count"]

[[transitions]]
name = "came"
label = "收到"
from = "outside"
to = "second"
actor = "duty:CLERK"

[[transitions]]
name = "stop"
label = "办结"
from = "second"
to = "end"
actor = "holder"
"""

ALONE = '[states.alone]\nlabel = "孤"\nverb = "办"\nduty = "CLERK"\n\n[states.end]'
LOOP = ALONE.replace(
    "[states.end]",
    '[[transitions]]\nname = "x"\nlabel = "x"\nfrom = "alone"\nto = "alone"\nactor = "holder"\n\n',
)

FAULTS = [
    # what is changed, into what, what the loader says
    ('id = "try.it"', "id = ", "not TOML"),
    ('id = "try.it"\n', "", "id: Field required"),
    ("version = 1", "version = 0", "version: Input should be greater than or equal to 1"),
    ("version = 1", 'version = "1"', "version: Input should be a valid integer"),
    ('label = "待办"\n', "", "states.first.label: Field required"),
    ('label = "待办"', f'label = "{"长" * 31}"', "at most 30 characters"),
    ('verb = "办理"', f'verb = "{"长" * 21}"', "at most 20 characters"),
    ("[states.first]", f"[states.{'x' * 41}]", "at most 40 characters"),
    ('moves = ["remind"]', 'mooves = ["remind"]', "states.first.mooves: Extra inputs are not permitted"),
    ("waits = true", 'waits = "yes"', "states.outside.waits: Input should be a valid boolean"),
    ('guards = ["rounds_closed"]', 'gaurds = ["rounds_closed"]', "transitions.0.gaurds: Extra inputs"),
    ('actor = "duty:CLERK"\n', "", "transitions.1.actor: Field required"),
    ('from = "outside"', "from = []", "transitions.1.from: Value should have at least 1 item"),
    ('from = "outside"', "from = 3", "transitions.1.from: Input should be a valid tuple"),
    ('rule = "GW-05"', 'rule = "GW-999"', "rule 'GW-999' has no basis"),
    ('name = "came"', 'name = "go"', "two transitions have one name"),
    ('initial = "first"', 'initial = "frist"', "initial state 'frist' is unknown"),
    ('initial = "first"', 'initial = "first"\nalso_initial = "never"', "initial state 'never' is unknown"),
    ('duty = "HANDLER"', 'duty = "COOK"', "state 'first': duty 'COOK' is unknown"),
    ('due = "sample.days"', 'due = "no.days"', "state 'first': parameter 'no.days' is unknown"),
    ('moves = ["remind"]', 'moves = ["dance"]', "state 'first': move 'dance' is unknown"),
    ('moves = ["return"]', 'moves = ["return", "reopen"]', "move 'reopen' belongs in a final state"),
    ('moves = ["return"]\n', "", "state 'second': move 'return' and return_to need each other"),
    (
        'moves = ["remind"]',
        'moves = ["return"]',
        "state 'first': move 'return' and return_to need each other",
    ),
    ('return_to = ["first"]', 'return_to = ["gone"]', "state 'second': return_to 'gone' is unknown"),
    ('return_to = ["first"]', 'return_to = ["outside"]', "return_to 'outside' is a state in which nobody"),
    ('moves = ["reopen", "correct"]', 'moves = ["reopen", "void"]', "'end': move 'void' is not made after"),
    ('moves = ["reopen", "correct"]', 'moves = ["correct"]', "'end': move 'reopen' and return_to need"),
    (
        'return_to = ["second"]',
        'return_to = ["end"]',
        "return_to 'end' is a state in which nobody has a task",
    ),
    ('return_to = ["second"]', 'return_to = ["lost"]', "state 'end': return_to 'lost' is unknown"),
    ('moves = ["reopen", "correct"]', 'moves = ["reopen", "fly"]', "state 'end': move 'fly' is unknown"),
    ('final = "done"', 'final = "over"', "state 'end': final 'over' is no outcome"),
    ('from = "second"', 'from = ["second", "end"]', "state 'end' is final and has a way out"),
    ('from = "second"', 'from = "first"', "state 'second' is a dead end"),
    ('to = "end"', 'to = "first"', "from state 'first' no end can be reached"),
    ("chosen = true", 'chosen = true\nduty = "CLERK"', "'second' needs exactly one of duty, chosen, waits"),
    ("chosen = true\n", "", "state 'second' needs exactly one of duty, chosen, waits"),
    ('verb = "审核"\n', "", "state 'second' needs a verb"),
    ("[states.end]", ALONE, "state 'alone' is a dead end"),
    ("[states.end]", ALONE, "state 'alone' cannot be reached"),
    ('[[transitions]]\nname = "go"', LOOP + '[[transitions]]\nname = "go"', "from state 'alone' no end"),
    ('to = "second"', 'to = "third"', "transition 'came': state 'third' is unknown"),
    ('actor = "duty:CLERK"', 'actor = "duty:COOK"', "transition 'came': actor 'duty:COOK' is unknown"),
    ('actor = "duty:CLERK"', 'actor = "somebody"', "transition 'came': actor 'somebody' is unknown"),
    ('actor = "duty:CLERK"', 'actor = "holder"', "'came': nobody holds the waiting state 'outside'"),
    ('actor = "duty:CLERK"', 'actor = "duty:HANDLER"', "HANDLER does not find the matter in state 'outside'"),
    ('"rounds_closed"', '"weather_fine"', "transition 'go': guard 'weather_fine' is unknown"),
    ('"sample_count"', '"ring_bell"', "transition 'go': effect 'ring_bell' is unknown"),
]


def test_the_good_one_is_good() -> None:
    procedure = parse(GOOD)
    assert [t.name for t in procedure.from_state("first")] == ["go"]
    assert procedure.transitions["go"].sources == ("first",)


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS)
def test_each_fault_is_named(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    with pytest.raises(BadProcedure) as refused:
        parse(GOOD.replace(old, new, 1))
    assert fault in str(refused.value)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(BadProcedure) as refused:
        parse(GOOD.replace('"HANDLER"', '"COOK"').replace('"rounds_closed"', '"weather_fine"'))
    assert "COOK" in str(refused.value) and "weather_fine" in str(refused.value)


def test_what_is_loaded_is_read_as_written() -> None:
    """The digest is that of the very text, so that a published version can be held to it."""
    for procedure in PROCEDURES.values():
        assert parse(procedure.source).digest == procedure.digest
