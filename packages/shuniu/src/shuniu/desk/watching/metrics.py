"""`/metrics` for Prometheus: what this process counted, and the state of the installation at the moment of asking."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from shuniu.commands.backups.folder import Folder, moment_of
from shuniu.desk.watching.readiness import oldest_unsealed
from shuniu.kernel.base.meters import REGISTRY
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.trouble import place_of
from shuniu.kernel.records.sealing import unsealed

logger = logging.getLogger("shuniu.watching")
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Installation:
    """What is asked of database and disk, whichever process answers. A count of unsealed records stops at 5000."""

    def collect(self) -> Iterator[Metric]:
        since = oldest_unsealed()
        yield _gauge("shuniu_unsealed_records", "Records that wait for their seal.", len(unsealed()))
        yield _gauge(
            "shuniu_oldest_unsealed_seconds",
            "How long the oldest of them has waited.",
            max(0.0, (timezone.now() - since).total_seconds()) if since else 0.0,
        )
        jobs = GaugeMetricFamily("shuniu_jobs", "Jobs by state.", labels=["state"])
        found = dict(Job.objects.values_list("state").annotate(many=Count("pk")))
        for state in Job.State.values:
            jobs.add_metric([state], found.get(state, 0))
        yield jobs
        # Absent without any backup: alarm on its absence too.
        if names := Folder(settings.BACKUP_FOLDER).backups():
            age = timezone.now() - moment_of(names[-1])
            yield _gauge("shuniu_newest_backup_seconds", "Age of the newest backup.", age.total_seconds())
        disk = shutil.disk_usage(settings.SHUNIU_HOME)
        yield _gauge("shuniu_disk_free_bytes", "Free bytes where the data lies.", disk.free)
        yield _gauge("shuniu_disk_bytes", "All bytes where the data lies.", disk.total)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def text() -> bytes:
    """Everything, in the text format of Prometheus."""
    asked = CollectorRegistry()
    asked.register(Installation())
    try:
        installation = generate_latest(asked)
    except DatabaseError as error:
        # What this process counted is wanted most when the database is away.
        logger.warning("metrics without the database: %s", place_of(error))
        return generate_latest(REGISTRY)
    return generate_latest(REGISTRY) + installation
