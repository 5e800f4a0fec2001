"""The platform's Django app: what every room needs to show itself."""

from __future__ import annotations

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "shuniu.kernel.platform"
    label = "shuniu_platform"
    verbose_name = "平台"
