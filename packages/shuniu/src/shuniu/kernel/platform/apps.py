"""The platform's Django app: what every room needs to show itself."""

from __future__ import annotations

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "shuniu.kernel.platform"
    label = "shuniu_platform"
    verbose_name = "平台"

    def ready(self) -> None:
        """Bind the platform's own names: its listeners, ticks, jobs, link kinds, actions, parameters and choosers."""
        from shuniu.kernel.platform import (
            evidence_taking,  # noqa: F401
            lookups,  # noqa: F401
            session_limits,  # noqa: F401
            setting,  # noqa: F401
            standing_in,  # noqa: F401
            unused_files,  # noqa: F401
            working_days,  # noqa: F401
        )
        from shuniu.kernel.platform.jobs import ticks  # noqa: F401
        from shuniu.kernel.platform.links import actions, matters, shown  # noqa: F401
        from shuniu.kernel.platform.notices import of_the_gate, writing  # noqa: F401
        from shuniu.kernel.platform.organisation import accounts, slips  # noqa: F401
        from shuniu.kernel.platform.papers import engine  # noqa: F401
        from shuniu.kernel.platform.screens import exporting, forms, list_answers  # noqa: F401
        from shuniu.kernel.platform.search import indexing  # noqa: F401
