"""Addresses of coming in and going out."""

from django.urls import path

from shuniu.desk.signing_in import views

urlpatterns = [
    path("sign-in/", views.sign_in),
    path("sign-out/", views.sign_out),
    path("password/", views.change_password),
    path("hat/", views.change_hat),
    path("preferences/", views.preferences),
]
