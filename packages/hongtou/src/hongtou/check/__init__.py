"""What is wrong with a document, which clause says so, and what to do about it."""

from hongtou.check.basis import Basis, Certainty, Strength
from hongtou.check.burden import WordLimits, check_burden
from hongtou.check.count import count_words
from hongtou.check.finding import Finding
from hongtou.check.organs_file import organs_from_toml
from hongtou.check.propose import Direction, Proposal, propose
from hongtou.check.routing import check_routing

__all__ = [
    "Basis",
    "Certainty",
    "Direction",
    "Finding",
    "Proposal",
    "Strength",
    "WordLimits",
    "check_burden",
    "check_routing",
    "count_words",
    "organs_from_toml",
    "propose",
]
