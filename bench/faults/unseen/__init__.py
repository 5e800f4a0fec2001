"""Wordings B, by another hand: who writes rules never opens this folder."""
