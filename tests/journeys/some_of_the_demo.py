"""`python -m tests.journeys.some_of_the_demo N [NOW]`: the demo county with every Nth document of its year, in
SHUNIU_HOME, as of NOW (ISO, with offset) or of this moment.

The whole year takes minutes to play; a newcomer's first steps need its people and a handful of papers.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime


def main(every: int, now: datetime | None = None) -> None:
    """Make the database, mark it as demo and play a part of the year."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from shuniu.demo.loading.playing import load
    from shuniu.kernel.people.installation import mark_installation
    from shuniu.kernel.people.models import Installation

    at = now or timezone.now()
    call_command("migrate", verbosity=0)
    mark_installation(Installation.Kind.DEMO, now=at)
    load(now=at, every=every)


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(datetime.fromisoformat, sys.argv[2:3]))
