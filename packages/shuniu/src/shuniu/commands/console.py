"""What commands print with, and how they fail."""

from __future__ import annotations

import getpass
import os
import sys


class Failed(Exception):
    """A command cannot be carried out; the message is one Chinese sentence for the terminal.

    `code` is the exit code: 1 not done, 2 wrong arguments or settings.
    """

    def __init__(self, message: str, *, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def operator(command: str) -> str:
    """How the records name a command: with the login name of whoever ran it on this machine, as far as it is known."""
    try:
        return f"{command}（{getpass.getuser()}）"
    except (KeyError, OSError):
        return f"{command}（用户 {os.getuid()}）"


def say(text: str = "") -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201  (commands speak to a terminal)


def complain(text: str, *, code: int) -> int:
    """Print a line on the error stream; *code*, for the exit."""
    print(f"✗ {text}", file=sys.stderr, flush=True)  # noqa: T201
    return code
