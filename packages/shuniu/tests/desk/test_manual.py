"""The 用户手册 is whole and true: every screen has its page, every name on it is one that the product shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from kit import County, build_county

from shuniu.cli import COMMANDS
from shuniu.desk import manual
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.basis import basis, catalogue
from shuniu.kernel.base.parameters import PARAMETERS, Parameter
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.platform.menu import PLACES
from shuniu.kernel.platform.ui.help import KEYS
from shuniu.settings.env import VARIABLES

ROOT = Path(__file__).resolve().parents[4]
SOURCES = ROOT / "packages" / "shuniu" / "src" / "shuniu"
ON_SCREEN = re.compile(r"\*\*([^*]+)\*\*")
QUOTED = re.compile(r"^> \*\*依据\*\* (.+)$", re.MULTILINE)
OF_PROGRAMMERS = frozenset({"platform.set_parameter"})
"""Actions without a press on any screen; the manual names their command instead."""


def text_of(key: str) -> str:
    return (manual.folder() / f"{key}.md").read_text(encoding="utf-8")


def keys() -> list[str]:
    return [c.key for c in manual.chapters()]


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every URL pattern of the product; the API counts as one."""
    for one in patterns:
        route = before + str(one.pattern)
        if route == "api/":
            yield route
        elif isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route


def table(key: str, columns: int) -> list[tuple[str, ...]]:
    """The cells of the chapter's tables with that many columns, without their heads."""
    lines = [line for line in text_of(key).splitlines() if line.startswith("| ")]
    cells = [tuple(c.strip() for c in line.strip("|").split(" | ")) for line in lines]
    return [row for row in cells if len(row) == columns]


@pytest.fixture
def county(db: None) -> County:
    return build_county()


def test_the_table_of_contents_names_every_file_once_with_its_title() -> None:
    files = sorted(p.stem for p in manual.folder().glob("*.md") if p.stem != manual.CONTENTS)
    assert sorted(keys()) == files
    assert [text_of(c.key).split("\n", 1)[0] for c in manual.chapters()] == [
        f"# {c.title}" for c in manual.chapters()
    ]
    assert all(c.group and c.parts for c in manual.chapters())


def test_every_screen_has_its_page_and_no_page_explains_one_that_is_gone() -> None:
    there = set(map(manual.plain_route, routes(get_resolver().url_patterns)))
    claimed = [r for c in manual.chapters() for r in c.routes]
    assert there - set(claimed) == set(), "no chapter of docs/manual names these addresses"
    assert set(claimed) - there == set(), "these addresses are gone"
    assert len(claimed) == len(set(claimed))


def test_every_place_of_the_menu_leads_to_its_page() -> None:
    own = [place for name, place in PLACES.items() if not name.startswith("sample")]
    assert [place.label for place in own if manual.chapter_of_screen(place.href) is None] == []


def test_every_press_is_named() -> None:
    whole = "\n".join(map(text_of, keys()))
    unnamed = [
        name
        for name, action in ACTIONS.items()
        if name not in OF_PROGRAMMERS
        and action.do.__module__.startswith("shuniu.")
        and action.label not in whole
    ]
    assert unnamed == []


@cache
def shown_words() -> str:
    """Everything the product can put on a screen, as it stands in the sources."""
    kinds = ("*.py", "*.html", "*.toml")
    files = [p for kind in kinds for p in SOURCES.rglob(kind) if "demo" not in p.relative_to(SOURCES).parts]
    files += (ROOT / "frontend" / "src").rglob("*.ts")
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


@pytest.mark.parametrize("key", [p.stem for p in sorted(manual.folder().glob("*.md"))])
def test_what_is_printed_bold_stands_on_a_screen(key: str) -> None:
    bold = set(ON_SCREEN.findall(text_of(key))) - {"依据"}
    assert sorted(word for word in bold if word not in shown_words()) == []


def test_every_rule_is_quoted_as_the_catalogue_has_it() -> None:
    known = {f"{b.text}（{b.cite()}）" for b in catalogue().values()}
    quoted = [(key, rule) for key in keys() for rule in QUOTED.findall(text_of(key))]
    assert [found for found in quoted if found[1] not in known] == []
    assert len(quoted) > 20


@pytest.mark.slow
def test_the_manual_links_to_what_there_is(county: County) -> None:
    client = Client()
    for one in manual.chapters():
        for href in re.findall(r'href="([^"]+)"', one.body):
            place, _, anchor = href.partition("#")
            answer = client.get(unquote(place))
            assert answer.status_code == 200, (one.key, href)
            assert not anchor or f'id="{unquote(anchor)}"' in answer.content.decode(), (one.key, href)


def test_tables_say_what_the_code_says() -> None:
    assert (
        dict(table("安装与命令行", 2)).items()
        >= {f"`shuniu {n}`": w for n, (_, w) in COMMANDS.items()}.items()
    )
    assert [row for row in table("安装与命令行", 3)[1:]] == [
        (f"`{v.name}`", f"`{v.default}`" if v.default else "", v.meaning) for v in VARIABLES
    ]
    assert {text for _, text in table("键盘操作", 2)} >= {k.text for k in KEYS}
    assert {label for label, _ in table("单位与人员", 2)} >= {
        duty.label for duty in DUTIES.values() if not duty.code.startswith("SAMPLE")
    }


def test_every_parameter_stands_with_its_default() -> None:
    declared = [p for p in PARAMETERS.values() if not p.key.startswith("sample.")]
    assert {row[:2] for row in table("参数", 3)} >= {(p.label, default_words(p)) for p in declared}
    assert all(basis(p.rule) for p in declared)


def default_words(parameter: Parameter) -> str:
    default, unit = parameter.default, parameter.unit
    if isinstance(default, bool):
        return "开" if default else "关"
    if isinstance(default, dict):
        return "，".join(f"{k} {v} {unit}" for k, v in default.items())
    return " ".join(default) if isinstance(default, list) else f"{default} {unit}".strip()


def test_html_in_a_chapter_is_shown_and_not_carried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("## 一组\n\n- [试](试.md)：一句。\n", encoding="utf-8")
    text = "# 试\n\n<script>alert(1)</script> [看](javascript:alert)\n\n## 二 节\n\n见[自己](试.md#二-节)\n"
    (tmp_path / "试.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(manual, "folder", lambda: tmp_path)
    manual.chapters.cache_clear()
    try:
        body = manual.chapters()[0].body
    finally:
        manual.chapters.cache_clear()
    assert "<script" not in body and "&lt;script&gt;" in body and 'href="javascript' not in body
    assert 'id="二-节"' in body and unquote(body).count('href="/help/试/#二-节"') == 1


def test_it_is_open_before_signing_in_and_searched(county: County) -> None:
    client = Client()
    first = client.get("/help/").content.decode()
    assert all(c.title in first for c in manual.chapters())
    found = client.get("/help/", {"q": "重复 收文"}).content.decode()
    assert "/help/收文登记/#" in unquote(found) and "<mark>" in found
    nothing = client.get("/help/", {"q": "<b>没有这句</b>"}).content.decode()
    assert "没有找到" in nothing and "<b>没有这句" not in nothing


def test_a_screen_leads_to_its_own_page(county: County) -> None:
    client = Client()
    client.force_login(county.posts["clerk"].person.account)
    page = client.get("/incoming/book/").content.decode()
    assert 'href="/help/?of=%2Fincoming%2Fbook%2F"' in page
    assert unquote(client.get("/help/?of=/incoming/book/")["Location"]) == "/help/登记簿与开账/"
    assert client.get("/help/?of=/nowhere/").status_code == 200


def test_the_whole_manual_is_one_page_for_print() -> None:
    page = Client().get("/help/whole/").content.decode()
    assert page.count('class="prose help-chapter"') == len(manual.chapters())
