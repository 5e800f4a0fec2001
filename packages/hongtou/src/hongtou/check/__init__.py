"""What is wrong with a document, which clause says so, and what to do about it."""

from hongtou.check.basis import Basis, Certainty, Strength
from hongtou.check.burden import WordLimits, check_burden
from hongtou.check.count import count_words
from hongtou.check.direction import Direction
from hongtou.check.finding import Edit, Finding, Fix, FixKind
from hongtou.check.organs_file import organs_from_toml
from hongtou.check.propose import Proposal, propose
from hongtou.check.routing import check_routing
from hongtou.check.whole import Question, check_document, why_of

__all__ = [
    "Basis",
    "Certainty",
    "Direction",
    "Edit",
    "Finding",
    "Fix",
    "FixKind",
    "Proposal",
    "Question",
    "Strength",
    "WordLimits",
    "check_burden",
    "check_document",
    "check_routing",
    "count_words",
    "organs_from_toml",
    "propose",
    "why_of",
]
