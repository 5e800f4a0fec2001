"""Addresses of the desk."""

from django.urls import path

from shuniu.desk.views import county, help, notices, on_duty, procedure, readings, search, workbench
from shuniu.kernel.platform.addresses import FOLLOWING

urlpatterns = [
    path("", workbench.show),
    path(FOLLOWING.lstrip("/"), workbench.following),
    path("search/", search.show),
    path("notices/", notices.show),
    path("notices/new/", notices.new),
    path("help/", help.contents),
    path("help/whole/", help.whole),
    path("help/<str:key>/", help.show),
    path("matters/<row:pk>/procedure/", procedure.show),
    path("matters/<row:pk>/readings/", readings.of_matter),
    path("readings/", readings.show),
    path("people/", on_duty.show),
    path("people/away/", on_duty.away),
    path("people/back/", on_duty.back),
    path("calendar/", county.calendar),
    path("calendar/set/", county.set_day),
    path("parameters/", county.parameters),
    path("parameters/<str:key>/", county.parameter),
    path("rules/", county.rules),
]
