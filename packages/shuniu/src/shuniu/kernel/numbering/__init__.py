"""Gapless numbers: one counter per series and year, with paper numbers reserved and 作废 kept visible."""
