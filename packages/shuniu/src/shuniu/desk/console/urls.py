"""Addresses of the three consoles."""

from django.urls import path

from shuniu.desk.console import home, permissions, records, renewing

urlpatterns = [
    path("console/", home.show),
    path("console/permissions/", permissions.show),
    path("console/records/", records.show),
    path("console/records/evidence/", records.take),
    path("console/new-password/", renewing.renew_password),
]
