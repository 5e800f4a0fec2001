from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "shuniu.kernel.numbering"
    label = "shuniu_numbering"
    verbose_name = "编号"
