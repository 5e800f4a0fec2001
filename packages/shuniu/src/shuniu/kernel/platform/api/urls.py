"""`path("api/", api_urls)`: to be imported by the product's urls, when every app is ready."""

from __future__ import annotations

from shuniu.kernel.platform.api.build import build

api_urls = build().urls
