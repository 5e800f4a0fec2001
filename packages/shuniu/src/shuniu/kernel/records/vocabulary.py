"""What a record is about, in words: of the actions their labels, of everything else the names declared here."""

from __future__ import annotations

from collections.abc import Mapping

from shuniu.kernel.base.actions import ACTIONS

NAMES: Mapping[str, str] = {
    "people.init": "建立正式库",
    "people.import": "导入单位和人员",
    "people.sign_in": "登录",
    "people.sign_out": "退出",
    "people.session_over": "登录超时退出",
    "people.sign_in_code": "核对动态口令",
    "people.set_up_code": "启用动态口令",
    "people.drop_code": "停用动态口令",
    "people.end_sign_ins": "退出别处的登录",
    "people.change_password": "修改密码",
    "people.renew_password": "换发一次性密码",
    "files.admit": "收进文件",
    "files.declare_text": "声明文字不涉密",
    "files.erase": "清除文件内容",
    "records.erase": "清除记录内容",
    "files.discard": "弃置没有用到的文件",
    "platform.backup": "备份",
    "platform.restore": "从备份恢复",
    "platform.migrate": "升级数据库",
    "flow.reading": "阅读工作秘密",
    "demo.enter": "进入演示县",
    "people.demo": "建立演示县的单位和人员",
    "demo.loaded": "演示县装载完毕",
}
"""The labels of records that no registered action writes."""


def label(action: str) -> str:
    """The Chinese name of what a record is about; the bare name of what this version no longer has."""
    if action in ACTIONS:
        return ACTIONS.get(action).label
    return NAMES.get(action, action)
