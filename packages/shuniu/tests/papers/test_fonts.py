"""Choosing fonts and telling what they lack, with fonts made for the purpose."""

from __future__ import annotations

import json
from pathlib import Path

import paper_samples as samples
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from shuniu.kernel.platform.papers import FontSet, Paper, Role, find_fonts, render
from shuniu.kernel.platform.papers.fonts import FontChoice, FontFile, Origin, Substitution


def make_font(path: Path, family: str, characters: str, chinese: str = "") -> Path:
    """A font whose glyphs are boxes, with an English and perhaps a Chinese family name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = {ord(character): f"u{ord(character):05X}" for character in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.lineTo((900, 800))
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyf({name: glyph for name in order})
    builder.setupHorizontalMetrics({name: (1000, 100) for name in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    family_names = {"en": family, **({"zh": chinese} if chinese else {})}
    builder.setupNameTable(
        {"familyName": family_names, "styleName": "Regular", "psName": path.stem}, mac=False
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)
    return path


def chosen(fonts: FontSet, role: Role) -> tuple[str, Origin, bool]:
    choice = fonts.choices[role]
    return choice.face.family, choice.face.origin, choice.true


def test_an_offices_own_fonts_win(tmp_path: Path) -> None:
    make_font(tmp_path / "fonts" / "a.ttf", "Office FangSong", "文件处理单")
    make_font(tmp_path / "fonts-free" / "free.ttf", "FandolFang R", "文件处理单")
    found = find_fonts(tmp_path)
    assert chosen(found, Role.FANGSONG) == ("Office FangSong", Origin.OFFICE, True)
    assert found.folders[0] == str(tmp_path / "fonts")
    assert Role.FANGSONG not in [stand_in.role for stand_in in found.substitutions]


def test_a_font_is_known_by_the_chinese_name_inside_it(tmp_path: Path) -> None:
    make_font(tmp_path / "fonts" / "x1.ttf", "OfficeFaceOne", "文", chinese="方正小标宋简体")
    make_font(tmp_path / "fonts" / "x2.ttf", "OfficeFaceTwo", "文", chinese="楷体_GB2312")
    found = find_fonts(tmp_path)
    assert chosen(found, Role.XIAOBIAOSONG) == ("OfficeFaceOne", Origin.OFFICE, True)
    assert chosen(found, Role.KAITI) == ("OfficeFaceTwo", Origin.OFFICE, True)


def test_free_fonts_are_used_and_announced(tmp_path: Path) -> None:
    make_font(tmp_path / "fonts-free" / "some.ttf", "Nameless Face", "文")
    (tmp_path / "fonts-free" / "fonts.json").write_text(json.dumps({"仿宋": {"file": "some.ttf"}}), "utf-8")
    found = find_fonts(tmp_path)
    assert chosen(found, Role.FANGSONG) == ("Nameless Face", Origin.FREE, False)
    assert Substitution(Role.FANGSONG, "Nameless Face") in found.substitutions
    assert "缺少仿宋，用“Nameless Face”代替" in map(str, found.substitutions)


def test_a_broken_list_of_free_fonts_does_not_stop_printing(tmp_path: Path) -> None:
    make_font(tmp_path / "fonts-free" / "some.ttf", "FandolFang R", "文")
    (tmp_path / "fonts-free" / "fonts.json").write_text("[not json", "utf-8")
    assert chosen(find_fonts(tmp_path), Role.FANGSONG)[0] == "FandolFang R"


def test_a_file_that_is_no_font_does_not_stop_printing(tmp_path: Path) -> None:
    good = make_font(tmp_path / "fonts" / "good.ttf", "Office FangSong", "文件处理单")
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font at all")
    (tmp_path / "fonts" / "cut.ttf").write_bytes(good.read_bytes()[:300])
    assert chosen(find_fonts(tmp_path), Role.FANGSONG) == ("Office FangSong", Origin.OFFICE, True)


def test_an_offices_font_for_rare_characters_lends_them(tmp_path: Path) -> None:
    make_font(tmp_path / "fonts" / "fang.ttf", "Office FangSong", "文件")
    make_font(tmp_path / "fonts" / "extb.ttf", "Office Rare Names", "\U00020bb7")
    found = find_fonts(tmp_path)
    assert found.borrowed(Role.FANGSONG, "\U00020bb7") == (
        Substitution(Role.FANGSONG, "Office Rare Names", "\U00020bb7"),
    )
    assert found.missing("\U00020bb7文") == ""


def only(*faces: tuple[Role, Path]) -> FontSet:
    """A set of exactly these faces, as if the machine had no others."""
    return FontSet(
        {
            role: FontChoice(role, FontFile(path.stem, 400, str(path), 0, Origin.OFFICE), true=True)
            for role, path in faces
        }
    )


def test_missing_and_borrowed_characters_are_told(tmp_path: Path) -> None:
    fangsong = make_font(tmp_path / "fonts" / "MyFang.ttf", "MyFang", "朱基同志")
    songti = make_font(tmp_path / "fonts" / "MySong.ttf", "MySong", "朱镕基同志祎")
    found = only((Role.FANGSONG, fangsong), (Role.SONGTI, songti))
    template = tmp_path / "name.typ"
    template.write_text('#import "/common.typ": *\n#show: sheet\n#data.name', "utf-8")
    data = {"name": "朱镕基同志 张祎 李䶮\u3000ok"}
    result = render(Paper("test.name", "姓名", template), data, fonts=found, made_at=samples.NOW)
    assert result.missing_glyphs == "张李䶮"
    assert result.substituted_fonts == (Substitution(Role.FANGSONG, "MySong", "镕祎"),)
    assert result.warnings == (
        "字体里没有这些字，打印成了方框：张李䶮",
        "仿宋缺字“镕祎”，用“MySong”代替",
    )


def test_rare_names_print_with_this_machines_fonts(fonts: FontSet) -> None:
    assert fonts.missing("䶮祎堃喆镕") == ""
    assert fonts.missing("龘😀") in ("😀", "")


def test_a_machine_without_any_font_still_prints_and_says_so(tmp_path: Path) -> None:
    template = tmp_path / "name.typ"
    template.write_text('#import "/common.typ": *\n#show: sheet\n#data.name', "utf-8")
    result = render(
        Paper("test.bare", "无字体", template), {"name": "字A"}, fonts=FontSet({}), made_at=samples.NOW
    )
    assert result.missing_glyphs == "字"
    assert result.warnings[1] == "缺少仿宋，没有可代替的字体"
