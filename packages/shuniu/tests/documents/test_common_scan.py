"""One sheet that bears a leader's words on several matters: for those alone who may see every one of them."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from kit import ALL_POINTS, County, brought, browser, build_county
from openpyxl import load_workbook
from PIL import Image

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import EntryFile, Matter
from shuniu.kernel.flow.reading import readable_files

pytestmark = pytest.mark.django_db

FIRST, SECOND = "关于春季植树的通知", "关于干部调整的请示"
WORDS = {FIRST: "请水利局办理。", SECOND: "此事暂不上会。"}


@pytest.fixture
def county() -> County:
    return build_county()


def submitted(county: County, title: str, **paper: object) -> int:
    """A paper that lies with the mayor for his 批示."""
    done = county.do(
        "clerk", "documents.incoming.register_paper", source="云州市水利局", title=title, **paper
    )
    pk = int(done.result["matter"])
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_POINTS)
    mayor = county.posts["mayor"].pk
    county.do("director", "documents.incoming.propose", matter=pk, text="请周县长批示。", leader=mayor)
    return pk


def record(county: County, titles: dict[int, str], *, own: tuple[int, ...] = ()) -> None:
    """The liaison records the mayor's words on these matters at once; those in *own* each with a scan of its own."""
    mayor = county.posts["mayor"].person_id
    typed: dict[str, object] = {"go": "1", "key": list(titles), "declared_unmarked": "1"}
    for pk, title in titles.items():
        typed |= {f"manner-{pk}": "instruct", f"text-{pk}": WORDS[title]}
        if pk in own:
            typed[f"scan-{pk}"] = picture(f"单独{pk}.png", shade=pk)
    if set(titles) != set(own):
        typed["scan"] = picture("同一张纸.png")
    answer = browser(county, "liaison").post(f"/incoming/folder/{mayor}/record/", typed)
    assert answer.status_code == 302, answer.content.decode()


def picture(name: str, *, shade: int = 0) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (400, 560), (255, 255, 255 - shade % 50)).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def scans_of(pk: int) -> list[int]:
    return list(EntryFile.objects.filter(matter=pk, role="recorded").values_list("stored_file_id", flat=True))


def hand_to_handler(county: County, pk: int) -> None:
    lead = [{"post": county.posts["handler"].pk}]
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=lead, now=timezone.now())


@pytest.fixture
def shared(county: County) -> tuple[int, int, int]:
    """(first, second, scan): both recorded from one sheet; the handler was given the first alone."""
    first, second = submitted(county, FIRST), submitted(county, SECOND)
    record(county, {first: FIRST, second: SECOND})
    assert scans_of(first) == scans_of(second)
    hand_to_handler(county, first)
    return first, second, scans_of(first)[0]


@pytest.mark.slow
def test_who_sees_one_of_two_gets_the_sheet_by_no_address(
    county: County, shared: tuple[int, int, int]
) -> None:
    first, second, scan = shared
    handler = browser(county, "handler")
    assert handler.get(f"/matters/{first}/").status_code == 200
    assert handler.get(f"/matters/{second}/").status_code == 404
    for address in ("", "page/1.png", "places/?page=1&start=0&end=5", "find/?q=上会"):
        answer = handler.get(f"/files/{scan}/{address}")
        assert answer.status_code == 404 and "同一张纸" not in answer.content.decode()


@pytest.mark.slow
def test_his_page_names_the_sheet_and_whom_to_ask_and_links_nowhere(
    county: County, shared: tuple[int, int, int]
) -> None:
    first, _, scan = shared
    page = browser(county, "handler").get(f"/matters/{first}/").content.decode()
    assert WORDS[FIRST] in page and WORDS[SECOND] not in page and SECOND not in page
    assert f"/files/{scan}/" not in page and "同一张纸.png" not in page
    assert "只有能查看其中每一件的人才能打开" in page
    assert "批示的领导是周明远" in page and "代录的是云岭县人民政府办公室孙小梅" in page


@pytest.mark.slow
@pytest.mark.parametrize("who", ["liaison", "mayor", "director", "clerk"])
def test_who_sees_both_opens_it(county: County, shared: tuple[int, int, int], who: str) -> None:
    """The recorder, the leader, the director who may confirm, the office's clerk."""
    first, second, scan = shared
    client = browser(county, who)
    assert client.get(f"/files/{scan}/").status_code == 200
    for pk in (first, second):
        page = client.get(f"/matters/{pk}/").content.decode()
        assert f"/files/{scan}/page/1.png" in page and "才能打开" not in page


@pytest.mark.slow
def test_being_given_the_other_matter_opens_it(county: County, shared: tuple[int, int, int]) -> None:
    _, second, scan = shared
    assert browser(county, "handler").get(f"/files/{scan}/").status_code == 404
    hand_to_handler(county, second)
    assert browser(county, "handler").get(f"/files/{scan}/").status_code == 200


@pytest.mark.slow
def test_a_stranger_and_another_hat_see_nothing(county: County, shared: tuple[int, int, int]) -> None:
    for who in ("clerk_party", "water_clerk", "vice"):
        assert browser(county, who).get(f"/files/{shared[2]}/").status_code == 404


@pytest.mark.slow
def test_no_list_and_no_form_takes_the_others_words_out(county: County, shared: tuple[int, int, int]) -> None:
    first, second, _ = shared
    handler = browser(county, "handler")
    sheet = handler.get("/incoming/?view=all&as=xlsx")
    rows = load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True)
    words = "".join(str(cell) for row in rows for cell in row)
    assert FIRST in words and SECOND not in words and WORDS[SECOND] not in words
    slip = handler.get(f"/incoming/{first}/handling-slip.pdf?seen=1")
    assert slip.status_code == 200
    printed = text_of(slip.content)
    assert WORDS[FIRST] in printed and WORDS[SECOND] not in printed and "干部调整" not in printed
    assert handler.get(f"/incoming/{second}/handling-slip.pdf").status_code == 404


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pages))


@pytest.mark.slow
def test_each_its_own_scan_opens_with_its_own_matter(county: County) -> None:
    first, second = submitted(county, FIRST), submitted(county, SECOND)
    record(county, {first: FIRST, second: SECOND}, own=(first, second))
    hand_to_handler(county, first)
    (mine,), (other,) = scans_of(first), scans_of(second)
    handler = browser(county, "handler")
    assert f"/files/{mine}/" in handler.get(f"/matters/{first}/").content.decode()
    assert handler.get(f"/files/{mine}/").status_code == 200
    assert handler.get(f"/files/{other}/").status_code == 404


@pytest.mark.slow
def test_several_files_are_told_apart(county: County, shared: tuple[int, int, int]) -> None:
    """`readable_files` says which of them, not only whether all."""
    loose = brought(county.posts["handler"])
    handler = county.actor("handler")
    assert readable_files(handler, [shared[2], loose, 99_999_999]) == {loose}
    assert readable_files(county.actor("mayor"), [shared[2], loose]) == {shared[2]}


def words_for(county: County, pk: int, scan: int) -> dict[str, object]:
    mayor = county.posts["mayor"].person_id
    return {"matter": pk, "text": "同意。", "recorded_for": mayor, "scan": scan}


def test_a_work_secret_shares_its_sheet_with_nothing(county: County) -> None:
    """BM-08, in either order; what was refused left nothing."""
    readers = [county.posts[k].pk for k in ("mayor", "director", "clerk")]
    secret = submitted(county, "内部事项", level="work_secret", readers=readers)
    plain, other = submitted(county, FIRST), submitted(county, SECOND)
    scan = brought(county.posts["clerk"])
    county.do("clerk", "documents.incoming.instruct", **words_for(county, plain, scan))
    refusal = county.refused("clerk", "documents.incoming.instruct", **words_for(county, secret, scan))
    assert refusal.code is Code.RULE and refusal.problems[0].field == "scan"
    assert "不能与别的件共用" in refusal.message and Matter.objects.get(pk=secret).state == "to_instruct"
    own = brought(county.posts["clerk"])
    county.do("clerk", "documents.incoming.instruct", **words_for(county, secret, own))
    refusal = county.refused("clerk", "documents.incoming.instruct", **words_for(county, other, own))
    assert "不能与别的件共用" in refusal.message
    assert scans_of(plain) == [scan] and scans_of(secret) == [own] and scans_of(other) == []


def test_a_scan_does_not_become_an_original_nor_an_original_a_scan(county: County) -> None:
    """Else the readers of a third matter, or of a child of it, would look at the sheet."""
    first, second = submitted(county, FIRST), submitted(county, SECOND)
    scan, original = brought(county.posts["clerk"]), brought(county.posts["clerk"])
    county.do("clerk", "documents.incoming.instruct", **words_for(county, first, scan))
    paper = {"source": "云州市林业局", "title": "关于防火的通知"}
    refusal = county.refused("clerk", "documents.incoming.register_paper", files=[scan], **paper)
    assert "不能当作来文原件" in refusal.message and refusal.problems[0].field == "files"
    county.do("clerk", "documents.incoming.register_paper", files=[original], **paper)
    refusal = county.refused("clerk", "documents.incoming.instruct", **words_for(county, second, original))
    assert "不能再当作批示原件" in refusal.message and refusal.problems[0].field == "scan"


def test_a_scan_is_brought_by_who_records(county: County) -> None:
    """Seeing the sheet is no proof for words of one's own: the clerk sees what the liaison brought."""
    first, second = submitted(county, FIRST), submitted(county, SECOND)
    scan = brought(county.posts["liaison"])
    county.do("liaison", "documents.incoming.instruct", **words_for(county, first, scan))
    assert readable_files(county.actor("clerk"), [scan]) == {scan}
    refusal = county.refused("clerk", "documents.incoming.instruct", **words_for(county, second, scan))
    assert refusal.code is Code.NOT_FOUND and scans_of(second) == []


def test_the_form_says_so_before_it_is_pressed(county: County) -> None:
    pk, mayor = submitted(county, FIRST), county.posts["mayor"].person_id
    page = (
        browser(county, "liaison").post(f"/incoming/folder/{mayor}/record/", {"key": [pk]}).content.decode()
    )
    assert "能看其中每一件的人才打得开" in page and not StoredFile.objects.exists()
