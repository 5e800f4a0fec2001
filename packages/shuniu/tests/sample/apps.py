"""The sample app: its one module is the proof that the fourth module is easy."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "sample"
    label = "shuniu_sample"

    def ready(self) -> None:
        from sample import errands, errands_shown  # noqa: F401
