"""Which duties keep the seals of a unit, approve their use and read its 用印登记簿."""

ASKERS = ("HANDLER", "CLERK", "LIAISON", "OFFICE_HEAD", "UNIT_HEAD", "SEAL_KEEPER")
APPROVERS = ("OFFICE_HEAD", "UNIT_HEAD")
SEAL_KEEPERS = ("SEAL_KEEPER",)
BOOK_READERS = ("SEAL_KEEPER", "CLERK", "LIAISON", "OFFICE_HEAD", "UNIT_HEAD", "ARCHIVIST")
FILERS = ASKERS
"""Who files the scan of a sealed copy."""
