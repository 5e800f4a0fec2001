"""Backups of an installation: made while people work, encrypted, proved by restoring, and restored.

A backup folder holds `files/` (every content once, under a name that only the key tells) and one folder for each
backup: `database.sealed`, `manifest.sealed` and, once it was proved, `verified`. Nothing in it is readable without
the key, which lies elsewhere.
"""
