"""Addresses of incidents."""

from shuniu.kernel.platform.screens.room import room_urls
from shuniu.modules.confidential.incidents.views import rooms

urlpatterns = room_urls(rooms.ROOM)
