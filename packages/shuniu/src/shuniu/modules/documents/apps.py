from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "shuniu.modules.documents"
    label = "shuniu_documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from shuniu.modules.documents import manifest

        manifest.register()
