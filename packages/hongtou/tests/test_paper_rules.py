"""The rules that see a whole document: one runner over the samples of all of them."""

from __future__ import annotations

import codecs

import pytest

from hongtou import Document, FixKind, Question, check_document, mend, read
from hongtou.check.paper import PaperRule
from hongtou.check.specimen import specimen
from hongtou.check.whole import all_rules, document_rules
from hongtou.check.word_sample import WordSample
from hongtou.text import same_figures, same_words

RULES = document_rules()
named = pytest.mark.parametrize(("family", "rule"), RULES, ids=[rule.code for _, rule in RULES])


def _read(text: str) -> Document:
    return read(text.encode(), "样本.txt")


def _document(sample: str | WordSample) -> Document:
    return _read(sample) if isinstance(sample, str) else read(bytes(sample), "样本.docx")


@named
def test_every_rule_has_ground_samples_and_a_reason(family: str, rule: PaperRule) -> None:
    assert rule.bad and rule.good and rule.offence and rule.why.endswith("。")
    assert rule.code.startswith(rule.basis.rule)


@named
def test_bad_samples_are_found(family: str, rule: PaperRule) -> None:
    for sample in rule.bad:
        document = _document(sample)
        found = [finding for finding in check_document(document) if finding.code == rule.code]
        assert found, sample
        for finding in found:
            assert finding.message.endswith("。") and finding.remedy.endswith("。"), finding
            assert finding.span is None or finding.span.of(document.text), finding


@named
def test_good_samples_are_clean_in_the_family(family: str, rule: PaperRule) -> None:
    for sample in rule.good:
        assert check_document(_document(sample), Question(select=(family,))) == (), sample


@named
def test_mending_takes_the_finding_away_and_is_done_once(family: str, rule: PaperRule) -> None:
    for sample in rule.bad:
        if isinstance(sample, WordSample):
            assert not any(finding.fix for finding in check_document(_document(sample)))
            continue
        only = Question(select=(rule.code,))
        fixes = [finding.fix for finding in check_document(_read(sample), only) if finding.fix]
        for kinds in ((FixKind.SAFE,), (FixKind.SAFE, FixKind.ASK)):
            mended = mend(sample.encode(), "样本.txt", only, kinds=kinds)
            assert mend(mended.data, "样本.txt", only, kinds=kinds).data == mended.data
            if len(kinds) == 1:
                after = mended.data.decode()
                assert same_words(after, sample), "a safe mending changed a word, figure, name or date"
                assert same_figures(after, sample), "a safe mending changed a figure"
            elif fixes:
                assert len(mended.left) < len(fixes) + 1 and mended.data.decode() != sample


def test_the_specimen_is_clean() -> None:
    assert check_document(_read(specimen())) == ()


def test_a_mended_file_keeps_blank_lines_indents_and_its_encoding() -> None:
    text = "\r\n".join(["", "　" + specimen(number="云政办发[2026]12号").replace("\n", "\r\n\r\n　　"), ""])
    marks = {"utf-16-be": codecs.BOM_UTF16_BE, "utf-32-le": codecs.BOM_UTF32_LE}
    for encoding in ("utf-8", "gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"):
        mark = marks.get(encoding, b"")
        mended = mend(mark + text.encode(encoding), "a.txt")
        assert mended.data == mark + text.replace("[2026]", "〔2026〕").encode(encoding), encoding
        assert mended.document.text == read(mended.data, "a.txt").text
        assert [finding.code for finding in mended.mended] == ["GB-13A"] and mended.left == ()


def test_what_web_pages_leave_in_a_text_stays_where_nothing_is_mended() -> None:
    text = specimen("春耕\ufeff在即。&nbsp;请&emsp;清理\ufeff。", number="云政办发\ufeff[\ufeff2026]12号")
    mended = mend(text.encode(), "a.txt")
    assert mended.data == text.replace("[\ufeff2026]", "〔\ufeff2026〕").encode()
    assert mend(specimen("春耕\ufeff在即。").encode(), "a.txt").data == specimen("春耕\ufeff在即。").encode()


def test_rules_are_chosen_by_family_rule_and_code() -> None:
    document = _read(
        specimen("请各乡镇于12月20日前将贯彻落实情况报送县政府办公室。", number="云政办发[2026]12号")
    )

    def codes(**chosen: tuple[str, ...]) -> set[str]:
        return {finding.code for finding in check_document(document, Question(**chosen))}

    assert codes() == {"GB-13A", "JW-05A"}
    assert codes(select=("elements",)) == codes(select=("gb",)) == codes(ignore=("JW-05",)) == {"GB-13A"}


def test_no_rule_binds_a_document_older_than_itself() -> None:
    old = specimen(number="云政办发[2010]第012号", date="二〇一〇年三月三日")
    assert [finding for finding in check_document(_read(old)) if finding.refuses] == []
    asks = "各单位要将贯彻落实情况报送县政府办公室。"
    assert check_document(_read(specimen(asks, number="云政办发〔2018〕12号", date="2018年3月3日"))) == ()
    assert [f.code for f in check_document(_read(specimen(asks)))] == ["JW-05A"]


def test_spans_of_all_families_lie_in_the_text() -> None:
    text = specimen(
        "堤防加固尚缺资金80万元，请予支持解决。",
        title="云岭县水利局关于防汛准备情况的报告",
        addressees="云岭县人民政府：",
        signature="云岭县水利局",
        mark="云岭县水利局文件",
        signatory="张水生",
    )
    document = _read(text)
    found = {finding.code: finding for finding in check_document(document)}
    span = found["GW-24A"].span
    assert span is not None and span.of(document.text) == "请予支持解决"
    assert {family for family, _ in all_rules()} >= {"routing", "burden", "elements"}


def test_a_joint_document_and_one_without_an_issuer_are_checked_without_a_list_of_organs() -> None:
    joint = specimen(
        mark="云岭县财政局\n云岭县教育局文件",
        title="云岭县财政局　云岭县教育局关于做好校舍维修工作的通知",
        addressees="各中心学校：",
        signature="云岭县财政局　云岭县教育局",
    )
    assert check_document(_read(joint)) == ()
    nobody = "第六次会议关于政府工作报告的决议\n（2026年1月22日第六次会议通过）\n会议同意这个报告。"
    assert _read(nobody).issuers == () and check_document(_read(nobody)) == ()


def test_a_person_who_signs_sends_in_his_own_name() -> None:
    text = specimen(
        "恳请给予支持。\n妥否，请批示。",
        mark="云岭县水利局文件",
        title="云岭县水利局关于解决清淤资金的请示",
        addressees="云岭县人民政府：",
        signature="局　长　张水生",
        signatory="张水生",
    )
    assert "GW-25B" in {
        finding.code for finding in check_document(_read(text), Question(sender="云岭县水利局"))
    }
