from django.apps import AppConfig

CONSOLES = (
    ("accounts", "账号", "person", "系统管理", "SYSTEM_ADMIN"),
    ("new_password", "换发一次性密码", "print", "系统管理", "SYSTEM_ADMIN"),
    ("parameters", "参数", "book", "系统管理", "SYSTEM_ADMIN"),
    ("slow_queries", "慢语句", "clock", "系统管理", "SYSTEM_ADMIN"),
    ("duties", "职责", "person", "安全保密管理", "SECURITY_ADMIN"),
    ("permissions", "权限表", "book", "安全保密管理", "SECURITY_ADMIN"),
    ("behaviour", "用户行为", "clock", "安全保密管理", "SECURITY_ADMIN"),
    ("records", "操作记录", "book", "安全审计", "AUDIT_ADMIN"),
)
"""The places of the three consoles, in order: name, label, icon, group, whose."""


class DeskConfig(AppConfig):
    name = "shuniu.desk"
    label = "shuniu_desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from shuniu.kernel.flow.reader_log import SECRECY
        from shuniu.kernel.platform.menu import Place, place

        place("workbench", Place("我的", "工作台", "/", icon="home", order=1))
        place("notices", Place("我的", "消息", "/notices/", icon="bell", order=2))
        place(
            "readings",
            Place(
                "本县",
                "工作秘密阅读记录",
                "/readings/",
                icon="book",
                open_to=lambda actor: actor.holds(SECRECY),
                order=79,
            ),
        )
        place("people", Place("本县", "在岗与代理", "/people/", icon="person", order=80))
        place("calendar", Place("本县", "工作日历", "/calendar/", icon="clock", order=81))
        place("parameters", Place("本县", "规则与参数", "/parameters/", icon="book", order=82))
        for order, (name, label, icon, group, console) in enumerate(CONSOLES, 1):
            address = f"/console/{name.replace('_', '-')}/"
            place(f"console.{name}", Place(group, label, address, icon=icon, order=order, console=console))
