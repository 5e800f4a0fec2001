from django.apps import AppConfig


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
        place(
            "console.new_password",
            Place("账号", "换发一次性密码", "/console/new-password/", icon="person", console="SYSTEM_ADMIN"),
        )
        place(
            "console.permissions",
            Place("安全", "权限表", "/console/permissions/", icon="book", console="SECURITY_ADMIN"),
        )
        place(
            "console.records",
            Place("审计", "操作记录", "/console/records/", icon="book", console="AUDIT_ADMIN"),
        )
        place("people", Place("本县", "在岗与代理", "/people/", icon="person", order=80))
        place("calendar", Place("本县", "工作日历", "/calendar/", icon="clock", order=81))
        place("parameters", Place("本县", "规则与参数", "/parameters/", icon="book", order=82))
