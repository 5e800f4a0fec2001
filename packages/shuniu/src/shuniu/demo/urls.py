"""The one address of the demo; outside `shuniu demo` nothing is there."""

from django.urls import path

from shuniu.demo import entrance

urlpatterns = [path("enter/", entrance.enter)]
