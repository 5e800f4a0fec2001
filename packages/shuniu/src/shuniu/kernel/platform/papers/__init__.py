"""Printed forms: declared by modules, printed by Typst, with the office's fonts and their gaps told."""

from shuniu.kernel.platform.papers.bound import Bound
from shuniu.kernel.platform.papers.engine import PAPERS, Paper, PrintedPaper, PrintFailed, declare, render
from shuniu.kernel.platform.papers.fonts import FontSet, Role, Substitution, find_fonts
from shuniu.kernel.platform.papers.qr import QrCode, qr_png, qr_svg

__all__ = [
    "PAPERS",
    "Bound",
    "FontSet",
    "Paper",
    "PrintFailed",
    "PrintedPaper",
    "QrCode",
    "Role",
    "Substitution",
    "declare",
    "find_fonts",
    "qr_png",
    "qr_svg",
    "render",
]
