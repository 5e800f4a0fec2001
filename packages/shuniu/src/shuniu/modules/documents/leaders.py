"""What a leader is asked for on the telephone or tablet, by kind of matter: which matters wait, their page, the action
that one of his replies stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.reading import Reading
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.detail import Attempt
from shuniu.kernel.platform.ui import LeaderPage
from shuniu.modules.documents.incoming.folder import Leader


@dataclass(frozen=True)
class Asked:
    """One kind of matter on a leader's page. `page` gives it without its place among the others; `answer` the action
    of a reply and its data."""

    waiting: Callable[[Leader], list[Matter]]
    page: Callable[[Actor, Reading, Attempt | None], LeaderPage]
    answer: Callable[[Actor, Reading, Mapping[str, str]], tuple[str, dict[str, Any]]]


ASKED: Registry[Asked] = Registry("matters on a leader's page", public=False)
"""By kind; incoming documents are the page's own."""
