"""Addresses of 收文."""

from django.urls import path

from shuniu.modules.documents.incoming.views import lists

urlpatterns = [
    path("incoming/", lists.incoming_list),
]
