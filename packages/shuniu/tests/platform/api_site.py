"""A site of nothing but the API."""

from __future__ import annotations

from django.urls import path

from shuniu.kernel.platform.api.urls import api_urls

urlpatterns = [path("api/", api_urls)]
