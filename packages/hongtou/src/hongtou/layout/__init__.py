"""Laying out: from a manuscript to pages of runs and rules in millimetres (GB/T 9704-2012)."""

from hongtou.layout.page import Colour, Layout, Page, Rule, Run
from hongtou.layout.pages import lay_out
from hongtou.layout.redline import RedlineVersion, lay_out_redline

__all__ = ["Colour", "Layout", "Page", "Rule", "RedlineVersion", "Run", "lay_out", "lay_out_redline"]
