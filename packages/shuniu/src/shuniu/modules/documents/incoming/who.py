"""Which duties do what with incoming documents, said once for actions, screens and menu."""

from __future__ import annotations

REGISTRARS = ("CLERK", "LIAISON")
"""Who keeps the register and sends what is finished: the 文书, and in a township or a small unit its 联络员."""
CALL_TAKERS = (*REGISTRARS, "OFFICE_HEAD")
"""Who records a telephone call or an oral instruction, and reviews what came in."""
KEEPERS = (*CALL_TAKERS, "UNIT_HEAD")
"""Who looks after a unit's papers, rounds and reminders, and moves them on: the duties that oversee its matters."""
