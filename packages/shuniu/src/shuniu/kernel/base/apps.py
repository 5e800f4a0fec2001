from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "shuniu.kernel.base"
    label = "shuniu_base"
    verbose_name = "基础"
