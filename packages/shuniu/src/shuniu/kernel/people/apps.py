from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shuniu.kernel.people"
    label = "shuniu_people"
    verbose_name = "人员与机构"
