"""The styles of a Word file are the same whether they are parsed one by one or all at once."""

from __future__ import annotations

import importlib
import io
import xml.etree.ElementTree as ET
import zipfile

import docx
import pytest

from hongtou import Manuscript, Unreadable, write_docx
from hongtou.read.style_part import StylePart, W
from hongtou.roles import OURS, Role

MODULE = importlib.import_module("hongtou.read.style_part")
NAMESPACE = W[1:-1]
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
BODY = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="正文"/></w:style>'
OTHER = '<w:style w:type="character" w:styleId="b"><w:name w:val="强调"/><w:rPr><w:b/></w:rPr></w:style>'


@pytest.fixture(autouse=True)
def _one_by_one_however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_SMALL", 0)


def test_a_small_part_is_parsed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_SMALL", 2**14)
    with pytest.raises(Unreadable):
        StylePart.of(_part(BODY.replace("<w:name", "<w:broken>")))


def _part(inside: str, *, head: str = HEAD, opens: str = f'<w:styles xmlns:w="{NAMESPACE}">') -> bytes:
    return f"{head}{opens}<w:docDefaults/>{inside}</w:styles>".encode()


def _template() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return zipfile.ZipFile(file).read("word/styles.xml")


def _ours() -> bytes:
    paper = Manuscript(issuers=("云岭县水利局",), title="云岭县水利局关于用水的通知", body=())
    return zipfile.ZipFile(io.BytesIO(write_docx(paper))).read("word/styles.xml")


def _all(part: StylePart) -> dict[str, tuple[str, bytes]]:
    found = {}
    for id_, name in part.names():
        style = part.get(id_)
        assert style is not None
        found[id_] = (name, ET.tostring(style).strip())
    return found


PARTS = {
    "a template": _template(),
    "ours": _ours(),
    "plain": _part(BODY + OTHER),
    "same id twice": _part(BODY + OTHER.replace('"b"', '"a"')),
    "a comment that looks like a style": _part(f"<!--{BODY.replace('a', 'c')}-->" + OTHER),
    "a comment in a style": _part(BODY.replace("<w:name", "<!--</w:style>--><w:name") + OTHER),
    "text marked off": _part("<w:note><![CDATA[" + BODY + "]]></w:note>" + OTHER),
    "an instruction": _part("<?note " + BODY + "?>" + OTHER),
    "an empty style": _part('<w:style w:styleId="c"/>' + BODY + OTHER),
    "a style in a style": _part(BODY.replace("<w:name", OTHER + "<w:name")),
    "single quotes": _part(BODY.replace('"', "'") + OTHER),
    "a bracket in a value": _part(BODY.replace('"paragraph"', '"para>graph"') + OTHER),
    "an escaped value": _part(BODY.replace('"a"', '"a&amp;b"') + OTHER.replace("强调", "强&lt;调")),
    "blanks in the tags": _part(BODY.replace("</w:style>", "</w:style >") + OTHER),
    "no style has an id": _part(BODY.replace(' w:styleId="a"', "")),
    "another prefix": _part(
        (BODY + OTHER).replace("w:", "x:"), opens=f'<w:styles xmlns:w="{NAMESPACE}" xmlns:x="{NAMESPACE}">'
    ),
    "a prefix that changes its meaning": _part(
        '<w:style w:styleId="z" xmlns:w="urn:x"/>' + OTHER, opens=f'<w:styles xmlns:w="{NAMESPACE}">'
    ),
    "without a declaration": _part(BODY + OTHER, head=""),
    "in another encoding": _part(BODY + OTHER, head="<?xml version='1.0' encoding='UTF-16'?>")
    .decode()
    .encode("utf-16"),
}


@pytest.mark.parametrize("content", PARTS.values(), ids=PARTS)
def test_one_by_one_and_all_at_once_give_the_same_styles(content: bytes) -> None:
    one_by_one, at_once = StylePart.of(content), StylePart.parsed(content)
    assert _all(one_by_one) == _all(at_once)
    ground = one_by_one.ground.find(W + "docDefaults")
    assert ground is not None and at_once.ground.find(W + "docDefaults") is not None
    assert [id_ for id_ in ("a", "b", "z", "没有") if id_ in one_by_one] == [
        id_ for id_ in ("a", "b", "z", "没有") if id_ in at_once
    ]


def test_only_styles_that_are_asked_for_are_parsed() -> None:
    part = StylePart.of(_part(BODY + OTHER.replace("<w:b/>", "<w:broken>")))
    style = part.get("a")
    assert style is not None and style.get(W + "styleId") == "a"
    assert dict(part.names()) == {"a": "正文", "b": "强调"}
    with pytest.raises(Unreadable):
        part.get("b")


def test_what_no_style_mentions_need_not_be_looked_for() -> None:
    part = StylePart.of(_part(BODY + OTHER))
    assert part.mentions("强调") and not part.mentions(OURS)
    assert StylePart.of(_ours()).mentions(OURS)
    assert all(role.value.startswith(OURS) for role in Role)


def test_styles_that_may_have_a_word_are_found() -> None:
    part = StylePart.of(_part(BODY + OTHER))
    assert [id_ for id_, _ in part.having(b"<w:b/>")] == ["b"]


@pytest.mark.parametrize("content", [b"", b"<w:styles", _part(BODY)[:-5], _part("<w:style>")])
def test_what_is_no_xml_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        StylePart.of(content)
