"""Who deals with an incident."""

KEEPERS = ("SECRECY",)
