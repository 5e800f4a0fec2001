"""Addresses of coming in and going out."""

from django.urls import path

from shuniu.desk.signing_in import codes, places, views

urlpatterns = [
    path("sign-in/", views.sign_in),
    path("sign-in/code/", codes.code),
    path("second-factor/", codes.set_up),
    path("second-factor/picture.svg", codes.picture),
    path("sign-ins/", places.show),
    path("sign-ins/end/", places.end),
    path("sign-out/", views.sign_out),
    path("password/", views.change_password),
    path("hat/", views.change_hat),
    path("preferences/", views.preferences),
]
