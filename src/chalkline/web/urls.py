"""Addresses of the pages. Every one declares the permission it needs, or that it is public."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
