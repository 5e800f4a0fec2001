from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shuniu.kernel.files"
    label = "shuniu_files"
    verbose_name = "文件"
