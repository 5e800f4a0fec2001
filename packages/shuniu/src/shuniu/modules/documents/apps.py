from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "shuniu.modules.documents"
    label = "shuniu_documents"
    verbose_name = "公文"
