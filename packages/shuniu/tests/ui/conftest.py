"""Every screen of the gallery, rendered once for all tests of this folder."""

from __future__ import annotations

import pytest

from shuniu.kernel.platform.ui.gallery import Shown, render_all


@pytest.fixture(scope="session")
def screens() -> dict[str, Shown]:
    return {shown.name: shown for shown in render_all()}
