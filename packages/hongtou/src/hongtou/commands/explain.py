"""hongtou explain: what one rule is about."""

from __future__ import annotations

import argparse

from hongtou.commands import rules

EPILOG = rules.EPILOG


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What explain takes."""
    group.add_argument("code", metavar="规则", help="规则号，如GW-24A")


def run(options: argparse.Namespace) -> int:
    """Say what the rule is about; returns the exit code."""
    return rules.explain(options)
