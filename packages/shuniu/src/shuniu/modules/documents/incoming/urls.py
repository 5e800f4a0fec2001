"""Addresses of 收文."""

from django.urls import path

from shuniu.modules.documents.incoming.views import folder, leader, lists

urlpatterns = [
    path("incoming/", lists.incoming_list),
    path("incoming/folder/", folder.show),
    path("incoming/folder/<int:person_id>/", folder.show),
    path("incoming/folder/<int:person_id>/first/", folder.put_first),
    path("leader/", leader.first),
    path("leader/<int:pk>/", leader.show),
    path("leader/<int:pk>/answer/", leader.answer),
]
