"""The style sheets: one place for colours, readable contrast, nothing Chromium 86 cannot do, nothing unused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shuniu.kernel.platform import ui

ROOT = Path(__file__).resolve().parents[4]
SOURCES = ROOT / "frontend" / "src"
STYLES = sorted((SOURCES / "styles").glob("*.css"))
TEMPLATES = Path(ui.__file__).resolve().parent.parent / "templates" / "ui"
TOKENS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (SOURCES / "styles" / "tokens.css").read_text()))

TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "primary", "red", "green") for ground in ("surface", "canvas")),
    *((ink, "primary-tint") for ink in ("ink", "primary", "ink-2")),
    *(("ink", ground) for ground in ("yellow-tint", "red-tint", "green-tint", "desk", "line")),
    ("yellow-ink", "surface"), ("yellow-ink", "canvas"), ("yellow-ink", "primary-tint"),
    ("ink-2", "desk"), ("red", "primary-tint"),
    ("on-fill", "primary"), ("on-fill", "primary-strong"), ("on-fill", "red"),
]  # fmt: skip
SHAPE_PAIRS = [
    (shape, ground) for shape in ("yellow", "green", "red", "grey", "line-strong") for ground in ("surface",)
]


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two tokens."""
    light, dark = sorted((_luminance(TOKENS[one]), _luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_stands_out(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_and_edges_stand_out(shape: str, ground: str) -> None:
    assert contrast(shape, ground) >= 3


def test_the_contrast_measure_knows_black_on_white() -> None:
    TOKENS.update(_black="#000000", _white="#ffffff")
    assert contrast("_black", "_white") == pytest.approx(21)


@pytest.mark.parametrize("sheet", [s for s in STYLES if s.name != "tokens.css"], ids=lambda s: s.name)
def test_colours_come_from_the_tokens(sheet: Path) -> None:
    text = re.sub(r"rgba\(31, 35, 41, 0\.4\)", "", sheet.read_text())
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", text) == []


@pytest.mark.parametrize("sheet", STYLES, ids=lambda s: s.name)
def test_styles_degrade_to_chromium_86(sheet: Path) -> None:
    newer = r":has\(|:is\(|:where\(|@container|@layer|aspect-ratio|\binset:|color-mix|(?<=\s)&|\b\d+d?v[hw]i\b|\btext-wrap"
    assert re.findall(newer, sheet.read_text()) == []


@pytest.mark.parametrize("sheet", STYLES, ids=lambda s: s.name)
def test_no_animation_is_slow(sheet: Path) -> None:
    times = [float(n) for n in re.findall(r"(\d+)ms", sheet.read_text())]
    assert all(time <= 150 for time in times)
    assert "animation" not in sheet.read_text()


def test_reading_text_is_never_below_the_base_size() -> None:
    sizes = {
        float(size) for sheet in STYLES for size in re.findall(r"font-size:\s*([\d.]+)rem", sheet.read_text())
    }
    assert min(sizes - {0.75}) >= 1, "0.75rem is the count on the bell alone"


def _classes_in_css() -> set[str]:
    return {name for sheet in STYLES for name in re.findall(r"\.([a-z][\w-]*)", sheet.read_text())} - {
        "css",
        "htmx-request",  # set by htmx itself
    }


def _words_in_markup() -> set[str]:
    files = [*TEMPLATES.glob("*.html"), *SOURCES.rglob("*.ts"), *Path(ui.__file__).parent.glob("*.py")]
    return set(re.findall(r"[\w-]+", " ".join(file.read_text() for file in files)))


def test_no_rule_is_unused() -> None:
    markup = _words_in_markup()
    stems = (
        "light-",
        "toast-",
        "standing-",
        "entry-",
        "seat-",
        "progress-",
        "bar-",
        "chart-bar-",
        "chart-key-",
        "step-",
        "heading-",
        "outline-",
        "redline-",
        "pd-",  # drawn by kernel.flow.diagram, as is the next
        "procedure-diagram",
        "w-",
        "c-",
        "paper-",
    )
    unused = {
        name
        for name in _classes_in_css()
        if name not in markup and not any(name.startswith(stem) for stem in stems)
    }
    assert unused == set()


def test_the_built_files_are_small() -> None:
    built = ROOT / "packages" / "shuniu" / "src" / "shuniu" / "static" / "dist"
    if not (built / "app.js").exists():
        pytest.fail("the front end has not been built: node frontend/build.mjs")
    assert (built / "app.js").stat().st_size < 90_000
    assert (built / "app.css").stat().st_size < 60_000
