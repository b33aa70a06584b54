"""All addresses: the pages, the API, signing in."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("chalkline.web.urls")),
]
