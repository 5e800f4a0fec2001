"""What this process counts for those who watch it (Prometheus): numbers and code names, no person, no title, no address.

Each process counts its own since it began. Who reads them is decided in desk/watching.
"""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a series beside each, of when it began: nobody asks
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

REQUESTS = Counter("shuniu_requests", "Answered requests by class of status.", ["status"], registry=REGISTRY)
SECONDS = Histogram(
    "shuniu_request_seconds",
    "Seconds from request to answer.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
    registry=REGISTRY,
)
ACTIONS = Counter("shuniu_actions", "Actions by what came of them.", ["outcome"], registry=REGISTRY)
SLOW_QUERIES = Counter("shuniu_slow_queries", "Statements over the threshold.", registry=REGISTRY)

for _status in ("2xx", "3xx", "4xx", "5xx"):
    REQUESTS.labels(_status)
for _outcome in ("done", "repeated", "refused"):
    ACTIONS.labels(_outcome)
