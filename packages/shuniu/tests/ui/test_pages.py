"""Every component in every state: well formed, without anything inline, and usable without eyes or mouse."""

from __future__ import annotations

import pytest
from reading_html import Reading

from shuniu.kernel.platform.ui.gallery import SCREENS, Shown
from shuniu.kernel.platform.ui.render import COMPONENTS

Screens = dict[str, Shown]


@pytest.fixture(scope="session")
def readings(screens: Screens) -> dict[str, Reading]:
    return {name: Reading.of(shown.html) for name, shown in screens.items()}


def _found(readings: dict[str, Reading], offence: object) -> dict[str, object]:
    assert callable(offence)
    return {name: bad for name, reading in readings.items() if (bad := offence(reading))}


@pytest.mark.slow
def test_every_state_of_every_screen_is_rendered(screens: Screens) -> None:
    assert len(screens) == sum(len(one.states) for one in SCREENS.values()) >= 40


def test_every_component_is_shown_somewhere_in_the_gallery(screens: Screens) -> None:
    seen = " ".join(shown.html for shown in screens.values())
    signs = {
        "list": 'class="list-page"', "detail": 'class="detail"', "form": 'class="form-page"',
        "drop_page": 'class="drop-page"', "drop": "data-drop", "entry_desk": "data-desk",
        "upload_result": 'class="upload-result', "workbench": 'class="workbench"', "board": 'class="board"',
        "leader": 'class="leader"', "diagram": 'class="procedure-diagram"', "help": 'class="help"', "twin": 'class="twin"',
        "help_contents": 'class="help-contents"', "figure_board": 'class="board-standing"',
        "error": 'class="error-page"', "progress": 'class="progress ', "refusal": 'class="refusal"',
        "dialog": 'class="dialog"', "toast": 'class="toast ', "field": 'class="field ',
        "picker_options": 'role="option"', "suggestions": "data-fills", "echo": "echo-wrong",
        "paper": "data-paper", "paper_hits": "data-go-page",
        "entry": 'class="entry ', "light": 'class="light ', "empty": 'class="empty"', "basis": 'class="basis"',
        "entrances": 'class="entrances"',
        "draft_desk": "data-draft ", "draft_check": "data-draft-check", "redline": 'class="redline',
        "versions": 'class="versions"', "returned_file": 'class="returned"',
    }  # fmt: skip
    assert set(signs) == set(COMPONENTS.values())
    assert [name for name, sign in signs.items() if sign not in seen] == []


@pytest.mark.slow
def test_nothing_is_inline(readings: dict[str, Reading]) -> None:
    def inline(reading: Reading) -> list[str]:
        attributes = [
            f"{e.tag} {name}"
            for e in reading.elements
            for name, value in e.attributes.items()
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:")
        ]
        tags = [
            e.tag
            for e in reading.elements
            if e.tag == "style" or (e.tag == "script" and ("src" not in e.attributes or e.text.strip()))
        ]
        return attributes + tags

    assert _found(readings, inline) == {}


def test_tags_nest(readings: dict[str, Reading]) -> None:
    assert _found(readings, lambda reading: reading.misnested) == {}


def test_ids_are_unique_and_references_resolve(readings: dict[str, Reading]) -> None:
    def broken(reading: Reading) -> list[str]:
        ids = [e.attributes["id"] for e in reading.elements if "id" in e.attributes]
        twice = [one for one in ids if ids.count(one) > 1]
        lost = [
            f"{name}={one}"
            for e in reading.elements
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "data-phrase")
            for one in e.attributes.get(name, "").split()
            if one not in ids
        ]
        icons = [
            e.attributes["href"]
            for e in reading.all("use")
            if reading.all("main") and e.attributes["href"].lstrip("#") not in ids
        ]
        return twice + lost + icons

    assert _found(readings, broken) == {}


def test_forms_are_not_nested(readings: dict[str, Reading], screens: Screens) -> None:
    for name, shown in screens.items():
        depth = deepest = 0
        for piece in shown.html.split("<"):
            depth += piece.startswith("form ") - piece.startswith("/form>")
            deepest = max(deepest, depth)
        assert deepest <= 1, name


def test_every_control_has_a_name_for_a_screen_reader(readings: dict[str, Reading]) -> None:
    def nameless(reading: Reading) -> list[str]:
        labelled = {e.attributes["for"] for e in reading.all("label", for_="")}
        wrapped = " ".join(e.text for e in reading.all("label"))
        return [
            e.attributes.get("name") or e.tag
            for e in reading.elements
            if e.tag in {"input", "select", "textarea"}
            and e.attributes.get("type") != "hidden"
            and "aria-label" not in e.attributes
            and e.attributes.get("id") not in labelled
            and not (e.attributes.get("type") in {"checkbox", "radio", "file"} and wrapped)
        ]

    assert _found(readings, nameless) == {}
    pictures = [e for reading in readings.values() for e in reading.all("img")]
    assert pictures and all(e.attributes.get("alt") for e in pictures)
    buttons = [e for reading in readings.values() for e in reading.all("button")]
    assert [e for e in buttons if not (e.text.strip() or e.attributes.get("aria-label"))] == []


def test_every_page_has_one_heading_a_skip_link_and_a_title(readings: dict[str, Reading]) -> None:
    for name, reading in readings.items():
        if not reading.all("html"):
            continue
        assert reading.all("a", class_="skip", href="#main"), name
        assert reading.all("title")[0].text.strip(" ·"), name
        assert len(reading.all("h1")) == (0 if name.startswith("job-progress") else 1), name


def test_a_light_always_carries_a_word(readings: dict[str, Reading]) -> None:
    lights = [
        e for r in readings.values() for e in r.all("span") if "light-" in e.attributes.get("class", "")
    ]
    assert len(lights) > 40
    assert all(e.text.strip("延 ") for e in lights)
    assert any("延" in e.text and "逾期" in e.text for e in lights), (
        "extended and overdue is red and says both"
    )


def test_only_one_filled_button_on_a_detail_page(readings: dict[str, Reading]) -> None:
    for name, reading in readings.items():
        if name.startswith(("incoming-detail", "proposal-detail")):
            filled = [e for e in reading.all("button") if "button-primary" in e.attributes.get("class", "")]
            assert len(filled) == (0 if name.endswith("done") else 1), name


def test_the_standing_line_answers_the_four_questions(readings: dict[str, Reading]) -> None:
    standing = readings["incoming-detail-usual"].all("section", class_="standing standing-green")[0].text
    for answer in ("李秀兰（收发文书）", "待交办", "还剩9天", "依据：《党政机关公文处理工作条例》"):
        assert answer in standing


def test_a_blocked_move_says_why_and_by_which_rule(readings: dict[str, Reading]) -> None:
    blocked = readings["incoming-detail-usual"].all("ul", class_="blocked")[0].text
    assert "主办单位还没有反馈办理结果" in blocked
    assert "依据：" in blocked


def test_opinions_are_shown_whole_and_by_kind(readings: dict[str, Reading]) -> None:
    from shuniu.kernel.platform.ui.samples.detail_screens import TIMELINE

    text = readings["incoming-detail-usual"].all("ol", class_="timeline")[0].text
    assert all(entry.words in text for entry in TIMELINE)
    assert text.index("批示") < text.index("拟办意见" if "拟办意见" in text else "拟办") < text.index("签收")
    assert readings["incoming-detail-usual"].all("li", class_="entry entry-instruction")


def test_errors_stand_at_the_field_and_in_the_list_on_top(readings: dict[str, Reading]) -> None:
    reading = readings["register-form-error"]
    listed = reading.all("section", class_="problems")[0].text
    assert "有 2 处需要改正" in listed
    for field_id in ("f-document_number", "f-due"):
        control = next(e for e in reading.elements if e.attributes.get("id") == field_id)
        assert control.attributes["aria-invalid"] == "true"
        message = next(e for e in reading.elements if e.attributes.get("id") == f"{field_id}-error")
        assert message.text in listed
        assert reading.all("a", href=f"#{field_id}")


def test_what_was_typed_is_escaped(screens: Screens) -> None:
    from shuniu.kernel.platform.ui import Cell, Column, Empty, ListPage, Row, render_component

    bad = '<img src=x onerror="alert(1)">'
    page = ListPage(
        bad, (Column(bad, "title"),), (Row(bad, (Cell(bad, bad, (bad,), bad),), key=bad),), Empty(bad)
    )
    assert "<img" not in render_component(page)


def test_an_error_shows_its_number_and_what_to_do(readings: dict[str, Reading]) -> None:
    assert "编号 7F3K-20D1" in readings["error-page-500"].all("article")[0].text
    for name, reading in readings.items():
        if name.startswith("error-page"):
            assert "怎么办：" in reading.all("article")[0].text, name


def test_large_type_is_a_class_of_the_root(readings: dict[str, Reading]) -> None:
    assert readings["workbench-large"].all("html", class_="large")
    assert not readings["workbench-usual"].all("html", class_="large")


def test_empty_places_say_why_and_what_to_do(readings: dict[str, Reading]) -> None:
    for name in ("incoming-list-empty", "workbench-empty"):
        empty = readings[name].all("div", class_="empty")[0]
        assert len(empty.text) > 20
        assert readings[name].all("a", class_="button")
