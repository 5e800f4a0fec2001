from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shuniu.kernel.files"
    label = "shuniu_files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Put the secrecy gate before every action."""
        from shuniu.kernel.files import gate  # noqa: F401
