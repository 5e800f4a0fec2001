"""Addresses of the three consoles."""

from django.urls import path

from shuniu.desk.console import accounts, duties, home, permissions, records, renewing, settings, slow

urlpatterns = [
    path("console/", home.show),
    path("console/accounts/", accounts.show),
    path("console/accounts/new/", accounts.new),
    path("console/accounts/<row:pk>/close/", accounts.close),
    path("console/accounts/<row:pk>/reopen/", accounts.reopen),
    path("console/parameters/", settings.show),
    path("console/parameters/<str:key>/", settings.one),
    path("console/slow-queries/", slow.show),
    path("console/duties/", duties.show),
    path("console/duties/<row:pk>/", duties.of_post),
    path("console/duties/<row:pk>/grant/", duties.grant),
    path("console/duties/withdraw/<row:pk>/", duties.withdraw),
    path("console/permissions/", permissions.show),
    path("console/behaviour/", records.behaviour),
    path("console/records/", records.show),
    path("console/records/evidence/", records.take),
    path("console/new-password/", renewing.renew_password),
]
