"""用印 from the request to the scan, in the browser: a contract of the office, and a document with its 盖章件."""

from __future__ import annotations

from documents.test_outgoing_way import ALL_FIVE
from files.papers_of_all_kinds import picture, word
from papers.reading import pages, squeezed

from shuniu.kernel.flow.models import EntryFile, Matter
from shuniu.modules.documents.models import Seal, SealUse
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, history

DECLARATION = "无密级标志：已逐页看过，文件上没有“绝密”“机密”“秘密”等密级标志"
SEAL = "云岭县人民政府办公室印章"
PAPER = "办公楼屋面维修合同"
TITLE = "云岭县人民政府办公室关于做好秋季水利冬修工作的通知"
TEXT = {"title": TITLE, "addressees": "云岭县水利局", "body": "请抓紧开展秋季水利冬修，确保工程按期完工。"}


def test_a_contract_is_asked_for_approved_sealed_and_filed(county: LivingCounty, at_desk: AtDesk) -> None:
    director, asker, keeper, clerk = (at_desk(n) for n in ("director", "handler", "handler2", "clerk"))
    _take_in(director)
    asker.go("/seals/")
    asker.main.get_by_role("link", name="申请用印").first.click()
    asker.write("材料名称", "空白合同")
    asker.write("用印事由", "备用")
    _name_the_seal(asker, county)
    asker.press("申请用印")
    asker.is_refused("空白用印")
    assert asker.field("材料名称").input_value() == "空白合同"
    asker.write("材料名称", PAPER)
    asker.write("用印事由", "签订屋面维修合同")
    asker.write("用印份数", "4")
    asker.attach(
        "要盖章的文件", "合同.docx", word("办公楼屋面维修合同", "甲方乙方约定工期六十日，____年完工。")
    )
    asker.press("申请用印", told="已申请用印")
    director.open_from_list(PAPER)
    director.sees("签订屋面维修合同", "1 处留空")
    director.write("批准份数", "3")
    director.press("批准用印", told="已批准用印")
    keeper.open_from_list(PAPER)
    keeper.sees("批准的还剩 3 份")
    keeper.pick("监印人", "刘建军")
    keeper.press("用印", told="已用印：用〔")
    _file_copy(clerk, SealUse.objects.get(paper=PAPER))
    use = SealUse.objects.get(paper=PAPER)
    assert (use.used_copies, use.state, use.supervisor.name) == (3, "used", "刘建军")
    assert history(use.matter) == ["申请用印", "批准用印", "用印", "归入盖章件"]
    clerk.go("/seals/book/")
    row = clerk.row(PAPER)
    assert "盖章件已归入" in row["状态"] and "陈立新批准" in row["批准、用印"]
    printed = "".join(pages(clerk.print("打印登记簿")))
    assert squeezed(PAPER) in printed and squeezed("用印登记簿") in printed


def test_a_document_gets_its_seal_and_its_scan_before_it_goes_out(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    director, keeper, clerk = (at_desk(n) for n in ("director", "handler2", "clerk"))
    if not Seal.objects.filter(name=SEAL).exists():
        _take_in(director)
    pk = _to_be_printed(county)
    clerk.open(pk)
    clerk.pick("校对人", "刘建军")
    clerk.write("印制人", "文印室")
    clerk.write("印制份数", "6")
    _name_the_seal(clerk, county)
    clerk.press("校对印制", told="已校对印制")
    director.open_from_list(TITLE)
    director.sees(SEAL, "待批")
    director.press("批准用印", told="已批准用印")
    keeper.open_from_list(TITLE)
    keeper.pick("监印人", "李春燕")
    keeper.press("用印")
    keeper.is_refused("监印人不能是用印人本人")
    keeper.main.locator(".picked button").click()
    keeper.pick("监印人", "刘建军")
    keeper.press("用印", told="已用印")
    clerk.open(pk)
    clerk.sees("还没有归入")
    _file_copy(clerk, SealUse.objects.get(matter=pk))
    clerk.main.get_by_role("tab", name="盖章件").click()
    assert Matter.objects.get(pk=pk).state == "to_release"
    assert EntryFile.objects.get(matter=pk, role="sealed_copy").stored_file_id


def _take_in(director: Desk) -> None:
    """The head of the office takes a seal into keeping."""
    director.go("/seals/kept/")
    director.main.get_by_role("link", name="登记印章").click()
    director.write("印章名称", SEAL)
    director.choose("印章种类", "办公室印章")
    director.choose("刻的是哪个机关", "云岭县人民政府办公室")
    director.pick("保管人", "李春燕")
    director.press("登记印章", told="已登记印章")
    director.sees(SEAL, "李春燕", "在用")


def _name_the_seal(desk: Desk, county: LivingCounty) -> None:
    """Another journey may have brought a seal; where there is only one nothing need be said."""
    if Seal.objects.filter(office=county.units["office"], active=True).count() > 1:
        desk.choose("加盖印章", SEAL)


def _file_copy(clerk: Desk, use: SealUse) -> None:
    clerk.open(use.matter_id)
    dialog = clerk.move("归入盖章件")
    clerk.attach("盖章件扫描件", "盖章件.png", picture(size=(200, 100 + use.pk)), form=dialog)
    clerk.tick(DECLARATION, form=dialog)
    clerk.confirm(dialog, told="已归入盖章件")
    clerk.sees("已归入")


def _to_be_printed(county: LivingCounty) -> int:
    """A document of the office that has its number."""
    out = "documents.outgoing."
    subject = {"title": TITLE, "issuer": county.units["office"].pk}
    pk = int(county.do("handler", f"{out}open", **subject).result["matter"])
    for who, name, data in (
        ("director", "approve_plan", {}),
        ("handler", "save_draft", TEXT),
        ("handler", "hand_in", {}),
        ("director", "vet", {}),
        ("deputy", "pass_review", {"signer": county.posts["director"].pk, **ALL_FIVE}),
        ("director", "sign", {"draft": 1}),
        ("clerk", "pass_recheck", {}),
        ("clerk", "number", {"code": "云政办发", "copies": 6}),
    ):
        county.do(who, f"{out}{name}", matter=pk, **data)
    return pk
