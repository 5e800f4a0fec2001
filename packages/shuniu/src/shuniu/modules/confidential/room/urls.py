"""Addresses of the 机要件占位登记簿."""

from django.urls import path

from shuniu.kernel.platform.screens.registers import register_urls
from shuniu.modules.confidential.room.views import book

urlpatterns = [
    *register_urls(book.BOOK),
    path("confidential/room/new/", book.receive),
    path("confidential/room/hand-over/", book.hand_over),
    path("confidential/room/give-back/", book.give_back),
]
