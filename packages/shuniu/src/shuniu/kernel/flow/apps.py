from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FlowConfig(AppConfig):
    name = "shuniu.kernel.flow"
    label = "shuniu_flow"
    verbose_name = "办件"

    def ready(self) -> None:
        """Bind the kernel's own names: its parameters, guards and moves."""
        from shuniu.kernel.base import parameters
        from shuniu.kernel.flow import guards, publishing  # noqa: F401
        from shuniu.kernel.flow.moves import (  # noqa: F401
            await_answer,
            circulate,
            confirm_recorded,
            correct,
            end,
            extend,
            readers,
            reassign,
            remind,
            return_,
            withdraw,
        )

        post_migrate.connect(publishing.at_migrate, sender=self)
        parameters.declare(
            parameters.Parameter("flow.confirm_recorded_days", "代录批示须在几天内确认", 5, "CQ-02", "天", 1),
            parameters.Parameter("flow.yellow_days", "剩余几天亮黄灯", 3, "SX-01", "天", 0),
        )
