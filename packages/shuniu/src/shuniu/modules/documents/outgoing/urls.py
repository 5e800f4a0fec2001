"""Addresses of 发文."""

from django.urls import path

from shuniu.modules.documents.outgoing.views import lists

urlpatterns = [
    path("outgoing/", lists.outgoing_list),
    path("outgoing/new/", lists.new),
]
