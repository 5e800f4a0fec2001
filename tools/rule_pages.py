"""`make docs`: write docs/rules, a page for every rule of hongtou and an index by family, from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hongtou.check.whole import FAMILIES, all_rules
from hongtou.commands.explaining import FAMILY_NAMES, Explained, explained
from tools.console import ROOT, say

FOLDER = ROOT / "docs" / "rules"
INDEX = "README.md"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    known = [explained(family, rule) for family, rule in all_rules()]
    written = {f"{about.rule.code}.md": "\n".join(_page(about)) + "\n" for about in known}
    return {INDEX: "\n".join(_index(known)) + "\n", **written}


def _index(known: list[Explained]) -> Iterator[str]:
    yield "# 红头的规则"
    yield ""
    yield (
        f"共 {len(known)} 条，由 `make docs` 从规则写出，请不要手改。命令行里看一条用 `hongtou explain 规则号`，"
        "看全部用 `hongtou rules`。“应改”的依据写着“应当”“不得”，“请核对”是一般要求，“提示”仅供参考。"
    )
    for family in FAMILIES:
        of_family = [about for about in known if about.family == family]
        yield from ("", f"## {FAMILY_NAMES[family]}（{len(of_family)} 条）", "")
        yield "| 规则 | 查什么 | 查出后 | 依据 | 怎样改 |"
        yield "|---|---|---|---|---|"
        for about in of_family:
            rule = about.rule
            yield (
                f"| [{rule.code}]({rule.code}.md) | {rule.offence} | {'、'.join(about.severities)} | "
                f"{rule.basis.cite()} | {'、'.join(about.mending)} |"
            )


def _page(about: Explained) -> Iterator[str]:
    rule = about.rule
    yield f"# {rule.code} {rule.offence}"
    yield ""
    yield f"- 类别：{FAMILY_NAMES[about.family]}（`{about.family}`）"
    yield f"- 查出后：{'、'.join(about.severities)}"
    yield f"- 依据：{rule.basis.cite()}（{rule.basis.strength}）"
    yield f"- 怎样改：{'；'.join(about.mending)}"
    yield from ("", f"**要求** {rule.basis.text}", "", f"**为什么** {rule.why}", "", "## 查得出的")
    for example in about.bad:
        yield from ("", *_quoted(example.passage))
        yield from ("", *(f"- {says}" for says in example.found))
        if example.mended:
            yield from ("", "改为：", "", *_quoted(example.mended))
    if about.good:
        yield from ("", "## 没有问题的")
    for passage in about.good:
        yield from ("", *_quoted(passage))
    yield from ("", "[全部规则](README.md)")


def _quoted(passage: str) -> list[str]:
    return ["```text", *passage.split("\n"), "```"] if passage else []


def stale(folder: Path = FOLDER) -> list[str]:
    """The names of pages that are missing, that differ, or that no rule has any more."""
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    wanted = pages()
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def write(folder: Path = FOLDER) -> list[str]:
    """Write the pages; returns the names of those that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed, wanted = stale(folder), pages()
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


if __name__ == "__main__":
    say(f"docs/rules：{len(write())} 页有变化。")
