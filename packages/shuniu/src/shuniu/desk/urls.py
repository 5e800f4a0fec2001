"""Addresses of the desk."""

from django.urls import path

from shuniu.desk.views import help, notices, procedure, search, workbench

urlpatterns = [
    path("", workbench.show),
    path("search/", search.show),
    path("notices/", notices.show),
    path("help/", help.show),
    path("help/<slug:key>/", help.show),
    path("matters/<int:pk>/procedure/", procedure.show),
]
