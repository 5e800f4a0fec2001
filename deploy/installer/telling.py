"""How the installer speaks and how it fails."""

from __future__ import annotations


class Failed(Exception):
    """It cannot go on; the message is a Chinese sentence for the terminal."""


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)
