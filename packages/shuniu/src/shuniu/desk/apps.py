from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shuniu.desk"
    label = "shuniu_desk"
    verbose_name = "工作台"
