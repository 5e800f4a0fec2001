from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "shuniu.kernel.base"
    label = "shuniu_base"
    verbose_name = "基础"

    def ready(self) -> None:
        from shuniu.kernel.base.slow_queries import watch
        from shuniu.kernel.base.trigger_care import restore_triggers

        connection_created.connect(watch, dispatch_uid="shuniu_slow_queries")
        post_migrate.connect(restore_triggers, sender=self, dispatch_uid="shuniu_restore_triggers")
