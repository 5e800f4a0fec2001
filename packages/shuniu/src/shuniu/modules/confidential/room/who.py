"""Who keeps the 机要件占位登记簿 of a unit, and who reads it."""

KEEPERS = ("SECRECY", "CLERK", "LIAISON")
READERS = (*KEEPERS, "OFFICE_HEAD", "UNIT_HEAD")
