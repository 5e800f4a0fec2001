"""Wordings C of language."""

from __future__ import annotations

from bench.faults.injected import Way
from bench.faults.third.words import BY_SOUND, CHARACTER

WAYS: dict[str, tuple[Way, ...]] = {"wrong_word_by_sound": BY_SOUND, "wrong_character": CHARACTER}
