from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "shuniu.kernel.base"
    label = "shuniu_base"
    verbose_name = "基础"

    def ready(self) -> None:
        from shuniu.kernel.base.trigger_care import restore_triggers

        post_migrate.connect(restore_triggers, sender=self, dispatch_uid="shuniu_restore_triggers")
