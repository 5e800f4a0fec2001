from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "shuniu.kernel.records"
    label = "shuniu_records"
    verbose_name = "留痕"
