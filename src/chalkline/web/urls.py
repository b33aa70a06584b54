"""Addresses of the pages. Every one declares the permission it needs, or that it is public."""

from __future__ import annotations

from chalkline.web.routes import patterns

urlpatterns = patterns()
