"""三员: one makes an account, one grants a duty, the new person signs in and works, and the third sees all of it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from base64 import b32decode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import expect

from shuniu.kernel.people.models import Account
from shuniu.kernel.records import sealing
from tests.journeys.conftest import OpenPage
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty

OWN = "青山-2026-shui"


def administrator(open_page: OpenPage, kind: str, size: str) -> Desk:
    account, _ = Account.objects.get_or_create(
        username=f"{kind}.{size}", kind=kind, defaults={"password": "!", "must_change_password": False}
    )
    return Desk(open_page(size, account=account))


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_from_a_new_account_to_the_record_of_its_work(
    county: LivingCounty, open_page: OpenPage, tmp_path: Path, size: str
) -> None:
    name, username = f"许青{size}", f"xuqing.{size}"
    system = administrator(open_page, "system", size)
    system.go("/")
    system.sees("账号", "王秀兰")
    system.page.get_by_role("link", name="新建账号").click()
    for label, words in (("姓名", name), ("用户名", username), ("职务", "科员"), ("依据和原因", "新进人员")):
        system.write(label, words)
    system.choose("单位", "云岭县人民政府办公室")
    system.press("新建账号", told="已新建账号")
    system.write("用户名或者姓名", username)
    system.write("谁申请的、为什么", "新建账号")
    system.press("换发")
    system.sees("只显示这一次", username)
    password = re.search(r"\b\w{4}-\w{4}-\w{4}\b", system.main.inner_text())
    assert password is not None
    system.go("/incoming/")
    system.window.expect("403")

    security = administrator(open_page, "security", size)
    security.go(f"/console/duties/?q={name}")
    security.sees(name, "没有")
    security.page.locator("[data-open-row]").first.click()
    security.page.get_by_role("link", name="授予职责").click()
    security.choose("职责", "文书")
    security.write("依据和原因", "分工通知")
    security.press("授予职责", told="已授予职责")
    security.sees("文书", "长期")

    person = Desk(open_page(size))
    person.go("/sign-in/")
    person.write("用户名", username)
    person.write("密码", password[0])
    person.press("登录")
    person.write("现在的密码", password[0])
    person.write("新密码", OWN)
    person.write("再输一次新密码", OWN)
    person.press("修改", told="密码已改")
    _take_an_authenticator_into_use(person)
    person.go("/incoming/register/")
    person.sees("收文登记")

    sealing.seal_all(now=datetime.now(UTC))
    audit = administrator(open_page, "audit", size)
    audit.go(f"/console/records/?who={username}")
    audit.sees(name, "登录", "修改密码", "启用动态口令")
    audit.page.get_by_role("link", name="取证导出").first.click()
    audit.write("用途", "核查新账号")
    with audit.page.expect_download() as taken:
        audit.press("导出压缩包")
    archive = tmp_path / "evidence.zip"
    taken.value.save_as(archive)
    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as inside:
        checker = tmp_path / "check_records.py"
        checker.write_bytes(inside.read("check_records.py"))
    done = subprocess.run(
        [sys.executable, "-I", checker, archive], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "不符 0 处" in done.stdout, done.stdout


def _take_an_authenticator_into_use(person: Desk) -> None:
    """As on a telephone: the letters under the picture, then the six digits that they make now."""
    person.go("/second-factor/")
    expect(person.page.locator("img.form-picture")).to_be_visible()
    letters = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", person.main.inner_text())
    assert letters is not None
    secret = b32decode(letters[0].replace(" ", ""))
    totp = TOTP(secret, 6, SHA1(), 30, enforce_key_length=False)
    person.write("动态口令", totp.generate(int(datetime.now(UTC).timestamp())).decode())
    person.press("启用", told="动态口令已启用")
