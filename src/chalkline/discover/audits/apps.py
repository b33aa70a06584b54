"""Names this domain to Django."""

from django.apps import AppConfig


class DiscoverAuditsConfig(AppConfig):
    name = "chalkline.discover.audits"
    label = "discover_audits"
