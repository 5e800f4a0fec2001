"""The moves of office life, one file each: declared once, allowed per state by the procedure."""
