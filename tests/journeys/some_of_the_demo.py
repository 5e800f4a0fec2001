"""`python -m tests.journeys.some_of_the_demo N`: the demo county with every Nth document of its year, in SHUNIU_HOME.

The whole year takes minutes to play; a newcomer's first steps need its people and a handful of papers.
"""

from __future__ import annotations

import os
import sys


def main(every: int) -> None:
    """Make the database, mark it as demo and play a part of the year."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from shuniu.demo.loading.playing import load
    from shuniu.kernel.people.installation import mark_installation
    from shuniu.kernel.people.models import Installation

    call_command("migrate", verbosity=0)
    mark_installation(Installation.Kind.DEMO, now=timezone.now())
    load(now=timezone.now(), every=every)


if __name__ == "__main__":
    main(int(sys.argv[1]))
