"""The platform's tables, gathered from its rooms so that Django finds them."""

from __future__ import annotations

from shuniu.kernel.platform.jobs.models import DailyRun, Job
from shuniu.kernel.platform.links.models import Link
from shuniu.kernel.platform.notices.models import Notice, NoticeRead
from shuniu.kernel.platform.search.models import SearchDirty, SearchEntry

__all__ = ["DailyRun", "Job", "Link", "Notice", "NoticeRead", "SearchDirty", "SearchEntry"]
