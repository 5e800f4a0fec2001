"""Addresses of seals and their use."""

from django.urls import path

from shuniu.kernel.platform.screens.registers import register_urls
from shuniu.kernel.platform.screens.room import room_urls
from shuniu.modules.documents.seals.views import book, keeping, rooms

urlpatterns = [
    *room_urls(rooms.ROOM),
    *register_urls(book.BOOK),
    path("seals/kept/", keeping.kept),
    path("seals/kept/add/", keeping.add),
    path("seals/kept/hand-over/", keeping.hand_over),
    path("seals/kept/stop/", keeping.stop),
]
