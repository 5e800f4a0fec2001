"""Addresses of 发文."""

from django.urls import path

from shuniu.modules.documents.outgoing.views import draft, lists

urlpatterns = [
    path("outgoing/", lists.outgoing_list),
    path("outgoing/new/", lists.new),
    path("outgoing/organs/", draft.organs),
    path("outgoing/<row:pk>/draft/", draft.draft),
    path("outgoing/<row:pk>/draft/check/", draft.check),
    path("outgoing/<row:pk>/draft/keep/", draft.keep),
    path("outgoing/<row:pk>/draft/drop/", draft.drop),
]
