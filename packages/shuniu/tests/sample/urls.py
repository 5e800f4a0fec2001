"""The product with the sample's room beside the others."""

from django.urls import include, path

urlpatterns = [path("", include("sample.errands_shown")), path("", include("shuniu.urls"))]
