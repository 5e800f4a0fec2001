from django.apps import AppConfig


class ConfidentialConfig(AppConfig):
    name = "shuniu.modules.confidential"
    label = "shuniu_confidential"
    verbose_name = "保密"

    def ready(self) -> None:
        from shuniu.modules.confidential import manifest

        manifest.register()
