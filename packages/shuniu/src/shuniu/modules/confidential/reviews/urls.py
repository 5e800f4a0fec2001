"""Addresses of reviews."""

from shuniu.kernel.platform.screens.room import room_urls
from shuniu.modules.confidential.reviews.views import rooms

urlpatterns = room_urls(rooms.ROOM)
