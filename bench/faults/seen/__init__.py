"""Wordings A: who writes rules may read them."""
